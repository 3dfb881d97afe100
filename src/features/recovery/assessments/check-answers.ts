import { badInput, type FieldProblem } from '../../../platform/graphql/errors';
import type { InstrumentData } from './instruments';
import { type Answered, totalRange } from './score';

/**
 * Refuses what this instrument cannot have been answered with: neither a total nor items, items that it does not have or that come
 * twice, answers that an item does not have, a total beyond its range.
 * @throws BAD_USER_INPUT naming each field
 */
export function requireAnswers(data: InstrumentData, items: readonly Answered[], total: number | null): void {
  const [first, ...others] = [...problemsOfItems(data, items), ...problemsOfTotal(data, items, total)];
  if (first) throw badInput(first, ...others);
}

function problemsOfItems({ items: known }: InstrumentData, items: readonly Answered[]): FieldProblem[] {
  return items.flatMap(({ linkId, answer }, index) => {
    const here = `input.items.${index}`;
    const item = known.find((one) => one.linkId === linkId);
    if (!item) return [{ path: `${here}.linkId`, message: `"${here}.linkId" must be an item of the instrument.` }];
    if (items.findIndex((other) => other.linkId === linkId) < index)
      return [{ path: `${here}.linkId`, message: `"${here}.linkId" must not repeat an item.` }];
    if (item.answers.includes(answer)) return [];
    return [{ path: `${here}.answer`, message: `"${here}.answer" must be one of ${item.answers.join(', ')}.` }];
  });
}

function problemsOfTotal(data: InstrumentData, items: readonly Answered[], total: number | null): FieldProblem[] {
  const path = 'input.total';
  if (total === null)
    return items.length > 0 ? [] : [{ path, message: `"${path}" is needed where there are no "input.items".` }];
  const { least, most } = totalRange(data, []);
  return total >= least && total <= most ? [] : [{ path, message: `"${path}" must be between ${least} and ${most}.` }];
}

import type { GraphQLSchema } from 'graphql';
import type { Answer, Operation } from '../operation';
import { comparableErrors, errorsText, sameErrors } from './errors';

/** How much of an answer is shown before and behind the first difference. */
const BEFORE = 160;
const BEHIND = 240;

/**
 * How two answers to one operation differ: undefined when they are the same, byte for byte, errors included.
 * @returns a report with the operation, who asked, and both answers from shortly before the first difference
 */
export function differenceOf(
  operation: Operation,
  plain: Answer,
  plan: Answer,
  schema: GraphQLSchema,
): string | undefined {
  const data = cut(JSON.stringify(plain.data) ?? 'no data', JSON.stringify(plan.data) ?? 'no data');
  if (data) return report(operation, 'data', data);
  const [expected, given] = [comparableErrors(plain, schema), comparableErrors(plan, schema)];
  if (sameErrors(expected, given)) return undefined;
  return report(operation, 'errors', cut(errorsText(expected), errorsText(given)) ?? ['the same', 'the same']);
}

/** Both texts around their first difference; undefined when there is none. */
function cut(plain: string, plan: string): [plain: string, plan: string] | undefined {
  if (plain === plan) return undefined;
  let same = 0;
  while (plain[same] === plan[same]) same += 1;
  const around = (text: string): string => {
    const start = Math.max(0, same - BEFORE);
    const end = same + BEHIND;
    return `${start > 0 ? '…' : ''}${text.slice(start, end)}${end < text.length ? '…' : ''}`;
  };
  return [around(plain), around(plan)];
}

function report({ document, variables, role }: Operation, what: string, [plain, plan]: [string, string]): string {
  return [
    `The ${what} differ, asked as ${role}:`,
    document,
    `variables ${JSON.stringify(variables)}`,
    `plain ${plain}`,
    `plan  ${plan}`,
  ].join('\n');
}

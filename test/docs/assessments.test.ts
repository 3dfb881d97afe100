import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { INSTRUMENTS } from '../../src/features/recovery/assessments/instruments';

const DOCUMENT = readFileSync(join(__dirname, '../../docs/assessments.md'), 'utf8');

/** The items that the document names: by themselves, and as `barc-10-1` to `barc-10-10`. */
function namedItems(text: string): Set<string> {
  const named = [...text.matchAll(/`(\d{5}-\d|barc-10-\d+)`/g)].map(([, name = '']) => name);
  const ranges = [...text.matchAll(/`([a-z]+(?:-\d+)?-)(\d+)` to `\1(\d+)`/g)].flatMap(([, stem, first, last]) =>
    Array.from({ length: Number(last) - Number(first) + 1 }, (_, index) => `${stem}${Number(first) + index}`),
  );
  return new Set([...named, ...ranges]);
}

describe('docs/assessments.md', () => {
  it('names every item, and no other', () => {
    // The AUDIT-C is the first three of the AUDIT.
    const items = new Set(Object.values(INSTRUMENTS).flatMap((data) => data.items.map(({ linkId }) => linkId)));
    expect([...namedItems(DOCUMENT)].toSorted()).toEqual([...items].toSorted());
  });

  it.each(Object.values(INSTRUMENTS))(
    'says which bands there are of $instrument, and from where',
    ({ instrument, cuts }) => {
      const row = DOCUMENT.split('\n').find((line) => line.startsWith(`| ${instrument} |`)) ?? '';
      for (const { from, band } of cuts) if (band !== 'DEPENDS_ON_SEX') expect(row).toContain(`${from} ${band}`);
    },
  );

  it('would miss an item that it does not name', () => {
    expect(namedItems(DOCUMENT.replace('`barc-10-10`', '`barc-10-9`')).has('barc-10-10')).toBe(false);
  });
});

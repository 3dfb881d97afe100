/** What a row of the document says of a paragraph of the rule. */
export interface ParagraphRow {
  readonly paragraph: string;
  readonly asks: string;
  readonly keptBy: string;
  readonly shownBy: string;
  readonly left: string;
}

/** A name in code marks. */
export interface CodeName {
  readonly name: string;
  readonly line: number;
}

const LEFT_TO_THE_PROGRAM = 'left to the program';

/** Every name in code marks, with its line from 1. */
export function namesIn(markdown: string): CodeName[] {
  return markdown
    .split('\n')
    .flatMap((text, index) => [...text.matchAll(/`([^`]+)`/g)].map(([, name = '']) => ({ name, line: index + 1 })));
}

/** The rows of tables whose first column is a paragraph of the rule: `2.13(a)`. */
export function paragraphRows(markdown: string): ParagraphRow[] {
  return markdown
    .split('\n')
    .filter((line) => /^\| 2\.\d\d/.test(line))
    .map((line) => {
      const [paragraph = '', asks = '', keptBy = '', shownBy = '', left = ''] = line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim());
      return { paragraph, asks, keptBy, shownBy, left };
    });
}

/** What is wrong with the rows, where these paragraphs have to have one each. */
export function faultsOfRows(rows: readonly ParagraphRow[], required: readonly string[]): string[] {
  const missing = required.flatMap((paragraph) => {
    const count = rows.filter((row) => row.paragraph === paragraph).length;
    if (count === 1) return [];
    return [count === 0 ? `${paragraph} has no row` : `${paragraph} has ${count} rows`];
  });
  const unknown = rows.flatMap(({ paragraph }) =>
    required.includes(paragraph) ? [] : [`${paragraph} is no paragraph`],
  );
  return [...missing, ...unknown, ...rows.flatMap(faultsOfRow)];
}

function faultsOfRow({ paragraph, asks, keptBy, shownBy, left }: ParagraphRow): string[] {
  const nothingAsked = asks === '' ? [`${paragraph} says not what it asks`] : [];
  if (keptBy === LEFT_TO_THE_PROGRAM)
    return [...nothingAsked, ...(left === '' ? [`${paragraph} says not what is left`] : [])];
  return [
    ...nothingAsked,
    ...(namesIn(keptBy).length === 0 ? [`${paragraph} names nothing that keeps it`] : []),
    ...(namesIn(shownBy).some(({ name }) => name.endsWith('.test.ts')) ? [] : [`${paragraph} names no test`]),
  ];
}

/** What each actor gets, entry by entry: a cell is a letter or two of the legend. */
export type Cells = Map<string, Map<string, string>>;

/** The parts of the matrix, in the order in which they are written. */
export const SECTIONS = ['Tables', 'Fields', 'Filters and orders', 'Cursors', 'Events', 'Mutations'] as const;
export type Section = (typeof SECTIONS)[number];

/** The whole matrix. */
export type Matrix = Map<Section, Cells>;

/** Notes a cell. */
export function setCell(cells: Cells, entry: string, actor: string, cell: string): void {
  const row = cells.get(entry) ?? new Map<string, string>();
  cells.set(entry, row);
  row.set(actor, cell);
}

/** The cell; empty where there is none. */
export function cellOf(cells: Cells, entry: string, actor: string): string {
  return cells.get(entry)?.get(actor) ?? '';
}

/** How many cells there are. */
export function countCells(matrix: Matrix): number {
  return [...matrix.values()].flatMap((cells) => [...cells.values()]).reduce((sum, row) => sum + row.size, 0);
}

/** Whether a cell of a table or field says that something is seen or reached: all of it, or so much. */
export const isSeen = (cell: string): boolean => /^(\+|\d+)$/.test(cell);

/** Values that rule something out. Whatever else stands there is taken for a yes: a warning too many does less harm than one too few. */
export const RULED_OUT: ReadonlySet<string> = new Set([
  'no',
  'none',
  'negative',
  'denied',
  'denies',
  'not detected',
  'absent',
]);

/** Whether the value of a safety fact says that there is no such thing. */
export function isRuledOut(value: string): boolean {
  return RULED_OUT.has(value.trim().replace(/\.$/, '').toLowerCase());
}

/** A creatinine clearance as it was written down, with an open end where it says less or more than a number. */
export interface Clearance {
  /** mL/min. */
  readonly amount: number;
  /** More than that, and not just that. */
  readonly isAbove: boolean;
  /** That or more; that or less. */
  readonly isOpenAbove: boolean;
  readonly isOpenBelow: boolean;
}

/**
 * Reads a creatinine clearance in mL/min: `45`, `45 mL/min`, `> 60 mL/min`, `<30`.
 * @returns undefined where the value is no such number: then nothing was checked
 */
export function readClearance(value: string): Clearance | undefined {
  const [, sign = '', digits] = /^\s*([<>≤≥]|<=|>=)?\s*(\d{1,3}(?:\.\d+)?)\s*(?:ml\/min)?\s*$/i.exec(value) ?? [];
  if (digits === undefined) return undefined;
  return {
    amount: Number(digits),
    isAbove: sign === '>',
    isOpenAbove: ['>', '>=', '≥'].includes(sign),
    isOpenBelow: ['<', '<=', '≤'].includes(sign),
  };
}

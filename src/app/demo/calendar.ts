/** The calendar day this many days from now, so that the demo does not grow old. */
export function dayFromNow(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

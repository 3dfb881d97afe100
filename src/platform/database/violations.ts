/** Whether the error is PostgreSQL refusing a write by the constraint of this name. */
export function violates(error: unknown, constraint: string): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const own = error as { constraint?: unknown; driverError?: unknown };
  return own.constraint === constraint || violates(own.driverError, constraint);
}

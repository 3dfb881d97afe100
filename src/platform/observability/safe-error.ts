/** What a log may say of an error: where it came from and of what kind, never what it was about. */
interface SafeError {
  readonly type: string;
  readonly code?: string;
  readonly constraint?: string;
  readonly table?: string;
  readonly frames: readonly string[];
  readonly cause?: SafeError;
}

/** How many causes are told. */
const MAX_CAUSES = 3;
const MAX_FRAMES = 12;
const FRAME = /^ {4}at (?:.+ \()?(?:node:|file:|\/|[A-Za-z]:\\)[^()]*:\d+:\d+\)?$/;

/**
 * Describes an error for the log. Messages are left out, for they quote: PostgreSQL's hold values and whole rows,
 * and even a TypeError can repeat what it was given. Kind, code, constraint and stack frames are enough to find the place.
 */
export function safeError(error: unknown, depth = 0): SafeError {
  if (typeof error !== 'object' || error === null) return { type: typeof error, frames: [] };
  const { code, constraint, table } = error as Record<string, unknown>;
  const cause = depth < MAX_CAUSES ? causeOf(error) : undefined;
  return {
    type: word(error.constructor?.name) ?? 'Error',
    ...named('code', word(code)),
    ...named('constraint', word(constraint)),
    ...named('table', word(table)),
    frames: framesOf(error),
    ...named('cause', cause === undefined ? undefined : safeError(cause, depth + 1)),
  };
}

/** The error beneath, by the names that Node, GraphQL and TypeORM give it. */
function causeOf(error: object): object | undefined {
  const { cause, originalError, driverError } = error as Record<string, unknown>;
  return [cause, originalError, driverError].find((inner) => typeof inner === 'object' && inner !== null) as
    | object
    | undefined;
}

function framesOf(error: object): string[] {
  const { stack, message } = error as Record<string, unknown>;
  if (typeof stack !== 'string') return [];
  // A message of several lines stands in the stack too, and could look like a frame.
  const rest = typeof message === 'string' ? stack.replace(message, () => '') : stack;
  return rest
    .split('\n')
    .filter((line) => FRAME.test(line))
    .slice(0, MAX_FRAMES)
    .map((line) => line.trim());
}

/** An identifier and nothing else: a sentence in its place could hold anything. */
function word(value: unknown): string | undefined {
  return typeof value === 'string' && /^[\w$]{1,64}$/.test(value) ? value : undefined;
}

function named<K extends string, V>(name: K, value: V | undefined): Partial<Record<K, V>> {
  return value === undefined ? {} : ({ [name]: value } as Record<K, V>);
}

import { Writable } from 'node:stream';
import { type DestinationStream, type Logger, pino } from 'pino';
import { safeError } from './safe-error';

export type { Logger } from 'pino';

interface LogOptions {
  readonly level: string;
  /** One short line an entry, for a person at a terminal; JSON otherwise. */
  readonly pretty?: boolean;
  /** Where entries go; standard output by default. */
  readonly destination?: DestinationStream;
}

/** Names under which a secret or a person could slip into an entry. */
const PRIVATE = [
  'authorization',
  'body',
  'cookie',
  'headers',
  'password',
  'parameters',
  'query',
  'token',
  'url',
  'variables',
];

/**
 * The log: JSON lines with ISO times. It never carries a variable, a name or a token:
 * what is known to hold them is removed, and of errors only kind and place are told.
 */
export function createLog({ level, pretty = false, destination }: LogOptions): Logger {
  const options = {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: safeError },
    redact: { paths: PRIVATE.flatMap((name) => [name, `*.${name}`]), remove: true },
    hooks: { logMethod: withoutErrorMessages },
  };
  const target = destination ?? pino.destination(1);
  return pino(options, pretty ? readable(target) : target);
}

/** pino takes an error's message for the entry's when none is given. */
function withoutErrorMessages(this: Logger, args: unknown[], log: (...args: [unknown, string?]) => void): void {
  const [subject, message] = args;
  const entry = subject instanceof Error ? { err: subject } : subject;
  const carriesError = typeof entry === 'object' && entry !== null && 'err' in entry;
  const rest = carriesError && typeof message !== 'string' ? ['something failed'] : args.slice(1);
  log.apply(this, [entry, ...rest] as [unknown, string?]);
}

/** Rewrites JSON entries as `12:30:01 info served {"requestId":"…"}`. */
function readable(target: DestinationStream): Writable {
  return new Writable({
    write(chunk, _encoding, done) {
      const { level, time, msg, ...details } = JSON.parse(String(chunk)) as Record<string, unknown>;
      const rest = Object.keys(details).length > 0 ? ` ${JSON.stringify(details)}` : '';
      target.write(`${String(time).slice(11, 19)} ${level} ${msg ?? ''}${rest}\n`);
      done();
    },
  });
}

import { z } from 'zod';

/** Everything that can be set from outside. README describes each setting. */
export interface Settings {
  /** 0 lets the system choose. */
  readonly port: number;
  readonly host: string;
  /** Where the embedded database and generated keys live; relative to the working directory. */
  readonly dataDir: string;
  readonly environment: 'development' | 'test' | 'production';
  readonly logLevel: string;
  /** The longest page of a list, where a field does not allow more by itself. */
  readonly maxPageSize: number;
  /** The runtime login; undefined starts the embedded database. */
  readonly databaseUrl: string | undefined;
  /** The login that owns the tables. */
  readonly migrationDatabaseUrl: string | undefined;
  /** Who signs tokens; undefined uses the development issuer. */
  readonly oidc: { readonly issuer: string; readonly audience: string; readonly jwksUri: string } | undefined;
}

/** A setting that cannot be accepted: one line that names it and the fix, and repeats no value. */
export class SettingsError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SettingsError';
  }
}

const ENVIRONMENTS = ['development', 'test', 'production'] as const;
const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
const OIDC = ['OIDC_ISSUER', 'OIDC_AUDIENCE', 'OIDC_JWKS_URI'] as const;

const environmentSchema = z.object({
  PORT: wholeNumber(0, 65_535).default(4000),
  HOST: text(/^[\w.:-]+$/, 'must be a host name or an IP address').default('127.0.0.1'),
  DATA_DIR: z.string().default('data'),
  NODE_ENV: z.enum(ENVIRONMENTS, { error: oneOf(ENVIRONMENTS) }).default('development'),
  LOG_LEVEL: z.enum(LOG_LEVELS, { error: oneOf(LOG_LEVELS) }).default('info'),
  MAX_PAGE_SIZE: wholeNumber(1, 1000).default(100),
  DATABASE_URL: databaseUrl().optional(),
  MIGRATION_DATABASE_URL: databaseUrl().optional(),
  OIDC_ISSUER: webUrl().optional(),
  OIDC_AUDIENCE: text(/^\S+$/, 'must be the name of this API at your identity provider, without spaces').optional(),
  OIDC_JWKS_URI: webUrl().optional(),
});

type Environment = z.infer<typeof environmentSchema>;

/**
 * Reads the settings. A setting that is empty counts as not given.
 * @throws SettingsError naming every setting that cannot be accepted, in one line
 */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success) throw refusal(parsed.error.issues.map((issue) => `${String(issue.path[0])} ${issue.message}.`));

  const settings = parsed.data;
  const problems = [...missingInProduction(settings), ...incompleteOidc(settings)];
  if (problems.length > 0) throw refusal(problems);
  return {
    port: settings.PORT,
    host: settings.HOST,
    dataDir: settings.DATA_DIR,
    environment: settings.NODE_ENV,
    logLevel: settings.LOG_LEVEL,
    maxPageSize: settings.MAX_PAGE_SIZE,
    databaseUrl: settings.DATABASE_URL,
    migrationDatabaseUrl: settings.MIGRATION_DATABASE_URL,
    oidc: oidcOf(settings),
  };
}

function missingInProduction(settings: Environment): string[] {
  if (settings.NODE_ENV !== 'production') return [];
  const problems = settings.DATABASE_URL
    ? []
    : ['DATABASE_URL must be set in production: postgres://login:password@host:5432/database.'];
  // A server without an issuer would have to trust tokens that it signed itself.
  if (OIDC.every((name) => settings[name] === undefined)) {
    problems.push(`${OIDC.join(', ')} must be set in production, to verify tokens.`);
  }
  for (const name of ['OIDC_ISSUER', 'OIDC_JWKS_URI'] as const) {
    if (isPlainText(settings[name])) problems.push(`${name} must begin with https:// in production.`);
  }
  return problems;
}

/** Keys fetched in plain text could be anybody's; on this machine nobody stands in between. */
function isPlainText(url: string | undefined): boolean {
  if (url === undefined || new URL(url).protocol !== 'http:') return false;
  return !['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname);
}

function incompleteOidc(settings: Environment): string[] {
  const missing = OIDC.filter((name) => settings[name] === undefined);
  if (missing.length === 0 || missing.length === OIDC.length) return [];
  return [`${missing.join(' and ')} must be set too: ${OIDC.join(', ')} go together.`];
}

function oidcOf({ OIDC_ISSUER, OIDC_AUDIENCE, OIDC_JWKS_URI }: Environment): Settings['oidc'] {
  if (OIDC_ISSUER === undefined || OIDC_AUDIENCE === undefined || OIDC_JWKS_URI === undefined) return undefined;
  return { issuer: OIDC_ISSUER, audience: OIDC_AUDIENCE, jwksUri: OIDC_JWKS_URI };
}

function refusal(sentences: readonly string[]): SettingsError {
  return new SettingsError(sentences.join(' '));
}

function oneOf(values: readonly string[]): string {
  return `must be one of ${values.join(', ')}`;
}

function text(pattern: RegExp, rule: string) {
  return z.string().regex(pattern, { error: rule });
}

function wholeNumber(from: number, to: number) {
  return z
    .string()
    .refine((value) => /^\d{1,9}$/.test(value) && Number(value) >= from && Number(value) <= to, {
      error: `must be a whole number from ${from} to ${to}`,
    })
    .transform(Number);
}

function databaseUrl() {
  return z.string().refine((value) => hasScheme(value, ['postgres:', 'postgresql:']), {
    error: 'must be a URL such as postgres://login:password@host:5432/database',
  });
}

function webUrl() {
  return z.string().refine((value) => hasScheme(value, ['https:', 'http:']), {
    error: 'must be a URL such as https://login.example.org/realm',
  });
}

function hasScheme(value: string, schemes: readonly string[]): boolean {
  return URL.canParse(value) && schemes.includes(new URL(value).protocol);
}

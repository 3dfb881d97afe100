import { readSettings, SettingsError } from '../../../src/platform/config/settings';

const CANARY = 'canary-7f3a';
const OIDC = {
  OIDC_ISSUER: 'https://login.example.org/realm',
  OIDC_AUDIENCE: 'alongside',
  OIDC_JWKS_URI: 'https://login.example.org/realm/keys',
};

describe('settings', () => {
  it('has a default for everything that development needs', () => {
    expect(readSettings({})).toEqual({
      port: 4000,
      host: '127.0.0.1',
      dataDir: 'data',
      environment: 'development',
      logLevel: 'info',
      maxPageSize: 100,
      databaseUrl: undefined,
      migrationDatabaseUrl: undefined,
      oidc: undefined,
    });
  });

  it('takes every setting from the environment it is given', () => {
    const env = {
      PORT: '0',
      HOST: '0.0.0.0',
      DATA_DIR: 'elsewhere',
      NODE_ENV: 'production',
      LOG_LEVEL: 'debug',
      MAX_PAGE_SIZE: '50',
      DATABASE_URL: 'postgres://api@db/alongside',
      MIGRATION_DATABASE_URL: 'postgresql://owner@db/alongside',
      ...OIDC,
    };
    expect(readSettings(env)).toEqual({
      port: 0,
      host: '0.0.0.0',
      dataDir: 'elsewhere',
      environment: 'production',
      logLevel: 'debug',
      maxPageSize: 50,
      databaseUrl: env.DATABASE_URL,
      migrationDatabaseUrl: env.MIGRATION_DATABASE_URL,
      oidc: { issuer: OIDC.OIDC_ISSUER, audience: 'alongside', jwksUri: OIDC.OIDC_JWKS_URI },
    });
  });

  it('counts an empty setting as not given', () => {
    expect(readSettings({ PORT: '', DATABASE_URL: '', OIDC_ISSUER: '' })).toEqual(readSettings({}));
  });

  it.each([
    ['PORT', CANARY],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '4000.5'],
    ['PORT', ' 4000'],
    ['HOST', `${CANARY} x`],
    ['NODE_ENV', CANARY],
    ['LOG_LEVEL', CANARY],
    ['MAX_PAGE_SIZE', '-2'],
    ['MAX_PAGE_SIZE', '1001'],
    ['DATABASE_URL', `mysql://${CANARY}@db/x`],
    ['DATABASE_URL', CANARY],
    ['MIGRATION_DATABASE_URL', `http://${CANARY}`],
    ['OIDC_ISSUER', CANARY],
    ['OIDC_AUDIENCE', `${CANARY} ${CANARY}`],
    ['OIDC_JWKS_URI', `ftp://${CANARY}`],
  ])('refuses %s=%s in one line that names it and not its value', (name, value) => {
    const message = refusalOf({ [name]: value });
    expect(message).toMatch(new RegExp(`^${name} must [^\\n]+\\.$`));
    expect(message).not.toContain(value.trim());
  });

  it('refuses pages of nothing', () => {
    expect(refusalOf({ MAX_PAGE_SIZE: '0' })).toBe('MAX_PAGE_SIZE must be a whole number from 1 to 1000.');
  });

  it('names every setting that cannot be accepted', () => {
    expect(refusalOf({ PORT: 'x', LOG_LEVEL: 'y' })).toMatch(/PORT must .*LOG_LEVEL must /);
  });

  it('refuses production without a database', () => {
    expect(refusalOf({ NODE_ENV: 'production', ...OIDC })).toMatch(/^DATABASE_URL must be set in production/);
  });

  it('refuses production without an issuer', () => {
    expect(refusalOf({ NODE_ENV: 'production', DATABASE_URL: 'postgres://api@db/x' })).toBe(
      'OIDC_ISSUER, OIDC_AUDIENCE, OIDC_JWKS_URI must be set in production, to verify tokens.',
    );
  });

  it.each(['OIDC_ISSUER', 'OIDC_JWKS_URI'])('refuses a plain-text %s in production', (name) => {
    const env = { NODE_ENV: 'production', DATABASE_URL: 'postgres://api@db/x', ...OIDC, [name]: 'http://x.example' };
    expect(refusalOf(env)).toBe(`${name} must begin with https:// in production.`);
  });

  it('takes an issuer on this very machine without https', () => {
    const env = { NODE_ENV: 'production', DATABASE_URL: 'postgres://api@db/x', ...OIDC };
    expect(readSettings({ ...env, OIDC_ISSUER: 'http://127.0.0.1:9000' }).oidc?.issuer).toBe('http://127.0.0.1:9000');
  });

  it.each(['development', 'production'])('refuses an issuer that is described by halves, in %s', (environment) => {
    const env = { NODE_ENV: environment, DATABASE_URL: 'postgres://api@db/x', OIDC_ISSUER: OIDC.OIDC_ISSUER };
    expect(refusalOf(env)).toMatch(/^OIDC_AUDIENCE and OIDC_JWKS_URI must be set too/);
  });
});

function refusalOf(env: NodeJS.ProcessEnv): string {
  try {
    readSettings(env);
  } catch (error) {
    expect(error).toBeInstanceOf(SettingsError);
    return (error as SettingsError).message;
  }
  throw new Error('The settings were accepted.');
}

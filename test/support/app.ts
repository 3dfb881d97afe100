import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { Role } from '../../src/access/role';
import { type DevelopmentIssuer, openDevelopmentIssuer } from '../../src/access/tokens';
import { type Api, type Pace, startApi } from '../../src/app/api';
import { readSettings } from '../../src/platform/config/settings';
import { toGlobalId } from '../../src/platform/graphql/ids';
import { createLog, type Logger } from '../../src/platform/observability/log';
import { createFoundedDatabase } from './database';

/** An organization of the test's own database. */
export interface TestOrganization {
  readonly uuid: string;
  readonly id: string;
  readonly name: string;
}

/** An answer as a client gets it. */
export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever it asked for
  readonly data: any;
  readonly errors:
    | readonly {
        message: string;
        path?: (string | number)[];
        extensions: { code: string; fields?: { path: string; message: string }[] };
      }[]
    | undefined;
  readonly headers: Record<string, string>;
  /** The body's bytes, for comparing silence. */
  readonly text: string;
}

/** Somebody who sends operations over HTTP. */
export interface Caller {
  readonly subject: string;
  /** What they say who they are with; undefined for nobody. */
  token(): Promise<string | undefined>;
  send(
    document: string,
    variables?: object,
    options?: { idempotencyKey?: string; operationName?: string },
  ): Promise<Answer>;
  /** The data of an answer without errors. */
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever it asked for
  data(document: string, variables?: object): Promise<any>;
}

interface CallerOptions {
  readonly organization?: TestOrganization;
  readonly subject?: string;
  readonly scopes?: readonly string[];
}

/**
 * Starts the whole product on a database of its own, with two organizations.
 * @param log where something reads what is logged
 * @param pace where nothing is to come with time while a test looks
 */
export async function startTestApp(
  settings: Record<string, string> = {},
  log = usualLog(),
  pace: Pace = {},
): Promise<TestApp> {
  const [database, dataDir] = await Promise.all([createFoundedDatabase(), mkdtemp(join(tmpdir(), 'alongside-test-'))]);
  const named = (uuid: string, name: string) => ({ uuid, id: toGlobalId('organization', uuid), name });
  const harbor = named(database.organizations.harbor, 'Harbor Recovery');
  const meadow = named(database.organizations.meadow, 'Meadow Recovery');
  const read = readSettings({ NODE_ENV: 'test', PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'silent', ...settings });
  const api = await startApi(read, database.url, log, pace);
  const issuer = await openDevelopmentIssuer(dataDir, 'test');
  return new TestApp(api, issuer, harbor, meadow, database.url, dataDir, async () => {
    await api.stop();
    await database.drop();
    await rm(dataDir, { recursive: true, force: true });
  });
}

/** A pace at which nothing comes by itself before a test is over. */
export const STANDING_STILL: Pace = { jobsMs: 3_600_000, sweepMs: 3_600_000 };

export const usualLog = (): Logger => createLog({ level: process.env.TEST_LOG ?? 'silent' });

let logins = 0;

export class TestApp {
  constructor(
    readonly api: Api,
    readonly issuer: DevelopmentIssuer,
    readonly harbor: TestOrganization,
    readonly meadow: TestOrganization,
    readonly databaseUrl: string,
    /** Where the servers of the test keep the key that signs their tokens. */
    readonly dataDir: string,
    readonly stop: () => Promise<void>,
  ) {}

  /** A login of this role that is bound to nobody. */
  as(role: Role, options: CallerOptions = {}): Caller {
    const { organization = this.harbor, subject = `${role.toLowerCase()}-${++logins}`, scopes = [] } = options;
    const sign = () => this.issuer.sign({ subject, organizationId: organization.uuid, role, scopes });
    let token: Promise<string> | undefined;
    return this.caller(subject, () => {
      token ??= sign();
      return token;
    });
  }

  /** Nobody: no token at all. */
  nobody(): Caller {
    return this.caller('', async () => undefined);
  }

  /** Somebody with a token of the test's making. */
  withToken(token: string): Caller {
    return this.caller('', async () => token);
  }

  /** A clinician, through a login bound to them. */
  asClinician(clinicianId: string, organization = this.harbor): Promise<Caller> {
    return this.asHolder(Role.CLINICIAN, clinicianId, organization);
  }

  /** A clinician, mentor or patient, through a login bound to them. */
  async asHolder(role: Role, holderId: string, organization = this.harbor): Promise<Caller> {
    const subject = `${role.toLowerCase()}-${++logins}`;
    const binder = this.as(role === Role.PATIENT ? Role.INTAKE : Role.ADMINISTRATOR, { organization });
    await binder.data('mutation ($input: ConnectAccountInput!) { connectAccount(input: $input) { account { id } } }', {
      input: { issuer: this.issuer.issuer, subject, holderId },
    });
    return this.as(role, { organization, subject });
  }

  /** A registered client system, with these scopes in registration and token. */
  async asClient(
    role: Role.EHR_SYSTEM | Role.PARTNER_APP,
    scopes: readonly string[],
    organization = this.harbor,
  ): Promise<Caller> {
    const subject = `client-${++logins}`;
    const legalBasis = role === Role.EHR_SYSTEM ? 'PROGRAM_SYSTEM' : 'PATIENT_CONSENT';
    await this.as(Role.ADMINISTRATOR, { organization }).data(
      'mutation ($input: RegisterPartnerAppInput!) { registerPartnerApp(input: $input) { partnerApp { id } } }',
      { input: { name: subject, clientId: subject, kind: role, legalBasis, scopes } },
    );
    return this.as(role, { organization, subject, scopes });
  }

  private caller(subject: string, sign: () => Promise<string | undefined>): Caller {
    const send: Caller['send'] = async (document, variables = {}, { idempotencyKey, operationName } = {}) => {
      const token = await sign();
      const post = request(this.api.listener).post('/graphql').set('content-type', 'application/json');
      if (token) post.set('authorization', `Bearer ${token}`);
      if (idempotencyKey) post.set('idempotency-key', idempotencyKey);
      const { status, body, headers, text } = await post.send({ query: document, variables, operationName });
      return { status, data: body.data, errors: body.errors, headers: headers as Record<string, string>, text };
    };
    return {
      subject,
      token: sign,
      send,
      data: async (document, variables) => {
        const { data, errors } = await send(document, variables);
        if (errors) throw new Error(`The operation failed: ${JSON.stringify(errors)}`);
        return data;
      },
    };
  }
}

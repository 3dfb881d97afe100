import { Role } from '../../../../src/access/role';
import type { Answer, Caller, TestApp, TestOrganization } from '../../../support/app';
import { asAdmin } from '../../../support/database';

const IMPORT = `mutation ($input: ImportMeetingsInput!) {
  importMeetings(input: $input) { read created updated unchanged deactivated rejected { index slug reason } }
}`;

/** What the mutation answers. */
export interface Outcome {
  readonly read: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly deactivated: number;
  readonly rejected: readonly { readonly index: number; readonly slug: string | null; readonly reason: string }[];
}

/** One meeting as it is stored, by column. */
export interface StoredRow {
  readonly id: string;
  readonly version: number;
  readonly slug: string;
  readonly name: string;
  readonly active: boolean;
  readonly weekday: string | null;
  readonly last_seen_at: Date;
  readonly group_name: string;
  readonly group_id: string;
}

/** One group as it is stored, by column. */
export interface StoredGroupRow {
  readonly id: string;
  readonly version: number;
  readonly source_key: string;
  readonly display_name: string;
  readonly active: boolean;
  readonly fellowship: string;
  readonly approaches: readonly string[];
  readonly modalities: readonly string[];
  readonly languages: readonly string[];
  readonly meeting_types: readonly string[];
}

/** Imports a feed over HTTP, and answers whatever comes back. */
export function send(caller: Caller, meetings: readonly unknown[], input: object = {}): Promise<Answer> {
  const defaults = { source: 'harbor', defaultTimeZone: 'America/Los_Angeles', fellowship: 'TWELVE_STEP_AA' };
  return caller.send(IMPORT, { input: { ...defaults, ...input, meetings } });
}

/** Imports a feed of Harbor's administrator over HTTP. */
export async function importFeed(
  app: TestApp,
  source: string,
  meetings: readonly unknown[],
  { organization = app.harbor, ...input }: { organization?: TestOrganization; fellowship?: string } = {},
): Promise<Outcome> {
  const { data, errors } = await send(app.as(Role.ADMINISTRATOR, { organization }), meetings, { source, ...input });
  if (errors) throw new Error(`The import failed: ${JSON.stringify(errors)}`);
  return data.importMeetings;
}

/** What an import counts, without the rejections themselves. */
export function countsOf({ rejected, ...counts }: Outcome): object {
  return { ...counts, rejected: rejected.length };
}

/** Statements as the superuser, whom no row policy binds. */
export function asOwner<T>(app: TestApp, text: string, values: readonly unknown[] = []): Promise<T[]> {
  return asAdmin(app.databaseUrl, async (admin) => (await admin.query(text, [...values])).rows as T[]);
}

/** The meetings stored of a source in every organization, by slug and day. */
export function meetingsOf(app: TestApp, source: string, organization = app.harbor): Promise<StoredRow[]> {
  return asOwner(
    app,
    `select m.*, g.display_name as group_name, g.id as group_id
     from meeting m join peer_group g on g.organization_id = m.organization_id and g.id = m.peer_group_id
     where m.source = $1 and m.organization_id = $2 order by m.slug, m.slot`,
    [source, organization.uuid],
  );
}

/** The groups stored of a source, by name. */
export function groupsOf(app: TestApp, source: string, organization = app.harbor): Promise<StoredGroupRow[]> {
  return asOwner(app, 'select * from peer_group where source = $1 and organization_id = $2 order by source_key', [
    source,
    organization.uuid,
  ]);
}

import { Role } from '../../../src/access/role';
import type { Caller, TestApp } from '../app';
import { asAdmin } from '../database';
import { uuidOf } from '../uuid-of';

const SHARE = `mutation ($input: ShareReturnToUseInput!) { shareReturnToUse(input: $input) { supportMessage returnToUse {
  id version status occurredOn precision lastUseAt sharedBy substance context safetyNeeds supportMessage
  followUps { ...followUp } } } }`;
const FOLLOW_UP = `fragment followUp on FollowUp { id version kind dueAt escalatesAt overdue acknowledgedAt completedAt outcome
  patient { id } assignee { __typename ... on Clinician { id } ... on PeerMentor { id } } }`;
const QUEUE = `query ($filter: FollowUpFilter) { followUps(filter: $filter, first: 100) { totalCount nodes { ...followUp } } } ${FOLLOW_UP}`;

/** A follow-up as it is answered with. */
export interface SeenFollowUp {
  readonly id: string;
  readonly version: number;
  readonly kind: string;
  readonly dueAt: string;
  readonly escalatesAt: string | null;
  readonly overdue: boolean;
  readonly acknowledgedAt: string | null;
  readonly completedAt: string | null;
  readonly outcome: string | null;
  readonly patient: { readonly id: string };
  readonly assignee: { readonly __typename: string; readonly id: string } | null;
}

/** A return to use as it is answered with. */
export interface SeenReturn {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  readonly sharedBy: string;
  readonly supportMessage: string;
  readonly followUps: readonly SeenFollowUp[];
}

/** What was shared, by whoever it is; whatever comes of it. */
export function sendReturnToUse(by: Caller, input: object) {
  const document = `${SHARE} ${FOLLOW_UP}`;
  return by.send(document, { input: { occurredOn: '2026-03-01', precision: 'DAY', safetyNeeds: [], ...input } });
}

/** Shares a return to use, of no safety need unless one is named. */
export async function aReturnToUse(by: Caller, input: object): Promise<SeenReturn> {
  const { data, errors } = await sendReturnToUse(by, input);
  if (errors) throw new Error(`It was not shared: ${JSON.stringify(errors)}`);
  return data.shareReturnToUse.returnToUse;
}

/** The follow-ups that somebody sees, those that are open unless told otherwise. */
export async function followUpsOf(by: Caller, filter?: object): Promise<SeenFollowUp[]> {
  return (await by.data(QUEUE, filter ? { filter } : {})).followUps.nodes;
}

/** The one follow-up of this kind. */
export function theOne(followUps: readonly SeenFollowUp[], kind: string): SeenFollowUp {
  const [first, ...others] = followUps.filter((followUp) => followUp.kind === kind);
  if (!first || others.length > 0) throw new Error(`There is not one ${kind}.`);
  return first;
}

const CHANGE = (
  verb: string,
) => `mutation ($input: ${verb}FollowUpInput!) { change: ${verb.replace(/^./, (letter) => letter.toLowerCase())}FollowUp(input: $input) {
  __typename ... on ${verb}FollowUpPayload { followUp { ...followUp } } ... on Refusal { message } ... on VersionConflict { currentVersion }
  ... on TransitionNotAllowed { from to allowed } } } ${FOLLOW_UP}`;

/** Acknowledges, assigns or completes a follow-up; whatever comes of it. */
export function sendFollowUp(
  by: Caller,
  verb: 'Acknowledge' | 'Assign' | 'Complete',
  { id, version }: { readonly id: string; readonly version: number },
  more: object = verb === 'Complete' ? { outcome: 'We talked.' } : {},
) {
  return by.send(CHANGE(verb), { input: { followUpId: id, expectedVersion: version, ...more } });
}

/** The same, answered without an error. */
export async function changeFollowUp(...change: Parameters<typeof sendFollowUp>) {
  const { data, errors } = await sendFollowUp(...change);
  if (errors) throw new Error(`It was not changed: ${JSON.stringify(errors)}`);
  return data.change;
}

/** Puts a clinician on call, or nobody. */
export async function putOnCall(app: TestApp, onCallId: string | null): Promise<void> {
  const administrator = app.as(Role.ADMINISTRATOR);
  const { viewer } = await administrator.data('{ viewer { organization { version } } }');
  await administrator.data(
    'mutation ($input: ReviseOrganizationInput!) { reviseOrganization(input: $input) { __typename } }',
    {
      input: { expectedVersion: viewer.organization.version, onCallId },
    },
  );
}

/** Lets the time pass in which a follow-up could have been acknowledged. */
export async function letEscalate(app: TestApp, { id }: { readonly id: string }): Promise<void> {
  await asAdmin(app.databaseUrl, async (admin) => {
    await admin.query("update follow_up set escalates_at = now() - interval '1 second' where id = $1", [uuidOf(id)]);
  });
}

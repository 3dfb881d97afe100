import { Field, InputType } from 'type-graphql';
import type { Context } from '../../access/context';
import { revision } from '../../access/revise';
import { saveVersion } from '../../access/save-version';
import { badInput, notFound } from '../../platform/graphql/errors';
import { ExpectedVersionField, IdField, IntField, TextField, ValueField } from '../../platform/graphql/inputs';
import { entityById } from '../../platform/graphql/reads';
import { Payload, resultOf } from '../../platform/graphql/refusals';
import { JSONObject, TimeZone } from '../../platform/graphql/scalars';
import { Clinician } from './clinician.entity';
import { Organization, OrganizationSettings } from './organization.entity';

/** Longest wait that a follow-up may be given, in hours: a year. */
const LONGEST_WAIT_HOURS = 8760;

/** More days, points or sessions than anybody would wait for. */
const HIGHEST_THRESHOLD = 365;

@InputType({ description: 'Changes to your own organization. What is left out stays.' })
export class ReviseOrganizationInput {
  @ExpectedVersionField()
  expectedVersion!: number;

  @TextField('The name of the program.', { max: 200, optional: true })
  name?: string | null;

  @ValueField('The zone in which the program counts its days.', () => TimeZone, { optional: true })
  timeZone?: string | null;

  @IntField('Months in recovery asked of a new mentor; null asks for none.', { min: 0, max: 1200, optional: true })
  minimumMentorRecoveryMonths?: number | null;

  @ValueField('Whether the program registers patients under 18.', () => Boolean, { optional: true })
  acceptsMinors?: boolean | null;

  @TextField('What a person in danger is told to do.', { max: 2000, optional: true })
  emergencyText?: string | null;

  @IdField('Whom an urgent follow-up that nobody takes reaches.', () => [Clinician], { optional: true })
  onCallId?: string | null;

  @ValueField(
    'Hours until each kind of follow-up is due, and until an urgent one goes on to the clinician on call: { "CHECK_IN_CALL": 72, "ESCALATION": 0.5 }. Kinds that are left out get the defaults.',
    () => JSONObject,
    { optional: true },
  )
  followUpHours?: Record<string, unknown> | null;

  @ValueField(
    'From where on something asks for attention: { "HIGH_CRAVING": 7, "OUT_OF_CONTACT": 14 }. Kinds that are left out get the defaults.',
    () => JSONObject,
    { optional: true },
  )
  attentionThresholds?: Record<string, unknown> | null;
}

@Payload('The organization as it is now.')
export class ReviseOrganizationPayload {
  @Field(() => Organization, { description: 'The organization as it is now.' })
  organization: Organization;

  constructor(organization: Organization) {
    this.organization = organization;
  }
}

export const ReviseOrganizationResult = resultOf(ReviseOrganizationPayload);

/** Changes the viewer's own organization and its settings. */
export async function reviseOrganization(
  ctx: Context,
  input: ReviseOrganizationInput,
): Promise<ReviseOrganizationPayload> {
  const { organizationId } = ctx;
  const organization = await ctx.load(entityById(Organization), organizationId);
  if (!organization) throw notFound('Organization');
  const changes = revision(input, ['name', 'timeZone'], []);
  const settings = revision(
    input,
    ['acceptsMinors', 'emergencyText', 'followUpHours', 'attentionThresholds'],
    ['minimumMentorRecoveryMonths', 'onCallId'],
  );
  if (settings.followUpHours) requireHours(settings.followUpHours, await kindsWithHours(ctx));
  if (settings.attentionThresholds) requireThresholds(settings.attentionThresholds, await kindsWithThresholds(ctx));
  if (input.onCallId) await requireActiveClinician(ctx, input.onCallId);

  return ctx.transaction(async (tx) => {
    const revised = await saveVersion(tx, organization, changes, input.expectedVersion);
    if (Object.keys(settings).length > 0)
      tx.update(OrganizationSettings, { id: organizationId }, settings as Partial<OrganizationSettings>);
    tx.emit({ kind: 'organization.revised', subject: revised });
    return new ReviseOrganizationPayload(revised);
  });
}

function requireHours(hours: Record<string, unknown>, kinds: readonly string[]): void {
  if (areNumbers(hours, kinds, LONGEST_WAIT_HOURS)) return;
  throw badInput({
    path: 'input.followUpHours',
    message: `"input.followUpHours" must map kinds of follow-ups, or ESCALATION, to hours, more than 0 and at most ${LONGEST_WAIT_HOURS}.`,
  });
}

function requireThresholds(thresholds: Record<string, unknown>, kinds: readonly string[]): void {
  if (areNumbers(thresholds, kinds, HIGHEST_THRESHOLD)) return;
  throw badInput({
    path: 'input.attentionThresholds',
    message: `"input.attentionThresholds" must map ${kinds.join(', ')} to numbers, more than 0 and at most ${HIGHEST_THRESHOLD}.`,
  });
}

function areNumbers(values: Record<string, unknown>, keys: readonly string[], most: number): boolean {
  return Object.entries(values).every(
    ([key, value]) => keys.includes(key) && typeof value === 'number' && value > 0 && value <= most,
  );
}

/** What hours can be said for: whatever has a default. */
async function kindsWithHours(ctx: Context): Promise<string[]> {
  const [row] = await ctx.query('select app.default_follow_up_hours() as hours', []);
  return Object.keys(row?.hours ?? {});
}

/** What thresholds can be said for: whatever has a default. */
async function kindsWithThresholds(ctx: Context): Promise<string[]> {
  const [row] = await ctx.query('select app.default_attention_thresholds() as thresholds', []);
  return Object.keys(row?.thresholds ?? {});
}

async function requireActiveClinician(ctx: Context, id: string): Promise<void> {
  const clinician = await ctx.load(entityById(Clinician), id);
  if (!clinician) throw notFound('Clinician');
  if (!clinician.active)
    throw badInput({ path: 'input.onCallId', message: '"input.onCallId" must be a clinician who works here now.' });
}

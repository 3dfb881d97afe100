import type { Answer, Caller } from '../../support/app';
import { ACKNOWLEDGED, hoursAhead, signedTerms, terms } from '../../support/factories/consents';
import type { Stage } from './cast';
import { passTime } from './clock';
import {
  answer,
  endConsent,
  isOpen,
  mayAnswer,
  mayJoin,
  mayMove,
  mayPropose,
  move,
  standingOf,
  tryGlass,
} from './machines';
import { isShutOut, sightOf } from './sight';
import { type Act, CLOCK_STEPS, SPANS, type Step, TO_DENY, TO_GRANT } from './steps';
import { type Consent, HOLDERS, type Link, lasts, MENTORS, type Patient, RECIPIENTS, type Recipient } from './world';

/** Takes one step: sends it, and tells the model. Whether it is taken or refused has to be as the model foretells. */
export async function take(stage: Stage, step: Step): Promise<void> {
  await TAKE[step.act](stage, step);
}

type Take = (stage: Stage, step: Step) => Promise<void>;

const TAKE: Record<Act, Take> = {
  grant: (stage, step) => grant(stage, step, pick(RECIPIENTS, step.who)),
  supersede: async (stage, step) => {
    const before = pick(
      stage.world.consents.filter(({ patient, status }) => patient === step.patient && status !== 'PROPOSED'),
      step.who,
    );
    if (before) await grant(stage, { ...step, span: step.span % 3 }, before.recipient, before);
  },
  'propose consent': proposeConsent,
  'answer consent': answerConsent,
  revoke: async (stage, step) => {
    const consent = pick(consentsOf(stage, step), step.which);
    if (!consent) return;
    const mayEnd = standingOf(stage.world, consent) === 'ACTIVE';
    await expectOutcome(patientOf(stage, step), 'revokeConsent', 'RevokeConsent', { consentId: consent.id }, mayEnd);
    if (mayEnd) endConsent(stage.world, consent, 'REVOKED');
  },
  expire: async (stage, step) => {
    const consent = pick(consentsOf(stage, step), step.which);
    if (!consent) return;
    const mayEnd = standingOf(stage.world, consent) === 'ACTIVE' && consent.endsByEvent;
    await expectOutcome(patientOf(stage, step), 'expireConsent', 'ExpireConsent', { consentId: consent.id }, mayEnd);
    if (mayEnd) endConsent(stage.world, consent, 'EXPIRED');
  },
  'propose link': proposeLink,
  'patient answers': (stage, step) => answerLink(stage, step, 'patient'),
  'mentor answers': (stage, step) => answerLink(stage, step, 'mentor'),
  begin: (stage, step) => moveLink(stage, step, 'ACTIVE'),
  pause: (stage, step) => moveLink(stage, step, 'PAUSED'),
  end: (stage, step) => moveLink(stage, step, step.isYes ? 'ENDED' : 'WITHDRAWN'),
  join: async (stage, { patient, span }) => {
    const { world } = stage;
    const { from, until } = spanFrom(stage, span);
    const input = {
      patientId: stage.patientIds[patient],
      clinicianId: stage.ids.cover,
      duty: 'any',
      ...instants(stage, { from, until }, 'from', 'until'),
    };
    const isFree = mayJoin(world, patient, from, until);
    const { careTeamMember } = await expectOutcome(
      stage.callers.director,
      'joinCareTeam',
      'JoinCareTeam',
      input,
      isFree,
      'careTeamMember { id }',
    );
    if (careTeamMember) world.seats.push({ id: careTeamMember.id, patient, clinician: 'cover', from, until });
  },
  leave: async (stage, { patient, which }) => {
    const seat = pick(
      stage.world.seats.filter((one) => one.patient === patient && one.clinician === 'cover'),
      which,
    );
    if (!seat) return;
    const mayLeave = lasts(stage.world, seat) && sightOf(stage.world, 'director', patient).has('CARE_PLAN');
    await expectOutcome(
      stage.callers.director,
      'leaveCareTeam',
      'LeaveCareTeam',
      { careTeamMemberId: seat.id },
      mayLeave,
    );
    if (mayLeave) seat.until = stage.world.now;
  },
  restrict: async (stage, step) => {
    const { patient, who, which, span } = step;
    const holder = who % 5 === 0 ? 'everybody' : pick(HOLDERS, who);
    const categories = pick(TO_DENY, which);
    const until = spanFrom(stage, span % 3).until;
    const input = {
      patientId: stage.patientIds[patient],
      categories,
      reason: 'So be it.',
      ...named(stage, holder),
      ...instants(stage, { from: 0, until }, 'from', 'until'),
    };
    const { accessRestriction } = await expectOutcome(
      patientOf(stage, step),
      'restrictAccess',
      'RestrictAccess',
      input,
      true,
      'accessRestriction { id }',
    );
    stage.world.restrictions.push({
      id: accessRestriction?.id ?? '',
      patient,
      holder,
      categories,
      from: stage.world.now,
      until,
    });
  },
  lift: async (stage, step) => {
    const restriction = pick(
      stage.world.restrictions.filter(({ patient }) => patient === step.patient),
      step.which,
    );
    if (!restriction) return;
    await expectOutcome(
      patientOf(stage, step),
      'liftRestriction',
      'LiftRestriction',
      { restrictionId: restriction.id },
      true,
    );
    restriction.until = Math.min(restriction.until, stage.world.now);
  },
  'break glass': async (stage, { patient }) => {
    const isOpened = tryGlass(stage.world, patient);
    const input = { patientId: stage.patientIds[patient], reason: 'Found in distress at the door.' };
    await expectOutcome(stage.callers.cover, 'breakGlass', 'BreakGlass', input, isOpened);
    const { now } = stage.world;
    if (isOpened) stage.world.emergencies.push({ patient, from: now, until: now + 1 });
  },
  clock: (stage, { which }) => passTime(stage, pick(CLOCK_STEPS, which)),
};

async function grant(stage: Stage, step: Step, recipient: Recipient, before?: Consent): Promise<void> {
  const { world } = stage;
  const [span, categories] = [spanFrom(stage, step.span), pick(TO_GRANT, step.which)];
  const isGranted = !before || standingOf(world, before) === 'ACTIVE';
  const input = signedTerms({
    ...consentInput(stage, step, recipient),
    ...(before ? { supersedesId: before.id } : {}),
  });
  const { consent } = await expectOutcome(
    patientOf(stage, step),
    'grantConsent',
    'GrantConsent',
    input,
    isGranted,
    'consent { id }',
  );
  if (!consent) return;
  const endsByEvent = span.until === Number.POSITIVE_INFINITY;
  world.consents.push({
    id: consent.id,
    patient: step.patient,
    recipient,
    categories,
    endsByEvent,
    status: 'ACTIVE',
    ...span,
  });
  if (before) endConsent(world, before, 'SUPERSEDED');
}

async function proposeConsent(stage: Stage, step: Step): Promise<void> {
  const { world } = stage;
  const [span, recipient, categories] = [
    spanFrom(stage, step.span),
    pick(RECIPIENTS, step.who),
    pick(TO_GRANT, step.which),
  ];
  const isSeen = !isShutOut(world, 'officer', step.patient);
  const input = terms(consentInput(stage, step, recipient));
  const { consent } = await expectOutcome(
    stage.officer,
    'proposeConsent',
    'GrantConsent',
    input,
    isSeen,
    'consent { id }',
    'ProposeConsentPayload',
  );
  if (!consent) return;
  const endsByEvent = span.until === Number.POSITIVE_INFINITY;
  world.consents.push({
    id: consent.id,
    patient: step.patient,
    recipient,
    categories,
    endsByEvent,
    status: 'PROPOSED',
    ...span,
  });
}

async function answerConsent(stage: Stage, step: Step): Promise<void> {
  const proposed = consentsOf(stage, step).filter(({ status }) => status === 'PROPOSED');
  const consent = pick(proposed.length > 0 ? proposed : consentsOf(stage, step), step.which);
  if (!consent) return;
  const isTaken = consent.status === 'PROPOSED' && (!step.isYes || consent.until > stage.world.now);
  const patient = patientOf(stage, step);
  const input = {
    consentId: consent.id,
    expectedVersion: await versionOf(patient, 'consent', consent.id),
    ...(step.isYes ? { answer: 'ACCEPT', ...ACKNOWLEDGED } : { answer: 'DECLINE' }),
  };
  await expectOutcome(patient, 'answerConsent', 'AnswerConsent', input, isTaken);
  if (isTaken) consent.status = step.isYes ? 'ACTIVE' : 'REJECTED';
}

async function proposeLink(stage: Stage, { patient, who, which }: Step): Promise<void> {
  const [mentor, helpsAfterReturn] = [pick(MENTORS, who), which % 2 === 1];
  const link = {
    patient,
    mentor,
    helpsAfterReturn,
    status: 'PROPOSED',
    patientAgreed: false,
    lacksConsent: false,
  } as const;
  const purposes = ['EMOTIONAL_SUPPORT', ...(helpsAfterReturn ? ['RETURN_FROM_RECURRENCE'] : [])];
  const input = { patientId: stage.patientIds[patient], peerMentorId: stage.ids[mentor], purposes };
  const isMade = mayPropose(stage.world, link);
  const { peerLink } = await expectOutcome(
    stage.callers.ada,
    'proposePeerLink',
    'ProposePeerLink',
    input,
    isMade,
    'peerLink { id }',
  );
  if (peerLink) stage.world.links.push({ ...link, id: peerLink.id });
}

async function answerLink(stage: Stage, step: Step, by: 'patient' | 'mentor'): Promise<void> {
  const link = linkToMove(stage, step, ['PROPOSED']);
  if (!link?.mentor) return;
  const isTaken = mayAnswer(stage.world, link, by, step.isYes);
  const input = { peerLinkId: link.id, answer: step.isYes ? 'ACCEPT' : 'DECLINE' };
  const caller = by === 'patient' ? patientOf(stage, step) : stage.callers[link.mentor];
  await expectOutcome(caller, 'answerPeerLink', 'AnswerPeerLink', input, isTaken);
  if (isTaken) answer(link, by, step.isYes);
}

async function moveLink(stage: Stage, step: Step, to: Link['status']): Promise<void> {
  const link = linkToMove(stage, step, to === 'PAUSED' ? ['ACTIVE'] : ['ACCEPTED', 'PAUSED', 'ACTIVE']);
  if (!link) return;
  const isMoved = mayMove(stage.world, link, to);
  const input = {
    peerLinkId: link.id,
    expectedVersion: await versionOf(patientOf(stage, step), 'peerLink', link.id),
    to,
  };
  await expectOutcome(stage.callers.ada, 'movePeerLink', 'MovePeerLink', input, isMoved);
  if (isMoved) move(link, to);
}

/** A link to a mentor that stands so, or else any. */
function linkToMove({ world }: Stage, { patient, which }: Step, statuses: readonly Link['status'][]): Link | undefined {
  const links = world.links.filter((link) => link.patient === patient && link.mentor !== null);
  const fit = links.filter(({ status }) => statuses.includes(status));
  const open = links.filter(isOpen);
  return pick([fit, open, links].find(({ length }) => length > 0) ?? [], which);
}

/** @returns what the payload holds, where the step was taken */
async function expectOutcome(
  by: Caller,
  field: string,
  name: string,
  input: object,
  isTaken: boolean,
  selection = '__typename',
  payload = `${name}Payload`,
): Promise<Record<string, { readonly id: string } | undefined>> {
  const document = `mutation ($input: ${name}Input!) { ${field}(input: $input) { __typename ... on ${payload} { ${selection} } } }`;
  const sent: Answer = await by.send(document, { input });
  const result = sent.data?.[field];
  const outcome =
    result?.__typename === payload ? 'taken' : (result?.__typename ?? sent.errors?.map(({ message }) => message));
  if ((outcome === 'taken') !== isTaken)
    expect({ field, outcome }).toEqual({ field, outcome: isTaken ? 'taken' : 'refused' });
  return outcome === 'taken' ? result : {};
}

async function versionOf(patient: Caller, field: string, id: string): Promise<number> {
  return (await patient.data(`query ($id: ID!) { ${field}(id: $id) { version } }`, { id }))[field].version;
}

function consentInput(stage: Stage, step: Step, recipient: Recipient): Record<string, unknown> {
  const span = spanFrom(stage, step.span);
  const ends = span.until === Number.POSITIVE_INFINITY ? { expiresAt: null, expiryEvent: 'The program ends.' } : {};
  return {
    patientId: stage.patientIds[step.patient],
    recipient: named(stage, recipient),
    categories: pick(TO_GRANT, step.which),
    ...(recipient === 'employed' || recipient === 'volunteer'
      ? { scope: 'PEER_SHARING', purpose: 'PEER_SUPPORT' }
      : {}),
    ...instants(stage, span, 'startsAt', 'expiresAt'),
    ...ends,
  };
}

function named({ ids }: Stage, holder: Consent['recipient'] | 'ada' | 'cover' | 'everybody'): object {
  if (holder === 'everybody') return {};
  if (holder === 'ada' || holder === 'cover') return { clinicianId: ids[holder] };
  return holder === 'employed' || holder === 'volunteer'
    ? { peerMentorId: ids[holder] }
    : { partnerAppId: ids[holder] };
}

function spanFrom({ world: { now } }: Stage, span: number): { from: number; until: number } {
  const { from, until } = pick(SPANS, span);
  return { from: now + from, until: now + until };
}

/** A span as inputs say it: what begins now, or does not end, is left out. */
function instants(
  { world: { now } }: Stage,
  { from, until }: { from: number; until: number },
  start: string,
  end: string,
): object {
  return {
    ...(from > now ? { [start]: hoursAhead(from - now) } : {}),
    ...(until < Number.POSITIVE_INFINITY ? { [end]: hoursAhead(until - now) } : {}),
  };
}

const consentsOf = ({ world }: Stage, step: Step): Consent[] =>
  world.consents.filter(({ patient }) => patient === step.patient);
const patientOf = ({ patients }: Stage, { patient }: { readonly patient: Patient }): Caller => patients[patient];

function pick<T>(from: readonly [T, ...T[]], number: number): T;
function pick<T>(from: readonly T[], number: number): T | undefined;
function pick<T>(from: readonly T[], number: number): T | undefined {
  return from[number % from.length];
}

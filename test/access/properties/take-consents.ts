import { ACKNOWLEDGED, signedTerms, terms } from '../../support/factories/consents';
import type { Stage } from './cast';
import { endConsent, standingOf } from './machines';
import { expectOutcome, instants, named, patientOf, pick, spanFrom, versionOf } from './sending';
import { isShutOut } from './sight';
import { type Step, TO_GRANT } from './steps';
import { type Consent, RECIPIENTS, type Recipient } from './world';

/** The patient signs a consent. */
export function grant(stage: Stage, step: Step): Promise<void> {
  return record(stage, step, pick(RECIPIENTS, step.who));
}

/** The patient signs one that takes the place of another; it begins at once. */
export async function supersede(stage: Stage, step: Step): Promise<void> {
  const before = pick(
    consentsOf(stage, step).filter(({ status }) => status !== 'PROPOSED'),
    step.who,
  );
  if (before) await record(stage, { ...step, span: step.span % 3 }, before.recipient, before);
}

/** The patient takes a consent back, or says that its event has come. */
export async function end(stage: Stage, step: Step, to: 'REVOKED' | 'EXPIRED'): Promise<void> {
  const consent = pick(consentsOf(stage, step), step.which);
  if (!consent) return;
  const mayEnd = standingOf(stage.world, consent) === 'ACTIVE' && (to === 'REVOKED' || consent.endsByEvent);
  const name = to === 'REVOKED' ? 'RevokeConsent' : 'ExpireConsent';
  await expectOutcome(
    patientOf(stage, step),
    to === 'REVOKED' ? 'revokeConsent' : 'expireConsent',
    name,
    { consentId: consent.id },
    mayEnd,
  );
  if (mayEnd) endConsent(stage.world, consent, to);
}

async function record(stage: Stage, step: Step, recipient: Recipient, before?: Consent): Promise<void> {
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

export async function proposeConsent(stage: Stage, step: Step): Promise<void> {
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

export async function answerConsent(stage: Stage, step: Step): Promise<void> {
  const proposed = consentsOf(stage, step).filter(({ status }) => status === 'PROPOSED');
  const consent = pick(proposed.length > 0 ? proposed : consentsOf(stage, step), step.which);
  if (!consent) return;
  const isTaken = consent.status === 'PROPOSED' && (!step.isYes || consent.until > stage.world.now);
  const patient = patientOf(stage, step);
  const input = {
    consentId: consent.id,
    expectedVersion: await versionOf(patient, 'Consent', consent.id),
    ...(step.isYes ? { answer: 'ACCEPT', ...ACKNOWLEDGED } : { answer: 'DECLINE' }),
  };
  await expectOutcome(patient, 'answerConsent', 'AnswerConsent', input, isTaken);
  if (isTaken) consent.status = step.isYes ? 'ACTIVE' : 'REJECTED';
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

const consentsOf = ({ world }: Stage, step: Step): Consent[] =>
  world.consents.filter(({ patient }) => patient === step.patient);

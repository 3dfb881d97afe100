import { DataCategory } from '../../access/data-category';
import { badInput, type FieldProblem } from '../../platform/graphql/errors';
import type { Consent } from './consent.entity';
import { ConsentStatus } from './consent-status';
import { DisclosureBasis } from './disclosure.entity';

/** A caller's clock may be ahead of ours by this much. */
const CLOCK_SKEW_MS = 5 * 60_000;

/** A disclosure as it is said. */
interface Said {
  readonly basis: DisclosureBasis;
  readonly recipient: string;
  readonly recipientAffiliation?: string | null | undefined;
  readonly categories: readonly DataCategory[];
  readonly at: Date;
  readonly nature?: string | null | undefined;
  readonly consentUnobtainable?: boolean | null | undefined;
  readonly description?: string | null | undefined;
}

/** Counseling notes leave the program on these alone (42 CFR 2.31(b), 45 CFR 164.508(a)(2)). */
const FOR_COUNSELING_NOTES: readonly DisclosureBasis[] = [
  DisclosureBasis.CONSENT,
  DisclosureBasis.COURT_ORDER,
  DisclosureBasis.MEDICAL_EMERGENCY,
];

/** Refuses what lacks an element that its basis needs. @throws BAD_USER_INPUT naming every one */
export function requireDisclosure(said: Said, now: Date): void {
  const [first, ...others] = [...problemsOf(said, now), ...problemsOfEmergency(said)];
  if (first) throw badInput(first, ...others);
}

function problemsOf({ basis, categories, at, description }: Said, now: Date): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (at.getTime() > now.getTime() + CLOCK_SKEW_MS)
    problems.push({ path: 'input.at', message: '"input.at" must not be in the future.' });
  if (categories.includes(DataCategory.COUNSELING_NOTE) && !FOR_COUNSELING_NOTES.includes(basis))
    problems.push({
      path: 'input.categories',
      message: '"input.categories" may hold counseling notes only by consent, court order or in a medical emergency.',
    });
  if (basis === DisclosureBasis.OTHER && !description)
    problems.push({
      path: 'input.description',
      message: '"input.description" must say on what the disclosure stands, when it is something else.',
    });
  return problems;
}

/**
 * 42 CFR 2.51(c): the recipient and their affiliation, who disclosed, when, and the nature of the emergency. The recipient and the
 * instant no disclosure is without; who discloses is whoever writes it down. 2.51(a)(1): only where consent cannot be obtained.
 */
function problemsOfEmergency({ basis, recipientAffiliation, nature, consentUnobtainable }: Said): FieldProblem[] {
  if (basis !== DisclosureBasis.MEDICAL_EMERGENCY) return [];
  const problems: FieldProblem[] = [];
  if (!recipientAffiliation)
    problems.push({
      path: 'input.recipientAffiliation',
      message: '"input.recipientAffiliation" is needed in a medical emergency: the facility of the recipient.',
    });
  if (!nature)
    problems.push({ path: 'input.nature', message: '"input.nature" is needed: the nature of the emergency.' });
  if (consentUnobtainable !== true)
    problems.push({
      path: 'input.consentUnobtainable',
      message: '"input.consentUnobtainable" must be true in a medical emergency; else ask the patient for a consent.',
    });
  return problems;
}

/** Whether this consent covers what was disclosed: it names the recipient, holds all categories, and was in force at that instant. */
export function consentCovers(consent: Consent, { recipient, categories, at }: Said): boolean {
  const namesRecipient = consent.externalName !== null && fold(consent.externalName) === fold(recipient);
  return (
    namesRecipient && categories.every((category) => consent.categories.includes(category)) && wasLive(consent, at)
  );
}

/** A consent that was revoked since does not make wrong what left before (42 CFR 2.31(a)(6)). */
function wasLive({ status, startsAt, expiresAt, signedAt, revokedAt }: Consent, at: Date): boolean {
  const isSigned = signedAt !== null && signedAt <= at && startsAt <= at && (expiresAt === null || at < expiresAt);
  if (!isSigned) return false;
  return status === ConsentStatus.ACTIVE || (revokedAt !== null && at < revokedAt);
}

function fold(name: string): string {
  return name.trim().replace(/\s+/g, ' ').toLowerCase();
}

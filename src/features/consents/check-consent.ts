import { DataCategory } from '../../access/data-category';
import { Role } from '../../access/role';
import { badInput, type FieldProblem } from '../../platform/graphql/errors';
import { ConsentScope, Purpose } from './consent.entity';
import type { GrantConsentInput } from './consent-input';
import type { Signature } from './missing-elements';
import { SignedBy } from './signature';

/** A caller's clock may be ahead of ours by this much. */
const CLOCK_SKEW_MS = 5 * 60_000;

const { COUNSELING_NOTES, PEER_SHARING, TREATMENT_PAYMENT_OPERATIONS } = ConsentScope;

/** What a consent for treatment, payment and operations can be for; coordination is part of both treatment and operations (45 CFR 164.501). */
const PURPOSES_OF_TPO: readonly Purpose[] = [
  Purpose.TREATMENT,
  Purpose.PAYMENT,
  Purpose.OPERATIONS,
  Purpose.CARE_COORDINATION,
];

/** Refuses what contradicts itself; what is missing is another matter. @throws BAD_USER_INPUT naming every such field */
export function requireSoundTerms(input: GrantConsentInput, now: Date): void {
  throwIfAny([...recipientProblems(input), ...scopeProblems(input), ...spanProblems(input, now)]);
}

/** Refuses a signature that cannot be. @throws BAD_USER_INPUT naming every such field */
export function requireSoundSignature({ signedAt, signedBy }: Signature, role: Role, now: Date): void {
  throwIfAny([
    ...problemIf(
      Boolean(signedAt) && Number(signedAt) > now.getTime() + CLOCK_SKEW_MS,
      'signedAt',
      'must not be in the future',
    ),
    // Whoever may sign for a patient shows that to the staff.
    ...problemIf(
      role === Role.PATIENT && Boolean(signedBy) && signedBy !== SignedBy.SELF,
      'signedBy',
      'must be SELF when the patient signs here; staff record what somebody else signed',
    ),
  ]);
}

/** Refuses a signature under what is only being prepared. @throws BAD_USER_INPUT naming every such field */
export function requireUnsigned(input: GrantConsentInput): void {
  const elements = ['signedAt', 'signedBy', 'signatureMethod', 'authority'] as const;
  throwIfAny(
    elements.flatMap((name) =>
      problemIf(Boolean(input[name]), name, 'comes with the answer; leave it out of a proposal'),
    ),
  );
}

function recipientProblems({ recipient, scope }: GrantConsentInput): FieldProblem[] {
  const { partnerAppId, peerMentorId, externalName, externalIsClass, externalAddress } = recipient;
  const named = [partnerAppId, peerMentorId, externalName].filter(Boolean).length;
  const isOneOfOurs = Boolean(partnerAppId || peerMentorId) && !externalName;
  return [
    // 42 CFR 2.31(a)(4)(i), and so that each recipient can be revoked by itself.
    ...problemIf(named > 1, 'recipient', 'must name exactly one recipient; give each a consent of its own'),
    ...problemIf(isOneOfOurs && externalIsClass === true, 'recipient.externalIsClass', 'goes with externalName only'),
    ...problemIf(isOneOfOurs && Boolean(externalAddress), 'recipient.externalAddress', 'goes with externalName only'),
    ...problemIf(
      externalIsClass === true && !isOneOfOurs && scope !== TREATMENT_PAYMENT_OPERATIONS,
      'recipient.externalIsClass',
      'is only for scope TREATMENT_PAYMENT_OPERATIONS; name the recipient',
    ),
    ...problemIf(
      scope === PEER_SHARING && named > 0 && !peerMentorId,
      'recipient.peerMentorId',
      'is whom scope PEER_SHARING has to name',
    ),
  ];
}

function scopeProblems({ scope, categories, purpose }: GrantConsentInput): FieldProblem[] {
  const hasNotes = categories.includes(DataCategory.COUNSELING_NOTE);
  const hasOthers = categories.some((category) => category !== DataCategory.COUNSELING_NOTE);
  return [
    // 42 CFR 2.31(b): counseling notes need a consent of their own.
    ...problemIf(
      hasNotes && hasOthers,
      'categories',
      'must hold COUNSELING_NOTE alone; the others need another consent',
    ),
    ...problemIf(
      hasNotes && !hasOthers && scope !== COUNSELING_NOTES,
      'scope',
      'must be COUNSELING_NOTES where the category is COUNSELING_NOTE',
    ),
    ...problemIf(
      hasOthers && !hasNotes && scope === COUNSELING_NOTES,
      'categories',
      'must be COUNSELING_NOTE alone where the scope is COUNSELING_NOTES',
    ),
    // 42 CFR 2.31(a)(5)(ii): else anything could be consented to without an end.
    ...problemIf(
      scope === TREATMENT_PAYMENT_OPERATIONS && !PURPOSES_OF_TPO.includes(purpose),
      'purpose',
      'must be TREATMENT, PAYMENT, OPERATIONS or CARE_COORDINATION where the scope is TREATMENT_PAYMENT_OPERATIONS',
    ),
  ];
}

function spanProblems({ startsAt, expiresAt, supersedesId }: GrantConsentInput, now: Date): FieldProblem[] {
  const isLate = Boolean(startsAt) && Number(startsAt) > now.getTime();
  return [
    ...(expiresAt
      ? [
          ...problemIf(expiresAt <= now, 'expiresAt', 'must be in the future'),
          ...problemIf(
            Boolean(startsAt) && Number(startsAt) >= Number(expiresAt),
            'expiresAt',
            'must be later than startsAt',
          ),
        ]
      : []),
    // The one before it ends at once, and nothing would hold in between.
    ...problemIf(
      Boolean(supersedesId) && isLate,
      'startsAt',
      'must not be in the future when another consent gives way',
    ),
  ];
}

function problemIf(isProblem: boolean, field: string, rule: string): FieldProblem[] {
  const path = `input.${field}`;
  return isProblem ? [{ path, message: `"${path}" ${rule}.` }] : [];
}

function throwIfAny([first, ...others]: FieldProblem[]): void {
  if (first) throw badInput(first, ...others);
}

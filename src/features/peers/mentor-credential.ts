import { Field, InputType, ObjectType } from 'type-graphql';
import { badInput } from '../../platform/graphql/errors';
import { TextField, ValueField } from '../../platform/graphql/inputs';
import { LocalDate } from '../../platform/graphql/scalars';
import type { PeerMentorStanding } from './mentor-standing.entity';

/** What certifies a mentor. */
@ObjectType({ description: 'What certifies a mentor.', simpleResolvers: true })
export class MentorCredential {
  @Field(() => String, { description: 'What it is called: Certified Peer Recovery Specialist.' })
  title!: string;

  @Field(() => String, { description: 'Who issued it.' })
  issuer!: string;

  @Field(() => String, { nullable: true, description: 'Its number.' })
  number!: string | null;

  @Field(() => LocalDate, { description: 'The day on which the program verified it.' })
  verifiedOn!: string;

  @Field(() => LocalDate, { nullable: true, description: 'Its last day; null when it does not expire.' })
  expiresOn!: string | null;
}

@InputType({ description: 'What certifies a mentor.' })
export class MentorCredentialInput {
  @TextField('What it is called.', { max: 200 })
  title!: string;

  @TextField('Who issued it.', { max: 200 })
  issuer!: string;

  @TextField('Its number.', { max: 100, optional: true })
  number?: string | null;

  @ValueField('The day on which the program verified it; not in the future.', () => LocalDate)
  verifiedOn!: string;

  @ValueField('Its last day; left out when it does not expire.', () => LocalDate, { optional: true })
  expiresOn?: string | null;
}

/** The credential on file; null when there is none. */
export function credentialOf(standing: PeerMentorStanding | null): MentorCredential | null {
  if (!standing) return null;
  const { credentialTitle: title, credentialIssuer: issuer, credentialVerifiedOn: verifiedOn } = standing;
  if (title === null || issuer === null || verifiedOn === null) return null;
  return { title, issuer, number: standing.credentialNumber, verifiedOn, expiresOn: standing.credentialExpiresOn };
}

/** The credential as columns. */
export function credentialColumns(credential: MentorCredentialInput): Partial<PeerMentorStanding> {
  return {
    credentialTitle: credential.title,
    credentialIssuer: credential.issuer,
    credentialNumber: credential.number ?? null,
    credentialVerifiedOn: credential.verifiedOn,
    credentialExpiresOn: credential.expiresOn ?? null,
  };
}

/** Whether the credential has run out before this day, YYYY-MM-DD. */
export function hasLapsed({ expiresOn }: { expiresOn?: string | null }, today: string): boolean {
  return typeof expiresOn === 'string' && expiresOn < today;
}

/**
 * Refuses a credential that was verified in the future, or has run out.
 * @param today as the program counts its days, YYYY-MM-DD
 */
export function requireValidCredential(credential: MentorCredentialInput, today: string): void {
  if (credential.verifiedOn > today) {
    const path = 'input.credential.verifiedOn';
    throw badInput({ path, message: `"${path}" must not be in the future.` });
  }
  if (hasLapsed(credential, today)) {
    const path = 'input.credential.expiresOn';
    throw badInput({ path, message: `"${path}" must not be in the past; give a credential that is valid.` });
  }
}

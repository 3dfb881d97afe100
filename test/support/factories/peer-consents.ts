import { newId, parseGlobalId, toGlobalId } from '../../../src/platform/graphql/ids';
import type { TestApp } from '../app';
import { asAdmin } from '../database';

/** What a consent that names a mentor says. */
export interface SharingConsent {
  readonly patientId: string;
  readonly peerMentorId: string;
  readonly categories?: readonly string[];
  readonly startsAt?: Date;
  readonly expiresAt?: Date;
}

/** A signed consent to let this mentor see some categories, PEER_SUPPORT unless others are named; answers with its id. */
export async function aSharingConsent(
  app: TestApp,
  { patientId, peerMentorId, categories = ['PEER_SUPPORT'], startsAt, expiresAt }: SharingConsent,
): Promise<string> {
  const id = newId();
  await asAdmin(app.databaseUrl, (admin) =>
    admin.query(
      `insert into consent (organization_id, id, version, patient_id, scope, discloser, peer_mentor_id, external_is_class, categories,
         purpose, purpose_text, status, starts_at, expires_at, expiry_event, signed_at, signed_by, signature_method,
         acknowledges_right_to_revoke, acknowledges_redisclosure, acknowledges_consequences_of_refusal, created_at)
       select organization_id, $1, 1, id, 'PEER_SHARING', 'The program', $3, false, $4, 'PEER_SUPPORT', 'To walk alongside', 'ACTIVE',
         $5, $6, 'The end of the link', now(), 'SELF', 'ELECTRONIC', true, true, true, now() from patient where id = $2`,
      [
        id,
        uuidOf(patientId),
        uuidOf(peerMentorId),
        categories,
        startsAt ?? new Date(Date.now() - 60_000),
        expiresAt ?? new Date(Date.now() + 86_400_000),
      ],
    ),
  );
  return toGlobalId('consent', id);
}

/** Takes a consent back, as the patient would. */
export async function revokeConsent(app: TestApp, consentId: string): Promise<void> {
  await asAdmin(app.databaseUrl, (admin) =>
    admin.query(
      "update consent set status = 'REVOKED', revoked_at = now(), version = version + 1 where id = $1 and status = 'ACTIVE'",
      [uuidOf(consentId)],
    ),
  );
}

function uuidOf(id: string): string {
  const parsed = parseGlobalId(id);
  if (!parsed) throw new Error(`This is no id: ${id}`);
  return parsed.uuid;
}

import { Field, ObjectType } from 'type-graphql';
import type { Context } from '../../access/context';
import { categoriesIn, DataCategory } from '../../access/data-category';
import { uuidOf } from '../../platform/graphql/ids';
import { idPrefixOf } from '../../platform/graphql/nodes';
import { entityById } from '../../platform/graphql/reads';
import { Clinician, PartnerApp } from '../identity';
import { Patient, WithheldCategory, WithheldReason, withheldFrom } from '../patients';
import { PeerMentor } from '../peers';
import { PatientPermission } from './patient-permission.entity';
import { previewSentence, type RecipientKind } from './preview-sentence';

/** What somebody would see of a patient. */
@ObjectType({ description: 'What somebody would see of a patient now, by the real policy.', simpleResolvers: true })
export class ConsentPreview {
  @Field(() => [DataCategory], { description: 'The categories they would see.' })
  visible: DataCategory[];

  @Field(() => [WithheldCategory], { description: 'The others, and why not.' })
  withheld: WithheldCategory[];

  @Field(() => String, { description: 'The same as a sentence, fit to show to a person.' })
  sentence: string;

  constructor(visible: DataCategory[], withheld: WithheldCategory[], sentence: string) {
    this.visible = visible;
    this.withheld = withheld;
    this.sentence = sentence;
  }
}

/** What row security answers in the recipient's place: categories as bits, and the most that any grant could show. */
interface Sight {
  readonly bits: number;
  readonly kind: RecipientKind;
  readonly mask: number;
}

/**
 * What a recipient would see of a patient now: the real policies are asked, so that a restriction, a suspended client or a narrow
 * registration shows. A client is taken to use every scope it was registered for.
 * @param patientId a global id
 * @param recipientId of a client, a mentor or a clinician
 * @returns null when the viewer sees no such patient, may not know of their consents, as in an emergency, or sees no such recipient
 */
export async function previewConsent(
  ctx: Context,
  patientId: string,
  recipientId: string,
): Promise<ConsentPreview | null> {
  const recipients = [PartnerApp, PeerMentor, Clinician].map(idPrefixOf);
  const recipient = uuidOf(recipients, recipientId, 'recipientId');
  // Read as other records are, so that the director's look is written down.
  const id = uuidOf([idPrefixOf(Patient)], patientId, 'patientId');
  const [patient, permission] = await Promise.all([
    ctx.load(entityById(Patient), id),
    ctx.load(entityById(PatientPermission), id),
  ]);
  if (!patient || !permission) return null;
  const [row] = await ctx.query('select bits, kind, mask from app.preview($1::uuid, $2::uuid)', [
    patient.id,
    recipient,
  ]);
  return row ? previewOf(row as unknown as Sight) : null;
}

function previewOf({ bits, kind, mask }: Sight): ConsentPreview {
  const withinReach = new Set(kind === 'CLINICIAN' ? allButNotes() : categoriesIn(mask));
  const withheld = withheldFrom(bits, (category) =>
    withinReach.has(category) ? WithheldReason.NO_CONSENT : WithheldReason.OUTSIDE_ROLE,
  );
  const visible = categoriesIn(bits);
  return new ConsentPreview(visible, withheld, previewSentence(kind, bits !== 0, visible));
}

/** No consent shows a clinician the counseling notes of another (45 CFR 164.501). */
function allButNotes(): DataCategory[] {
  return Object.values(DataCategory).filter((category) => category !== DataCategory.COUNSELING_NOTE);
}

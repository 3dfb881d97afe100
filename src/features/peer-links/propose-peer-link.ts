import { Field, InputType } from 'type-graphql';
import { authorize } from '../../access/authorize';
import type { Context } from '../../access/context';
import { violates } from '../../platform/database/violations';
import { badInput, notFound } from '../../platform/graphql/errors';
import { IdField, ListField, TextField } from '../../platform/graphql/inputs';
import { entityById, findRows } from '../../platform/graphql/reads';
import { Payload, type Refusal, unionOf } from '../../platform/graphql/refusals';
import { CarePlan } from '../care-plans';
import { Patient, requireLiving, sightOf, sitsOnCareTeam } from '../patients';
import { PeerGroup, PeerMentor } from '../peers';
import { isAvailable, type LinkedPeer } from './availability';
import { Party } from './party';
import { PeerLink, PeerLinkRecurrence, PeerPurpose } from './peer-link.entity';
import { mayProposeLink } from './peer-link.policy';
import { OPEN_STATUSES, PeerLinkStatus } from './peer-link-status';
import { AlreadyLinked, ConsentRequired, PeerUnavailable } from './refusals';

@InputType({ description: 'A peer to propose to a patient: a mentor or a group.' })
export class ProposePeerLinkInput {
  @IdField('The patient.', () => [Patient])
  patientId!: string;

  @IdField('The care plan that the link is part of.', () => [CarePlan], { optional: true })
  carePlanId?: string | null;

  @IdField('The mentor. Give this or a group.', () => [PeerMentor], { optional: true })
  peerMentorId?: string | null;

  @IdField('The group. Give this or a mentor.', () => [PeerGroup], { optional: true })
  peerGroupId?: string | null;

  @ListField('What the link is for.', () => PeerPurpose, { fewest: 1, most: 6 })
  purposes!: PeerPurpose[];

  @TextField('How often they mean to meet.', { max: 200, optional: true })
  cadence?: string | null;
}

@Payload('The link, proposed.')
export class ProposePeerLinkPayload {
  @Field(() => PeerLink, { description: 'The link, proposed.' })
  peerLink: PeerLink;

  constructor(peerLink: PeerLink) {
    this.peerLink = peerLink;
  }
}

export const ProposePeerLinkResult = unionOf(ProposePeerLinkPayload, [
  ConsentRequired,
  AlreadyLinked as never,
  PeerUnavailable as never,
]);

/** Proposes a peer to a patient. It is a suggestion: nothing begins, and no slot is taken, before it is agreed to. */
export async function proposePeerLink(
  ctx: Context,
  input: ProposePeerLinkInput,
): Promise<ProposePeerLinkPayload | Refusal> {
  const peer = requireOnePeer(input);
  const patient = await ctx.load(entityById(Patient), input.patientId);
  if (!patient) throw notFound('Patient');
  await requirePlanOf(ctx, input);
  await requirePeer(ctx, peer);
  const [sight, isOnTeam] = await Promise.all([sightOf(ctx, patient.id), sitsOnCareTeam(ctx, patient.id)]);
  authorize(mayProposeLink(sight, isOnTeam, input));
  if (!(await isAvailable(ctx, { ...peer, patientId: patient.id }))) return new PeerUnavailable();
  const linked = await openLink(ctx, input.patientId, peer);
  if (linked) return new AlreadyLinked(linked);

  try {
    return await ctx.transaction(async (tx) => {
      await requireLiving(tx, patient.id);
      const link = tx.insert(PeerLink, {
        version: 1,
        patientId: patient.id,
        carePlanId: input.carePlanId ?? null,
        ...peer,
        status: PeerLinkStatus.PROPOSED,
        purposes: input.purposes.filter((purpose) => purpose !== PeerPurpose.RETURN_FROM_RECURRENCE),
        cadence: input.cadence ?? null,
        proposedBy: Party.CARE_TEAM,
        startedOn: null,
        endedOn: null,
        createdAt: tx.now,
        patientAgreedAt: null,
        mentorAgreedAt: null,
        consentId: null,
      });
      if (input.purposes.includes(PeerPurpose.RETURN_FROM_RECURRENCE))
        tx.insertAs(link.id, PeerLinkRecurrence, { patientId: patient.id, ...peer });
      tx.emit({ kind: 'peer-link.proposed', subject: link, patientId: patient.id });
      return new ProposePeerLinkPayload(link);
    });
  } catch (error) {
    // Two proposals at the same moment: the index lets one through.
    const isTwin = violates(error, 'peer_link_one_open_mentor') || violates(error, 'peer_link_one_open_group');
    if (isTwin) return new AlreadyLinked(await openLink(ctx, input.patientId, peer));
    throw error;
  }
}

function requireOnePeer({ peerMentorId = null, peerGroupId = null }: ProposePeerLinkInput): LinkedPeer {
  if ((peerMentorId === null) !== (peerGroupId === null)) return { peerMentorId, peerGroupId };
  throw badInput({
    path: 'input.peerMentorId',
    message: 'Give "input.peerMentorId" or "input.peerGroupId", exactly one of them.',
  });
}

async function requirePlanOf(ctx: Context, { carePlanId, patientId }: ProposePeerLinkInput): Promise<void> {
  if (!carePlanId) return;
  const plan = await ctx.load(entityById(CarePlan), carePlanId);
  if (!plan || plan.patientId !== patientId) throw notFound('Care plan');
}

async function requirePeer(ctx: Context, { peerMentorId, peerGroupId }: LinkedPeer): Promise<void> {
  if (peerMentorId && !(await ctx.load(entityById(PeerMentor), peerMentorId))) throw notFound('Peer mentor');
  if (peerGroupId && !(await ctx.load(entityById(PeerGroup), peerGroupId))) throw notFound('Peer group');
}

async function openLink(ctx: Context, patientId: string, peer: LinkedPeer): Promise<PeerLink | null> {
  const links = await findRows(ctx, PeerLink, { patientId, ...peer });
  return links.find((link) => OPEN_STATUSES.includes(link.status)) ?? null;
}

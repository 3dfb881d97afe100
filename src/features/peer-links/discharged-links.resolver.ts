import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '../../access/context';
import { findRows } from '../../platform/graphql/reads';
import { DischargePatientPayload } from '../patients';
import { PeerLink } from './peer-link.entity';

/** What a discharge says of peer links. A payload is no row, so a declared read cannot hang on it. */
@Resolver(() => DischargePatientPayload)
export class DischargedLinksResolver {
  @FieldResolver(() => [PeerLink], {
    description:
      "The patient's peer links as the discharge left them: peers stay, whatever becomes of care here; only death ends a link.",
  })
  peerLinks(@Root() { patient }: DischargePatientPayload, @Ctx() ctx: Context): Promise<PeerLink[]> {
    return findRows(ctx, PeerLink, { patientId: patient.id });
  }
}

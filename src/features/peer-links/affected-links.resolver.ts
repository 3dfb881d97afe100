import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '../../access/context';
import { findRows } from '../../platform/graphql/reads';
import { RevokeConsentPayload } from '../consents';
import { PeerLink } from './peer-link.entity';
import { PeerLinkStatus } from './peer-link-status';

/** What a revocation says of peer links. A payload is no row, so a declared read cannot hang on it. */
@Resolver(() => RevokeConsentPayload)
export class AffectedLinksResolver {
  @FieldResolver(() => [PeerLink], {
    description: 'The peer links that rest now because they stood on this consent: dark to their mentors already.',
  })
  affectedLinks(@Root() { consent }: RevokeConsentPayload, @Ctx() ctx: Context): Promise<PeerLink[]> {
    return findRows(ctx, PeerLink, { consentId: consent.id, status: PeerLinkStatus.PAUSED });
  }
}

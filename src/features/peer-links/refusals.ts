import { Field, ObjectType } from 'type-graphql';
import { DataCategory } from '../../access/data-category';
import { Refusal } from '../../platform/graphql/refusals';
import { PeerLink } from './peer-link.entity';

/** One constant message, whatever the cause: full, paused, lapsed, a dual relationship, a private exclusion. */
@ObjectType({
  implements: Refusal,
  description: 'This peer cannot take on a new link now. The message is always the same and never says why.',
})
export class PeerUnavailable extends Refusal {
  constructor() {
    super();
    this.message = 'This peer is not available right now. Another one may fit as well.';
  }
}

/** A mentor who is no workforce of the program learns of a patient by the patient's consent, and by nothing else (42 CFR 2.31). */
@ObjectType({ implements: Refusal, description: 'The patient has to consent to this first.' })
export class ConsentRequired extends Refusal {
  @Field(() => [DataCategory], { description: 'What the consent has to cover at least.' })
  categories: DataCategory[];

  constructor() {
    super();
    this.message = 'This mentor is not on the staff of the program, so the patient has to consent to sharing first.';
    this.categories = [DataCategory.PEER_SUPPORT];
  }
}

/** There is an open link between the two. */
@ObjectType({ implements: Refusal, description: 'The patient and this peer already have an open link.' })
export class AlreadyLinked extends Refusal {
  @Field(() => PeerLink, { nullable: true, description: 'The open link, when you may see it.' })
  peerLink: PeerLink | null;

  constructor(peerLink: PeerLink | null) {
    super();
    this.message = 'They already have an open link.';
    this.peerLink = peerLink;
  }
}

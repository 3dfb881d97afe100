import { Field, ObjectType } from 'type-graphql';
import { CarePlan, Patient, Session } from './entities';
import { PeerLink } from './peer-entities';

@ObjectType()
export class PageInfo {
  @Field(() => Boolean)
  hasNextPage!: boolean;

  @Field(() => String, { nullable: true })
  endCursor!: string | null;
}

@ObjectType()
export class PatientPage {
  @Field(() => [Patient])
  nodes!: Patient[];

  @Field(() => PageInfo)
  pageInfo!: PageInfo;
}

@ObjectType()
export class CarePlanPage {
  @Field(() => [CarePlan])
  nodes!: CarePlan[];
}

@ObjectType()
export class SessionPage {
  @Field(() => [Session])
  nodes!: Session[];
}

@ObjectType()
export class PeerLinkPage {
  @Field(() => [PeerLink])
  nodes!: PeerLink[];
}

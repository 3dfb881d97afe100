import { createUnionType, Field, ObjectType } from 'type-graphql';
import { PartnerApp } from '../identity';
import { PeerMentor } from '../peers';

/** A recipient who is no record here. */
@ObjectType({
  description: 'A named person or entity, or for treatment, payment and operations a class of them.',
  simpleResolvers: true,
})
export class ExternalRecipient {
  @Field(() => String, { description: 'Their name, or what describes the class.' })
  name: string;

  @Field(() => Boolean, { description: 'Whether the name describes a class of recipients (42 CFR 2.31(a)(4)(i)).' })
  isClass: boolean;

  @Field(() => String, { nullable: true, description: 'Their address, where known.' })
  address: string | null;

  constructor(name: string, isClass: boolean, address: string | null) {
    this.name = name;
    this.isClass = isClass;
    this.address = address;
  }
}

export const ConsentRecipient = createUnionType({
  name: 'ConsentRecipient',
  description: 'Who may receive what a consent names.',
  types: () => [PartnerApp, PeerMentor, ExternalRecipient] as const,
});

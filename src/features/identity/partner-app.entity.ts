import { Field, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { VersionedRow } from '../../access/organization-row';
import { GraphNode } from '../../platform/graphql/nodes';

/** What kind of system a client is. */
export enum ClientKind {
  PARTNER_APP = 'PARTNER_APP',
  EHR_SYSTEM = 'EHR_SYSTEM',
}

registerEnumType(ClientKind, {
  name: 'ClientKind',
  description: 'What kind of system a client is.',
  valuesConfig: {
    PARTNER_APP: { description: 'An app of another organization; it sees what each patient consented to.' },
    EHR_SYSTEM: { description: 'A clinical record system.' },
  },
});

/** Why a client may read. */
export enum ClientBasis {
  PROGRAM_SYSTEM = 'PROGRAM_SYSTEM',
  QUALIFIED_SERVICE_ORGANIZATION = 'QUALIFIED_SERVICE_ORGANIZATION',
  PATIENT_CONSENT = 'PATIENT_CONSENT',
}

registerEnumType(ClientBasis, {
  name: 'ClientBasis',
  description: 'Why a client may read.',
  valuesConfig: {
    PROGRAM_SYSTEM: { description: "It is the program's own system." },
    QUALIFIED_SERVICE_ORGANIZATION: {
      description: 'It serves the program under a written agreement (42 CFR 2.11, qualified service organization).',
    },
    PATIENT_CONSENT: { description: 'Each patient consented to it.' },
  },
});

/** A registered client: an app of a partner, or a clinical record system. */
@GraphNode('partner_app', { description: "A registered client: a partner's app, or a clinical record system." })
@Entity()
export class PartnerApp extends VersionedRow {
  @Field(() => String, { description: 'The name that patients see when they consent.' })
  @Column('text')
  name!: string;

  @Field(() => String, { description: 'The client id; the subject of its tokens.' })
  @Column('text')
  clientId!: string;

  @Field(() => Boolean, { description: 'Whether its tokens are accepted now.' })
  @Column('boolean')
  active!: boolean;

  @Field(() => [String], {
    nullable: true,
    description: 'The SMART scopes it was registered for; a token can only narrow them.',
  })
  @Column('text', { array: true })
  scopes!: string[];

  @Field(() => ClientKind, { description: 'What kind of system it is.' })
  @Column('text')
  kind!: ClientKind;

  @Field(() => ClientBasis, { description: 'Why it may read.' })
  @Column('text')
  legalBasis!: ClientBasis;

  @Field(() => String, { nullable: true, description: 'The written agreement it stands on, by name and date.' })
  @Column('text', { nullable: true })
  agreement!: string | null;

  @Column('text', { nullable: true })
  jwksUri!: string | null;

  @Column('jsonb', { nullable: true })
  jwks!: Record<string, unknown> | null;
}

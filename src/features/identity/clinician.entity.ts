import { Field, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { VersionedRow } from '../../access/organization-row';
import { GraphNode } from '../../platform/graphql/nodes';

/** What a clinician is by profession. */
export enum ClinicianRole {
  PHYSICIAN = 'PHYSICIAN',
  NURSE_PRACTITIONER = 'NURSE_PRACTITIONER',
  NURSE = 'NURSE',
  THERAPIST = 'THERAPIST',
  COUNSELOR = 'COUNSELOR',
  CASE_MANAGER = 'CASE_MANAGER',
  PEER_SUPERVISOR = 'PEER_SUPERVISOR',
}

registerEnumType(ClinicianRole, {
  name: 'ClinicianRole',
  description: 'What a clinician is by profession.',
  valuesConfig: {
    PHYSICIAN: { description: 'A physician.' },
    NURSE_PRACTITIONER: { description: 'A nurse practitioner.' },
    NURSE: { description: 'A nurse.' },
    THERAPIST: { description: 'A psychotherapist.' },
    COUNSELOR: { description: 'An alcohol and drug counselor.' },
    CASE_MANAGER: { description: 'A case manager.' },
    PEER_SUPERVISOR: { description: 'Supervises the peer mentors, and keeps mentors, groups and meetings up to date.' },
  },
});

/** Somebody of the program's professional staff. */
@GraphNode('clinician', { description: "Somebody of the program's professional staff." })
@Entity()
export class Clinician extends VersionedRow {
  @Field(() => String, { description: 'The name that patients and colleagues see.' })
  @Column('text')
  displayName!: string;

  @Field(() => ClinicianRole, { description: 'The profession.' })
  @Column('text')
  role!: ClinicianRole;

  @Field(() => String, { nullable: true, description: 'The National Provider Identifier, ten digits.' })
  @Column('text', { nullable: true })
  npi!: string | null;

  @Field(() => [String], { description: 'Licenses and certificates, as they are written: LADC, MD.' })
  @Column('text', { array: true })
  qualifications!: string[];

  @Field(() => Boolean, { description: 'Whether this person works here now.' })
  @Column('boolean')
  active!: boolean;
}

import { Column, Entity } from 'typeorm';
import { NoCategory } from '../../access/category-of-rows';
import { OrganizationRow } from '../../access/organization-row';
import type { Role } from '../../access/role';

/** What the viewer may see of a patient: a row of a view over row security's own answer. It has the patient's id. */
@NoCategory()
@Entity({ name: 'patient_sight', schema: 'app', synchronize: false })
export class PatientSight extends OrganizationRow {
  @Column('uuid')
  patientId!: string;

  /** The categories, as bits of `app.bit`. */
  @Column('int')
  bits!: number;

  /** Of the viewer. */
  @Column('text')
  role!: Role;

  /** Of a clinician who does not treat the patient: a mentor's supervisor. */
  @Column('boolean')
  isBesideCare!: boolean;
}

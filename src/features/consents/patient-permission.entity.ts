import { Column, Entity } from 'typeorm';
import { NoCategory } from '../../access/category-of-rows';
import { OrganizationRow } from '../../access/organization-row';

/** That the viewer may know of a patient's consents and restrictions: a view with one row for each such patient, by their id. */
@NoCategory()
@Entity({ name: 'patient_permission', schema: 'app', synchronize: false })
export class PatientPermission extends OrganizationRow {
  @Column('uuid')
  patientId!: string;
}

import type { Client } from 'pg';
import { insertRows, type TableRow } from '../../corpus/data-set/rows';
import { uuid } from './people';

/** Long before anybody asks. */
export const LONG_AGO = '2025-01-01T00:00:00Z';

/** Writes rows of one organization, one by one: each may have columns of its own. */
export class Writer {
  constructor(
    private readonly client: Client,
    private readonly organization: string,
  ) {}

  async put(table: string, row: TableRow): Promise<void> {
    await insertRows(this.client, table, [{ organization_id: this.organization, ...row }]);
  }

  clinician(name: string): Promise<void> {
    const person = { display_name: `Clinician ${name}`, role: 'COUNSELOR', qualifications: [], active: true };
    return this.put('clinician', { id: uuid(name), version: 1, ...person });
  }

  async mentor(name: string, engagement: string): Promise<void> {
    await this.put('peer_mentor', {
      id: uuid(name),
      version: 1,
      display_name: `Mentor ${name}`,
      approaches: ['SECULAR'],
      modalities: ['IN_PERSON'],
      languages: ['en'],
      active: true,
      specialties: [],
      time_zone: 'America/Los_Angeles',
      availability: [],
      engagement,
    });
    await this.put('peer_mentor_standing', {
      id: uuid(name),
      stage: 'CREDENTIALED',
      capacity: 9,
      slots_taken: 0,
      credential_title: 'Certified Peer Specialist',
      credential_issuer: 'Example Board',
      credential_verified_on: '2025-01-02',
    });
  }

  system(name: string, kind: string, scopes: readonly string[]): Promise<void> {
    const facts = { kind, legal_basis: 'PATIENT_CONSENT', active: true, scopes };
    return this.put('partner_app', { id: uuid(name), version: 1, name, client_id: `oracle-${name}`, ...facts });
  }

  /** A patient with everything that every patient has. */
  async patient(name: string, family: string, birthDate: string): Promise<void> {
    const [given, self] = [name[0]?.toUpperCase() + name.slice(1), { id: uuid(name), patient_id: uuid(name) }];
    const key = (text: string) => text.toLowerCase();
    await this.put('patient', {
      id: uuid(name),
      version: 1,
      preferred_name: given,
      time_zone: 'America/Los_Angeles',
      languages: ['en'],
      updated_at: LONG_AGO,
    });
    await this.put('patient_identity', {
      ...self,
      given_name: given,
      family_name: family,
      birth_date: birthDate,
      sex: 'UNKNOWN',
      name_key: key(`${family} ${given}`),
      given_name_key: key(`${given} ${family}`),
    });
    await this.put('patient_contact', { ...self, points: [] });
    await this.put('patient_standing', { ...self, status: 'ACTIVE' });
    await this.identifier(name, `${name}-1`);
  }

  identifier(patient: string, value: string): Promise<void> {
    const row = { id: uuid(`identifier ${value}`), patient_id: uuid(patient) };
    return this.put('patient_identifier', { ...row, system: 'urn:example:mrn', value });
  }

  /** An AUDIT-C whose band follows from the sex on record. */
  assessment(patient: string, name: string): Promise<void> {
    return this.put('assessment', {
      id: uuid(name),
      version: 1,
      patient_id: uuid(patient),
      instrument: 'AUDIT_C',
      taken_at: LONG_AGO,
      total: 3,
      band_source: 'Bradley 2007',
      flags: ['CUT_DEPENDS_ON_SEX'],
      items: [],
    });
  }

  seat(patient: string, clinician: string): Promise<void> {
    const row = { id: uuid(`seat ${patient} ${clinician}`), patient_id: uuid(patient), clinician_id: uuid(clinician) };
    return this.put('care_team_member', { ...row, duty: 'counselor', starts_at: LONG_AGO });
  }

  account(name: string, holder: 'clinician_id' | 'peer_mentor_id' | 'patient_id'): Promise<void> {
    const row = { id: uuid(`account ${name}`), [holder]: uuid(name), connected_at: LONG_AGO };
    return this.put('account', {
      issuer: 'https://development.alongside.invalid/',
      subject: `oracle-${name}`,
      ...row,
    });
  }

  /** A consent of `patient` that lets `recipient` see `categories`. */
  consent(patient: string, recipient: string, categories: readonly string[], isMentor = false): Promise<void> {
    return this.put('consent', {
      id: uuid(`consent ${patient} ${recipient}`),
      version: 1,
      patient_id: uuid(patient),
      scope: isMentor ? 'PEER_SHARING' : 'NAMED_DISCLOSURE',
      discloser: 'Harbor Recovery',
      external_is_class: false,
      [isMentor ? 'peer_mentor_id' : 'partner_app_id']: uuid(recipient),
      categories,
      purpose: 'CARE_COORDINATION',
      purpose_text: 'Caring together',
      status: 'ACTIVE',
      starts_at: LONG_AGO,
      expires_at: '2999-01-01T00:00:00Z',
      signed_at: LONG_AGO,
      signed_by: 'SELF',
      signature_method: 'ELECTRONIC',
      acknowledges_right_to_revoke: true,
      acknowledges_redisclosure: true,
      acknowledges_consequences_of_refusal: true,
      created_at: LONG_AGO,
    });
  }

  /** A link of `patient` to a peer; one that was proposed has nobody's answer yet. */
  link(patient: string, peer: { mentor: string } | { group: string }, status = 'ACTIVE'): Promise<void> {
    const name = 'mentor' in peer ? peer.mentor : peer.group;
    const agreed = status === 'PROPOSED' ? null : LONG_AGO;
    return this.put('peer_link', {
      id: uuid(`link ${patient} ${name}`),
      version: 1,
      patient_id: uuid(patient),
      care_plan_id: uuid(`plan ${patient}`),
      ['mentor' in peer ? 'peer_mentor_id' : 'peer_group_id']: uuid(name),
      status,
      purposes: ['EMOTIONAL_SUPPORT'],
      proposed_by: 'CARE_TEAM',
      patient_agreed_at: agreed,
      mentor_agreed_at: agreed,
      started_on: status === 'PROPOSED' ? null : '2025-02-01',
      created_at: LONG_AGO,
    });
  }

  /** A plan with a goal, a course of therapy and a session of it. */
  async plan(patient: string): Promise<void> {
    const [of, plan] = [{ patient_id: uuid(patient), version: 1 }, uuid(`plan ${patient}`)];
    await this.put('care_plan', {
      ...of,
      id: plan,
      title: 'Recovery plan',
      status: 'ACTIVE',
      author_id: uuid('team'),
      diagnoses: [],
      created_at: LONG_AGO,
    });
    const goal = { statement: 'Walk more', status: 'ACTIVE' };
    await this.put('goal', { ...of, id: uuid(`goal ${patient}`), care_plan_id: plan, ...goal });
    const therapy = { kind: 'CBT', status: 'IN_PROGRESS', focus: ['PROBLEM_SOLVING'], planned_sessions: 6 };
    await this.put('care_activity', { ...of, id: uuid(`cbt ${patient}`), care_plan_id: plan, ...therapy });
    await this.session(patient, 'cbt', 'CBT');
  }

  /** A return to use, with whatever it calls for. */
  returnToUse(patient: string, needs: readonly string[]): Promise<void> {
    return this.put('return_to_use', {
      id: uuid(`return ${patient}`),
      version: 1,
      patient_id: uuid(patient),
      occurred_on: '2025-05-05',
      precision: 'DAY',
      shared_at: LONG_AGO,
      shared_by: 'PATIENT',
      safety_needs: needs,
      ends_recovery_period: false,
      status: 'SHARED',
    });
  }

  /** A period of recovery that began so many days ago: few, so that no milestone comes by itself while somebody asks. */
  recoveryPeriod(patient: string, days: number): Promise<void> {
    const startedOn = new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
    const row = { id: uuid(`period ${patient} ${days}`), patient_id: uuid(patient), basis: 'ABSTINENCE' };
    return this.put('recovery_period', { ...row, started_on: startedOn, recorded_at: `${startedOn}T18:00:00Z` });
  }

  async medication(patient: string): Promise<void> {
    const of = { patient_id: uuid(patient), version: 1 };
    const words = { medication: 'BUPRENORPHINE', display: 'buprenorphine', dose: '8 mg', route: 'oral' };
    await this.put('care_activity', {
      ...of,
      id: uuid(`mat ${patient}`),
      care_plan_id: uuid(`plan ${patient}`),
      kind: 'MAT',
      status: 'IN_PROGRESS',
      ...words,
      schedule: 'once a day',
    });
    await this.session(patient, 'mat', 'MAT');
    const dose = { id: uuid(`dose ${patient}`), patient_id: uuid(patient), activity_id: uuid(`mat ${patient}`) };
    await this.put('dose', { ...dose, kind: 'MAT', taken_at: LONG_AGO, taken: true });
  }

  private session(patient: string, activity: string, kind: string): Promise<void> {
    const row = { id: uuid(`session ${activity} ${patient}`), activity_id: uuid(`${activity} ${patient}`), kind };
    const facts = { occurred_at: '2025-03-02T17:00:00Z', minutes: 50, attendance: 'ATTENDED' };
    return this.put('session', { ...row, patient_id: uuid(patient), version: 1, ...facts });
  }
}

import type { Caller, TestApp } from '../support/app';
import { aClinician, aPatient } from '../support/factories';
import { refusalOf } from '../support/refusals';

export const PATIENT = `query ($id: ID!) { patient(id: $id) { id preferredName languages
  identity { fullName identifiers { value } home { latitude } address { city } } contactPoints { value } status careTeam { clinician { id } } } }`;

/** What may be seen of a patient, apart from each other; `row` is what any live grant shows. */
export type Category = 'row' | 'identity' | 'contact' | 'status' | 'team';
export const EVERYTHING: readonly Category[] = ['row', 'identity', 'contact', 'status', 'team'];

/** A patient with something to see in every category. */
export interface SeenPatient {
  readonly patientId: string;
  readonly clinicianId: string;
  /** What `PATIENT` shows when exactly these categories are seen: null when none is. */
  shows(categories: readonly Category[]): object | null;
  /**
   * What the caller sees, by `PATIENT`. By id, node, list and identifier it has to be the same patient, or none; by name too,
   * which outsiders are refused.
   */
  seenBy(caller: Caller, from?: 'inside' | 'outside'): Promise<object | null>;
}

/** Registers such a patient, the first to be listed by name. */
export async function aSeenPatient(app: TestApp): Promise<SeenPatient> {
  const clinicianId = await aClinician(app);
  const patientId = await aPatient(app, {
    givenName: 'Robin',
    familyName: 'Aardvark',
    preferredName: 'Rob',
    languages: ['en'],
    identifier: { system: 'urn:example:mrn', value: 'A-1' },
    home: { latitude: 37.3, longitude: -121.9 },
    address: { lines: ['1 Main St'], city: 'San José' },
    contactPoints: [{ channel: 'SMS', value: '+1 555 0100', mayLeaveMessage: false, sayWhoWeAre: false }],
    careTeam: [clinicianId],
  });
  const shown: Record<Category, object> = {
    row: { id: patientId, preferredName: 'Rob', languages: ['en'] },
    identity: {
      identity: {
        fullName: 'Robin Aardvark',
        identifiers: [{ value: 'A-1' }],
        home: { latitude: 37.3 },
        address: { city: 'San José' },
      },
    },
    contact: { contactPoints: [{ value: '+1 555 0100' }] },
    status: { status: 'PRE_ADMISSION' },
    team: { careTeam: [{ clinician: { id: clinicianId } }] },
  };
  const hidden = { identity: null, contactPoints: null, status: null, careTeam: null };
  return {
    patientId,
    clinicianId,
    shows: (categories) =>
      categories.length === 0 ? null : Object.assign({}, hidden, ...categories.map((category) => shown[category])),
    seenBy: async (caller, from = 'inside') => {
      const { patient } = await caller.data(PATIENT, { id: patientId });
      const other = await caller.data(
        `query ($id: ID!) { node(id: $id) { id } patients { nodes { id } }
           patientByIdentifier(system: "urn:example:mrn", value: "A-1") { id } }`,
        { id: patientId },
      );
      const reference = patient ? { id: patientId } : null;
      const named = patient?.identity ? { id: patientId } : null;
      expect(other.node).toEqual(reference);
      expect(other.patients.nodes.filter(({ id }: { id: string }) => id === patientId)).toEqual(
        reference ? [reference] : [],
      );
      expect(other.patientByIdentifier).toEqual(named);
      const byName = await caller.send('{ patients(orderBy: NAME, first: 1) { nodes { id } } }');
      if (from === 'outside') expect(refusalOf(byName).code).toBe('FORBIDDEN');
      else expect(byName.data.patients.nodes).toEqual(named ? [named] : []);
      return patient;
    },
  };
}

import { Role } from '../../../../src/access/role';
import { type Caller, startTestApp, type TestApp } from '../../../support/app';
import { aClinician, aPatient } from '../../../support/factories';
import { badInputAt, refusalOf } from '../../../support/refusals';

const FIND = `query ($filter: PatientFilter, $orderBy: PatientOrder! = NAME) {
  patients(filter: $filter, orderBy: $orderBy) { totalCount nodes { id } }
}`;
const ADMIT = `mutation ($input: ReadmitPatientInput!) {
  readmitPatient(input: $input) { ... on ReadmitPatientPayload { patient { updatedAt } } }
}`;

let app: TestApp;
let director: Caller;
let zoe: string;
let nils: string;
let maria: string;
let nilsChangedAt: string;

beforeAll(async () => {
  app = await startTestApp();
  director = app.as(Role.PROGRAM_DIRECTOR);
  maria = await aPatient(app, { givenName: 'Maria  José', familyName: 'de la Cruz' });
  zoe = await aPatient(app, { givenName: 'Zoë', familyName: 'Núñez' });
  nils = await aPatient(app, { givenName: 'Nils', familyName: 'Ångström_50%' });
  const data = await director.data(ADMIT, { input: { patientId: nils, expectedVersion: 1 } });
  nilsChangedAt = data.readmitPatient.patient.updatedAt;
});
afterAll(() => app.stop());

async function found(filter: object | null | undefined, caller = director): Promise<string[]> {
  const { patients } = await caller.data(FIND, filter === undefined ? {} : { filter });
  const ids = patients.nodes.map(({ id }: { id: string }) => id);
  expect(patients.totalCount).toBe(ids.length);
  return ids;
}

describe('search', () => {
  it.each([
    'Núñez',
    'nunez',
    'NUN',
    'nunez zo',
    'Zoe',
    'zoë núñez',
    '  ZOE   NUN ',
    // The accent as a character of its own, as some keyboards send it.
    'Nu\u0301n\u0303ez',
  ])('finds a name by its beginning, given or family name first: %j', async (search) => {
    expect(await found({ search })).toEqual([zoe]);
  });

  it.each(['unez', 'oe', 'n_ñez', '%', 'nunez zoe x', '50%'])('finds nobody by %j', async (search) => {
    expect(await found({ search })).toEqual([]);
  });

  it('takes spaces and signs of patterns as they are', async () => {
    expect(await found({ search: 'maria jose de' })).toEqual([maria]);
    expect(await found({ search: 'De La Cruz M' })).toEqual([maria]);
    expect(await found({ search: 'angstrom_50%' })).toEqual([nils]);
  });

  it('considers only identities that the viewer may read', async () => {
    const nameless = await app.asClient(Role.EHR_SYSTEM, ['system/CarePlan.rs']);
    expect(await nameless.data('query ($filter: PatientFilter) { patients(filter: $filter) { totalCount } }')).toEqual({
      patients: { totalCount: 3 },
    });
    for (const search of ['nunez', 'z', ' '])
      expect(
        await nameless.data('query ($filter: PatientFilter) { patients(filter: $filter) { totalCount } }', {
          filter: { search },
        }),
      ).toEqual({ patients: { totalCount: 0 } });
  });

  it.each([
    ['the NUL character', 'nun\u0000'],
    ['half of a character', 'nun\ud83d'],
    ['more than 200 characters', 'n'.repeat(201)],
  ])('is refused with %s', async (_case, search) => {
    const answer = await director.send(FIND, { filter: { search } });
    expect(refusalOf(answer)).toEqual(badInputAt('filter.search'));
    expect(answer.text).not.toContain('nun');
  });

  it('may have 200 characters', async () => {
    expect(await found({ search: 'n'.repeat(200) })).toEqual([]);
  });
});

describe('the other keys', () => {
  it('finds by where patients stand', async () => {
    expect(await found({ status: ['ACTIVE'] })).toEqual([nils]);
    expect(await found({ status: ['PRE_ADMISSION'] })).toEqual([maria, zoe]);
    expect(await found({ status: ['PRE_ADMISSION', 'ACTIVE', 'ACTIVE'] })).toEqual([nils, maria, zoe]);
    expect(await found({ status: [] })).toEqual([]);
  });

  it('tells nothing of where patients stand to whom may not know', async () => {
    const privacy = app.as(Role.PRIVACY_OFFICER);
    expect(await found({ status: ['ACTIVE', 'PRE_ADMISSION'] }, privacy)).toEqual([]);
    expect(await found({}, privacy)).toHaveLength(3);
  });

  it('finds what changed at or after an instant', async () => {
    expect(await found({ updatedSince: nilsChangedAt })).toEqual([nils]);
    expect(await found({ updatedSince: new Date(Date.parse(nilsChangedAt) + 1).toISOString() })).toEqual([]);
    expect(await found({ updatedSince: '0000-01-01T00:00:00Z' })).toHaveLength(3);
    expect(await found({ updatedSince: '9999-12-31T23:59:59.999Z' })).toEqual([]);
  });

  it('passes only what passes every key', async () => {
    expect(await found({ search: 'n', status: ['PRE_ADMISSION'] })).toEqual([zoe]);
    expect(await found({ search: 'n', status: ['ACTIVE'], updatedSince: nilsChangedAt })).toEqual([nils]);
  });

  it('takes null for a key that was not given', async () => {
    const everybody = await found(undefined);
    expect(everybody).toEqual([nils, maria, zoe]);
    for (const filter of [null, {}, { search: null, status: null, updatedSince: null }])
      expect(await found(filter)).toEqual(everybody);
    expect(await found({ search: 'zoe', status: null })).toEqual([zoe]);
  });
});

describe('other lists', () => {
  it('clinicians are those who work here, those who do not, or both', async () => {
    const [here, gone] = [await aClinician(app, { displayName: 'A' }), await aClinician(app, { displayName: 'B' })];
    await app
      .as(Role.ADMINISTRATOR)
      .data(
        'mutation ($input: DeactivateClinicianInput!) { deactivateClinician(input: $input) { ... on DeactivateClinicianPayload { clinician { id } } } }',
        { input: { clinicianId: gone, expectedVersion: 1 } },
      );
    const active = async (value?: boolean | null) => {
      const variables = value === undefined ? {} : { active: value };
      const data = await director.data(
        'query ($active: Boolean) { clinicians(active: $active) { nodes { id } } }',
        variables,
      );
      return data.clinicians.nodes.map(({ id }: { id: string }) => id);
    };
    expect(await active(true)).toEqual([here]);
    expect(await active(false)).toEqual([gone]);
    expect(await active(null)).toEqual([here, gone]);
    expect(await active()).toEqual([here, gone]);
  });

  it('a caseload is searched like the patients', async () => {
    const clinicianId = await aClinician(app);
    const mine = await aPatient(app, { givenName: 'Zoé', familyName: 'Aavik', careTeam: [clinicianId] });
    await aPatient(app, { familyName: 'Aalto', careTeam: [clinicianId] });
    const ada = await app.asClinician(clinicianId);
    const data = await ada.data(
      '{ viewer { clinician { caseload(filter: { search: "ZOE" }) { totalCount nodes { id } } } } }',
    );
    expect(data.viewer.clinician.caseload).toEqual({ totalCount: 1, nodes: [{ id: mine }] });
    const long = `{ viewer { clinician { caseload(filter: { search: "${'n'.repeat(201)}" }) { totalCount } } } }`;
    expect(refusalOf(await ada.send(long))).toEqual(badInputAt('filter.search'));
  });
});

describe('orders', () => {
  it('by name is by family name, whatever accents and case', async () => {
    const names = ['Ödegard', 'odell', 'Oakley', 'öberg'];
    for (const familyName of names) await aPatient(app, { givenName: 'Sorted', familyName });
    const data = await director.data(
      '{ patients(filter: { search: "sorted" }, orderBy: NAME) { nodes { identity { familyName } } } }',
    );
    const listed = data.patients.nodes.map(({ identity }: { identity: { familyName: string } }) => identity.familyName);
    expect(listed).toEqual(['Oakley', 'öberg', 'Ödegard', 'odell']);
  });

  it('by update is the last changed first, and what they are when nobody says', async () => {
    const data = await director.data(
      '{ plain: patients { nodes { id updatedAt } } said: patients(orderBy: UPDATED_AT) { nodes { id } } }',
    );
    const instants = data.plain.nodes.map(({ updatedAt }: { updatedAt: string }) => updatedAt);
    expect(instants).toEqual([...instants].sort().reverse());
    expect(data.said.nodes).toEqual(data.plain.nodes.map(({ id }: { id: string }) => ({ id })));
  });
});

import { Role } from '../../../src/access/role';
import { type Caller, startTestApp, type TestApp } from '../../support/app';
import { aCarePlan, aCareTeam, aMatActivity, aSafetyFact, type CareTeam } from '../../support/factories/care-plans';
import { aClient, aConsent } from '../../support/factories/consents';
import { markInError } from '../../support/factories/recovery';
import { aRestriction } from '../../support/factories/restrictions';
import { aReturnToUse } from '../../support/factories/returns-to-use';

const LOOK = `query ($id: ID!) { node(id: $id) { ... on MatActivity {
  isDoseOverdue notChecked warnings { kind sentence source } } } }`;
const MOVE = `mutation ($input: MoveActivityInput!) { moveActivity(input: $input) { __typename } }`;
const DAY = 86_400_000;

/** A day so many days ago, as the program counts days. */
const day = (ago: number): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Los_Angeles' }).format(new Date(Date.now() - ago * DAY));

interface Look {
  readonly isDoseOverdue: boolean;
  readonly notChecked: readonly string[] | null;
  readonly warnings: readonly { readonly kind: string; readonly sentence: string; readonly source: string }[] | null;
}

describe('what speaks against a medication', () => {
  let app: TestApp;
  let team: CareTeam;
  let patient: Caller;
  let carePlanId: string;
  beforeAll(async () => {
    app = await startTestApp({ NODE_ENV: 'development' });
  });
  beforeEach(async () => {
    team = await aCareTeam(app);
    patient = await app.asHolder(Role.PATIENT, team.patientId);
    carePlanId = await aCarePlan(app, { by: team.clinician, patientId: team.patientId });
  });
  afterAll(() => app.stop());

  const aMedication = (medication: string, input: object = {}) =>
    aMatActivity(team.clinician, carePlanId, { medication, display: medication, ...input });
  const aFact = (kind: string, value: string, observedOn = day(1)) =>
    aSafetyFact(team.clinician, team.patientId, { kind, value, observedOn });
  const look = async (id: string, by: Caller = team.clinician): Promise<Look> => (await by.data(LOOK, { id })).node;
  const warnedOf = async (id: string, by?: Caller) => (await look(id, by)).warnings?.map(({ kind }) => kind);
  const stop = async (activityId: string) => {
    const { node } = await team.clinician.data(
      'query ($id: ID!) { node(id: $id) { ... on MatActivity { version } } }',
      {
        id: activityId,
      },
    );
    const { moveActivity } = await team.clinician.data(MOVE, {
      input: { activityId, expectedVersion: node.version, to: 'STOPPED', reason: 'No longer wanted.' },
    });
    expect(moveActivity.__typename).toBe('MoveActivityPayload');
  };

  it('names what nobody recorded, and warns of nothing', async () => {
    expect(await look(await aMedication('NALTREXONE_ORAL'))).toEqual({
      isDoseOverdue: false,
      notChecked: ['OPIOID_USE', 'ACUTE_HEPATITIS', 'ALLERGY'],
      warnings: [],
    });
  });

  it('warns in a sentence, with its source', async () => {
    const id = await aMedication('ACAMPROSATE');
    await aFact('CREATININE_CLEARANCE', '45 mL/min');
    expect(await look(id)).toMatchObject({
      notChecked: ['ALLERGY'],
      warnings: [
        {
          kind: 'CREATININE_CLEARANCE',
          sentence: 'Creatinine clearance is between 30 and 50 mL/min. Acamprosate needs a lower dose.',
          source: expect.stringContaining('NIAAA'),
        },
      ],
    });
  });

  it('goes by the latest fact, of one day the one that was recorded last, and by none that was a mistake', async () => {
    const id = await aMedication('NALTREXONE_EXTENDED_RELEASE');
    await aFact('OPIOID_USE', 'no', day(3));
    await aFact('OPIOID_USE', 'yes', day(2));
    expect(await warnedOf(id)).toEqual(['OPIOID_USE']);
    await aFact('OPIOID_USE', 'no', day(2));
    expect(await warnedOf(id)).toEqual([]);
    const mistaken = await aFact('OPIOID_USE', 'yes', day(1));
    expect(await warnedOf(id)).toEqual(['OPIOID_USE']);
    await markInError(team.clinician, mistaken);
    expect(await warnedOf(id)).toEqual([]);
  });

  it('warns of naltrexone beside buprenorphine from both sides, for as long as both go on', async () => {
    const naltrexone = await aMedication('NALTREXONE_ORAL');
    const buprenorphine = await aMedication('BUPRENORPHINE');
    const others = await aCareTeam(app);
    const elsewhere = await aCarePlan(app, { by: others.clinician, patientId: others.patientId });
    const alone = await aMatActivity(others.clinician, elsewhere, { medication: 'METHADONE' });
    expect([await warnedOf(naltrexone), await warnedOf(buprenorphine)]).toEqual([['OPIOID_USE'], ['OPIOID_USE']]);
    expect(await warnedOf(alone, others.clinician)).toEqual([]);
    await stop(buprenorphine);
    expect([await warnedOf(naltrexone), await look(buprenorphine)]).toEqual([
      [],
      { isDoseOverdue: false, notChecked: [], warnings: [] },
    ]);
  });

  describe('disulfiram', () => {
    let id: string;
    beforeEach(async () => {
      id = await aMedication('DISULFIRAM');
      await aFact('RECENT_ALCOHOL', 'no', day(2));
      await aFact('ALLERGY', 'none');
    });

    it('is looked at again after a return to use, until somebody has looked', async () => {
      expect(await look(id)).toMatchObject({ notChecked: [], warnings: [] });
      const shared = await aReturnToUse(patient, { patientId: team.patientId, occurredOn: day(2) });
      expect(await look(id)).toMatchObject({
        notChecked: ['RECENT_ALCOHOL'],
        warnings: [{ kind: 'RECENT_ALCOHOL', sentence: expect.stringContaining('Look again') }],
      });
      await markInError(team.clinician, shared.id);
      expect(await look(id)).toMatchObject({ notChecked: [], warnings: [] });
      await aReturnToUse(patient, { patientId: team.patientId, occurredOn: day(1) });
      expect(await warnedOf(id)).toEqual(['RECENT_ALCOHOL']);
      await aFact('RECENT_ALCOHOL', 'no', day(0));
      expect(await look(id)).toMatchObject({ notChecked: [], warnings: [] });
    });

    it.each([
      ['the last use, where that is known', { precision: 'DAY', lastUseAt: new Date(Date.now() - DAY).toISOString() }],
      [
        'the last day that it can be, where only the month is known',
        { occurredOn: day(0).replace(/..$/, '01'), precision: 'MONTH' },
      ],
      ['the last day that it can be, where only the week is known', { precision: 'WEEK' }],
    ])('is looked at again after %s', async (_, known) => {
      const shared = { patientId: team.patientId, occurredOn: day(4), ...known };
      await aFact('RECENT_ALCOHOL', 'no', day(1));
      await aReturnToUse(patient, shared);
      expect(await look(id)).toMatchObject({
        notChecked: ['RECENT_ALCOHOL'],
        warnings: [{ sentence: expect.stringContaining('Look again') }],
      });
    });

    it('is looked at again after whichever return to use tells of the latest day', async () => {
      const lastUseAt = new Date(Date.now() - DAY).toISOString();
      await aReturnToUse(patient, { patientId: team.patientId, occurredOn: day(9), lastUseAt });
      await aReturnToUse(patient, { patientId: team.patientId, occurredOn: day(5) });
      expect(await warnedOf(id)).toEqual(['RECENT_ALCOHOL']);
    });

    it('is null, whether there was a return to use or not, for whoever may not see returns to use', async () => {
      const other = await aMedication('NALTREXONE_ORAL');
      await aRestriction(patient, {
        patientId: team.patientId,
        clinicianId: team.clinicianId,
        categories: ['RETURN_TO_USE'],
      });
      const silent = { isDoseOverdue: false, notChecked: null, warnings: null };
      expect(await look(id)).toEqual(silent);
      await aReturnToUse(patient, { patientId: team.patientId, occurredOn: day(1) });
      expect(await look(id)).toEqual(silent);
      expect(await look(other)).toMatchObject({ warnings: [] });
      expect(await warnedOf(id, patient)).toEqual(['RECENT_ALCOHOL']);
      await stop(id);
      expect(await look(id)).toEqual(silent);
      expect(await look(id, patient)).toEqual({ isDoseOverdue: false, notChecked: [], warnings: [] });
    });

    it('is null for an app with MEDICATION alone, and whole for one that may see returns to use as well', async () => {
      const naltrexone = await aMedication('NALTREXONE_ORAL');
      await aReturnToUse(patient, { patientId: team.patientId, occurredOn: day(1) });
      const anApp = async (categories: string[]) => {
        const scopes = ['system/Patient.rs', 'system/MedicationRequest.rs', 'system/ReturnToUse.rs'];
        const client = await aClient(app, { scopes });
        await aConsent(patient, { patientId: team.patientId, recipient: { partnerAppId: client.id }, categories });
        return client.caller;
      };
      const one = await anApp(['MEDICATION']);
      expect(await look(id, one)).toMatchObject({ notChecked: null, warnings: null });
      expect(await look(naltrexone, one)).toMatchObject({
        notChecked: ['OPIOID_USE', 'ACUTE_HEPATITIS'],
        warnings: [],
      });
      const other = await anApp(['MEDICATION', 'RETURN_TO_USE']);
      expect(await warnedOf(id, other)).toEqual(['RECENT_ALCOHOL']);
      // What depends on no return to use tells of none.
      expect(await warnedOf(naltrexone, other)).toEqual([]);
      await stop(id);
      expect(await warnedOf(id, other)).toEqual([]);
      // That a return to use was looked at is written down as what it is, where it was.
      const { disclosures } = (
        await patient.data('query ($id: ID!) { patient(id: $id) { disclosures { nodes { categories } } } }', {
          id: team.patientId,
        })
      ).patient;
      expect(disclosures.nodes.map(({ categories }: { categories: string[] }) => categories)).toEqual([
        ['MEDICATION'],
        ['MEDICATION'],
        ['MEDICATION', 'RETURN_TO_USE'],
        ['MEDICATION'],
        ['MEDICATION'],
      ]);
    });
  });

  it('is no answer at all for whoever may not see medication', async () => {
    const id = await aMedication('DISULFIRAM');
    await aRestriction(patient, {
      patientId: team.patientId,
      clinicianId: team.clinicianId,
      categories: ['MEDICATION'],
    });
    expect(await look(id)).toBeNull();
  });

  it('is overdue from the day after, where the patient is, and no longer when it was stopped', async () => {
    const today = await aMedication('NALTREXONE_ORAL', { nextDoseOn: day(0) });
    const yesterday = await aMedication('ACAMPROSATE', { nextDoseOn: day(1) });
    expect([(await look(today)).isDoseOverdue, (await look(yesterday)).isDoseOverdue]).toEqual([false, true]);
    await stop(yesterday);
    expect((await look(yesterday)).isDoseOverdue).toBe(false);
  });

  it('is one statement with everything that it depends on', async () => {
    const id = await aMedication('DISULFIRAM');
    const { headers } = await team.clinician.send(
      'query ($id: ID!) { carePlan(id: $id) { activities { ... on MatActivity { isDoseOverdue notChecked warnings { kind } } } } }',
      { id: carePlanId },
    );
    expect(id).toMatch(/^mat_activity_/);
    expect(headers['x-plan']).toBe('1 statement, 1 round trip');
  });
});

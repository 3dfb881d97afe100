import { Role } from '../../../../src/access/role';
import { toGlobalId } from '../../../../src/platform/graphql/ids';
import { type Caller, startTestApp, type TestApp } from '../../../support/app';
import { asAdmin } from '../../../support/database';
import { aClinician, aPatient, serial } from '../../../support/factories';
import { anAssessment, answers, PHQ_9_ITEMS } from '../../../support/factories/assessments';
import { aCareTeam, type CareTeam } from '../../../support/factories/care-plans';
import { sendBreakGlass } from '../../../support/factories/restrictions';
import { badInputAt, refusalOf } from '../../../support/refusals';
import { uuidOf } from '../../../support/uuid-of';

const RECORD = `mutation ($input: RecordAssessmentInput!) {
  recordAssessment(input: $input) { created supportMessage
    assessment { id version patient { id } instrument takenAt total computedTotal band bandSource flags items { linkId answer }
      panelLoinc totalLoinc identifiers { system value } enteredInErrorAt } }
}`;
const LIST = `query ($id: ID!, $instrument: Instrument) { patient(id: $id) {
  assessments(instrument: $instrument) { totalCount nodes { id instrument takenAt } } } }`;
const taken = { takenAt: '2026-03-02T17:00:00.000Z' };
const NINE_TIMES = (answer: number) => Array.from({ length: 9 }, () => answer);

let app: TestApp;
let team: CareTeam;
beforeAll(async () => {
  app = await startTestApp();
});
beforeEach(async () => {
  team = await aCareTeam(app);
});
afterAll(() => app.stop());

const inputOf = (input: object) => ({ input: { patientId: team.patientId, ...taken, ...input } });
const record = async (input: object, by: Caller = team.clinician) =>
  (await by.data(RECORD, inputOf(input))).recordAssessment;
const refused = async (input: object, by: Caller = team.clinician) => refusalOf(await by.send(RECORD, inputOf(input)));

interface OpenedFollowUp {
  readonly id: string;
  readonly source_id: string;
  readonly kind: string;
  readonly category: string;
  readonly is_urgent: boolean;
}
async function followUps(): Promise<OpenedFollowUp[]> {
  const { rows } = await asAdmin(app.databaseUrl, (admin) =>
    admin.query('select id, source_id, kind, category, is_urgent from follow_up where patient_id = $1', [
      uuidOf(team.patientId),
    ]),
  );
  return rows;
}

describe('recordAssessment', () => {
  it('scores a whole PHQ-9, and shows its items in their order', async () => {
    const items = answers(PHQ_9_ITEMS, [2, 2, 2, 2, 1, 1, 2, 0, 0]);
    expect(await record({ instrument: 'PHQ_9', items: items.toReversed() })).toEqual({
      created: true,
      supportMessage: null,
      assessment: {
        id: expect.stringMatching(/^assessment_/),
        version: 1,
        patient: { id: team.patientId },
        instrument: 'PHQ_9',
        ...taken,
        total: 12,
        computedTotal: 12,
        band: 'MODERATE',
        bandSource: expect.stringContaining('2001'),
        flags: [],
        items,
        panelLoinc: '44249-1',
        totalLoinc: '44261-6',
        identifiers: [],
        enteredInErrorAt: null,
      },
    });
    expect(await followUps()).toEqual([]);
  });

  it('takes a total alone, and says of the PHQ-9 that item 9 is unknown', async () => {
    const { assessment, supportMessage } = await record({ instrument: 'PHQ_9', total: 21 });
    expect(assessment).toMatchObject({
      total: 21,
      computedTotal: null,
      band: 'SEVERE',
      flags: ['ITEM_9_UNKNOWN'],
      items: [],
    });
    expect(supportMessage).toBeNull();
  });

  it('keeps a total that disagrees with the items, and says so', async () => {
    const items = answers(PHQ_9_ITEMS, [2, 2, 2, 2, 1, 1, 2, 0, 0]);
    const { assessment } = await record({ instrument: 'PHQ_9', items, total: 11 });
    expect(assessment).toMatchObject({ total: 11, computedTotal: 12, flags: ['TOTALS_DISAGREE'] });
  });

  it('makes nothing of items that are missing', async () => {
    const { assessment } = await record({ instrument: 'GAD_7', items: [{ linkId: '69725-0', answer: 3 }] });
    expect(assessment).toMatchObject({ total: null, computedTotal: null, band: null, bandSource: null });
  });

  it('has no band and no codes for the BARC-10, and its total', async () => {
    const items = Array.from({ length: 10 }, (_, index) => ({ linkId: `barc-10-${index + 1}`, answer: 5 }));
    const { assessment } = await record({ instrument: 'BARC_10', items });
    expect(assessment).toMatchObject({ total: 50, band: null, bandSource: null, panelLoinc: null, totalLoinc: null });
  });

  it.each<[string, object, string[]]>([
    ['neither total nor items', { instrument: 'AUDIT' }, ['input.total']],
    ['no total and an empty list', { instrument: 'AUDIT', items: [] }, ['input.total']],
    ['a total beyond the instrument', { instrument: 'AUDIT', total: 41 }, ['input.total']],
    ['a total below the instrument', { instrument: 'BARC_10', total: 9 }, ['input.total']],
    [
      'an item of another instrument',
      { instrument: 'GAD_7', items: [{ linkId: '44250-9', answer: 1 }] },
      ['input.items.0.linkId'],
    ],
    [
      'an item twice',
      { instrument: 'PHQ_9', items: answers(['44250-9', '44250-9'], [1, 1]) },
      ['input.items.1.linkId'],
    ],
    [
      'an answer that the item does not have',
      { instrument: 'AUDIT', items: answers(['97738-9', '97739-7'], [3, 3]) },
      ['input.items.1.answer'],
    ],
    [
      'several at once',
      { instrument: 'PHQ_9', total: 28, items: answers(['44250-9', 'CANARY'], [4, 1]) },
      ['input.items.0.answer', 'input.items.1.linkId', 'input.total'],
    ],
    [
      'an instant before anybody can remember',
      { instrument: 'AUDIT', total: 3, takenAt: '0001-01-01T00:00:00Z' },
      ['input.takenAt'],
    ],
    ['a day to come', { instrument: 'AUDIT', total: 3, takenAt: '2999-01-01T00:00:00Z' }, ['input.takenAt']],
  ])('refuses %s, naming the field', async (_what, input, paths) => {
    const answer = await team.clinician.send(RECORD, inputOf(input));
    expect(refusalOf(answer)).toEqual(badInputAt(...paths));
    expect(answer.text).not.toContain('CANARY');
  });

  it('refuses one of somebody who has died', async () => {
    await app
      .as(Role.PROGRAM_DIRECTOR)
      .data('mutation ($input: DischargePatientInput!) { dischargePatient(input: $input) { __typename } }', {
        input: { patientId: team.patientId, expectedVersion: 1, as: 'DECEASED' },
      });
    expect(await refused({ instrument: 'AUDIT', total: 3 })).toEqual(badInputAt('input.patientId'));
  });
});

describe('item 9 of the PHQ-9', () => {
  it('opens one urgent follow-up at once, and answers with a kind word and where to turn', async () => {
    const items = answers(PHQ_9_ITEMS, [...NINE_TIMES(0).slice(1), 1]);
    const { assessment, supportMessage } = await record({ instrument: 'PHQ_9', items });
    expect(assessment.flags).toEqual(['SELF_HARM_ITEM']);
    expect(supportMessage).toContain('988');
    const { viewer } = await team.clinician.data('{ viewer { organization { settings { emergencyText } } } }');
    expect(supportMessage).toContain(viewer.organization.settings.emergencyText);

    const opened = await followUps();
    expect(opened).toEqual([
      {
        id: expect.any(String),
        source_id: uuidOf(assessment.id),
        kind: 'URGENT_SAFETY_CALL',
        category: 'ASSESSMENT',
        is_urgent: true,
      },
    ]);
    const { node } = await team.clinician.data(
      'query ($id: ID!) { node(id: $id) { ... on FollowUp { kind escalatesAt patient { id } } } }',
      { id: toGlobalId('follow_up', opened[0]?.id ?? '') },
    );
    expect(node).toEqual({
      kind: 'URGENT_SAFETY_CALL',
      escalatesAt: expect.any(String),
      patient: { id: team.patientId },
    });
  });

  it('does so where it is missing and the total cannot be without it', async () => {
    const items = answers(
      PHQ_9_ITEMS.filter((linkId) => linkId !== '44260-8'),
      NINE_TIMES(3).slice(1),
    );
    const { assessment, supportMessage } = await record({ instrument: 'PHQ_9', items, total: 27 });
    expect(assessment.flags).toEqual(['SELF_HARM_ITEM', 'ITEM_9_UNKNOWN']);
    expect(supportMessage).toContain('988');
    expect(await followUps()).toHaveLength(1);
  });

  it('does so when the patient fills it in themselves, and whatever else is missing', async () => {
    const self = await app.asHolder(Role.PATIENT, team.patientId);
    const { supportMessage } = await record({ instrument: 'PHQ_9', items: answers(['44260-8'], [3]) }, self);
    expect(supportMessage).toContain('988');
    expect(await followUps()).toHaveLength(1);
  });
});

describe('the cut of the AUDIT-C', () => {
  const READ = 'query ($id: ID!) { node(id: $id) { ... on Assessment { version band bandSource flags } } }';
  const read = async (id: string) => (await team.clinician.data(READ, { id })).node;
  const ofSex = async (sex: string, total: number) => {
    team = { ...team, patientId: await aPatient(app, { careTeam: [team.clinicianId], sex }) };
    return (await record({ instrument: 'AUDIT_C', total })).assessment;
  };
  const source = expect.stringContaining('Bradley');

  it.each([
    ['FEMALE', 3, 'POSITIVE', source, []],
    ['MALE', 3, 'NEGATIVE', source, []],
    ['OTHER', 3, null, null, ['CUT_DEPENDS_ON_SEX']],
    ['UNKNOWN', 3, null, null, ['CUT_DEPENDS_ON_SEX']],
    ['UNKNOWN', 2, 'NEGATIVE', source, []],
    ['OTHER', 4, 'POSITIVE', source, []],
    ['MALE', 4, 'POSITIVE', source, []],
    ['FEMALE', 2, 'NEGATIVE', source, []],
  ])('for %s makes of %d: %s', async (sex, total, band, bandSource, flags) => {
    expect(await ofSex(sex, total)).toMatchObject({ band, bandSource, flags });
  });

  it('follows a sex that is corrected or recorded later, for assessments of before, too', async () => {
    const { id } = await ofSex('UNKNOWN', 3);
    let expectedVersion = 1;
    const correct = async (sex: string) => {
      const data = await app
        .as(Role.INTAKE)
        .data('mutation ($input: RevisePatientInput!) { revisePatient(input: $input) { __typename } }', {
          input: { patientId: team.patientId, expectedVersion: expectedVersion++, sex },
        });
      expect(data.revisePatient.__typename).toBe('RevisePatientPayload');
    };
    const none = { version: 1, band: null, bandSource: null, flags: ['CUT_DEPENDS_ON_SEX'] };
    expect(await read(id)).toEqual(none);
    await correct('FEMALE');
    expect(await read(id)).toEqual({ version: 1, band: 'POSITIVE', bandSource: source, flags: [] });
    await correct('MALE');
    expect(await read(id)).toEqual({ version: 1, band: 'NEGATIVE', bandSource: source, flags: [] });
    await correct('OTHER');
    expect(await read(id)).toEqual(none);
  });

  it('is right when the sex is corrected at the moment at which the score is recorded', async () => {
    for (let round = 0; round < 5; round += 1) {
      team = { ...team, patientId: await aPatient(app, { careTeam: [team.clinicianId], sex: 'MALE' }) };
      const [{ assessment }] = await Promise.all([
        record({ instrument: 'AUDIT_C', total: 3 }),
        app
          .as(Role.INTAKE)
          .data('mutation ($input: RevisePatientInput!) { revisePatient(input: $input) { __typename } }', {
            input: { patientId: team.patientId, expectedVersion: 1, sex: 'FEMALE' },
          }),
      ]);
      expect(await read(assessment.id)).toMatchObject({ band: 'POSITIVE' });
    }
  });
});

describe('the identifier of an assessment', () => {
  let identifier: { system: string; value: string };
  beforeEach(() => {
    identifier = { system: 'urn:example:observation', value: `O-${serial()}` };
  });
  const EHR = ['system/Patient.rus', 'system/Observation.cru'];
  const ATTACH = `mutation ($input: AttachIdentifierInput!) { attachIdentifier(input: $input) {
    subject { id ... on Assessment { identifiers { system value } } } } }`;

  it('makes recording it again answer with the first, unchanged', async () => {
    const ehr = await app.asClient(Role.EHR_SYSTEM, EHR);
    const items = answers(PHQ_9_ITEMS, NINE_TIMES(1));
    const first = await record({ instrument: 'PHQ_9', items, identifier }, ehr);
    const again = await record({ instrument: 'PHQ_9', total: 3, identifier }, ehr);
    expect(first.assessment.identifiers).toEqual([identifier]);
    expect(again).toEqual({ ...first, created: false });
    expect(again.supportMessage).toContain('988');
    expect(await followUps()).toHaveLength(1);
  });

  it('records once when it comes several times at the same moment', async () => {
    const input = { instrument: 'PHQ_9', items: answers(PHQ_9_ITEMS, NINE_TIMES(1)), identifier };
    const all = await Promise.all(Array.from({ length: 6 }, () => record(input)));
    expect(new Set(all.map(({ assessment }) => assessment.id)).size).toBe(1);
    expect(all.filter(({ created }) => created)).toHaveLength(1);
    expect(await followUps()).toHaveLength(1);
  });

  it('is refused when it names another questionnaire, or one of another patient', async () => {
    await record({ instrument: 'AUDIT', total: 3, identifier });
    expect((await refused({ instrument: 'GAD_7', total: 3, identifier })).code).toBe('CONFLICT');
    const other = await aPatient(app, { careTeam: [team.clinicianId] });
    expect((await refused({ instrument: 'AUDIT', total: 3, identifier, patientId: other })).code).toBe('CONFLICT');
  });

  it('means nothing to whoever may not see what it names', async () => {
    await record({ instrument: 'AUDIT', total: 3, identifier });
    const stranger = await aCareTeam(app);
    const input = { instrument: 'AUDIT', total: 3, identifier, patientId: stranger.patientId };
    expect(await record(input, stranger.clinician)).toMatchObject({ created: true });
  });

  it('is attached later, too, by a system that may', async () => {
    const id = await anAssessment(team.clinician, team.patientId);
    const ehr = await app.asClient(Role.EHR_SYSTEM, EHR);
    const { attachIdentifier } = await ehr.data(ATTACH, { input: { subjectId: id, identifier } });
    expect(attachIdentifier.subject).toEqual({ id, identifiers: [identifier] });
    const again = await ehr.send(ATTACH, { input: { subjectId: id, identifier } });
    expect(refusalOf(again).code).toBe('CONFLICT');
    const reader = await app.asClient(Role.EHR_SYSTEM, ['system/Patient.rus', 'system/Observation.r']);
    expect(refusalOf(await reader.send(ATTACH, { input: { subjectId: id, identifier } })).code).toBe('FORBIDDEN');
    expect(refusalOf(await app.as(Role.INTAKE).send(ATTACH, { input: { subjectId: id, identifier } })).code).toBe(
      'NOT_FOUND',
    );
  });
});

describe('Patient.assessments', () => {
  it('is a page, the latest first, of one questionnaire if asked', async () => {
    const at = (day: number) => ({ takenAt: `2026-03-0${day}T10:00:00.000Z` });
    const second = await anAssessment(team.clinician, team.patientId, at(2));
    const third = await anAssessment(team.clinician, team.patientId, { ...at(3), instrument: 'GAD_7', total: 2 });
    const first = await anAssessment(team.clinician, team.patientId, at(1));
    const ids = async (instrument: string | null) => {
      const { patient } = await team.clinician.data(LIST, { id: team.patientId, instrument });
      return patient.assessments.nodes.map(({ id }: { id: string }) => id);
    };
    expect(await ids(null)).toEqual([third, second, first]);
    expect(await ids('AUDIT')).toEqual([second, first]);
  });
});

describe('markEnteredInError, for assessments', () => {
  const MARK = `mutation ($input: MarkEnteredInErrorInput!) { markEnteredInError(input: $input) { __typename
    ... on MarkEnteredInErrorPayload { node { id ... on Assessment { version enteredInErrorAt enteredInErrorReason } } }
    ... on TransitionNotAllowed { from } } }`;
  const mark = (id: string, by: Caller = team.clinician) =>
    by.send(MARK, { input: { id, reason: 'Another patient.' } });

  it('takes it out of the list and keeps it, with the reason and the follow-up', async () => {
    const { assessment } = await record({ instrument: 'PHQ_9', items: answers(['44260-8'], [1]) });
    const { data } = await mark(assessment.id);
    expect(data.markEnteredInError.node).toEqual({
      id: assessment.id,
      version: 2,
      enteredInErrorAt: expect.any(String),
      enteredInErrorReason: 'Another patient.',
    });
    expect((await team.clinician.data(LIST, { id: team.patientId })).patient.assessments.nodes).toEqual([]);
    expect(await followUps()).toHaveLength(1);
  });

  it('marks once, also when two do so at the same moment', async () => {
    const id = await anAssessment(team.clinician, team.patientId);
    const both = await Promise.all([mark(id), mark(id)]);
    const names = both.map(({ data }) => data.markEnteredInError.__typename).toSorted();
    expect(names).toEqual(['MarkEnteredInErrorPayload', 'TransitionNotAllowed']);
    expect((await mark(id)).data.markEnteredInError).toMatchObject({ __typename: 'TransitionNotAllowed' });
  });

  it('is for clinicians of the care team', async () => {
    const id = await anAssessment(team.clinician, team.patientId);
    const stranger = await app.asClinician(await aClinician(app));
    expect(refusalOf(await mark(id, stranger)).code).toBe('NOT_FOUND');
    const self = await app.asHolder(Role.PATIENT, team.patientId);
    expect(refusalOf(await mark(id, self)).code).toBe('FORBIDDEN');
    await sendBreakGlass(stranger, { patientId: team.patientId });
    expect(refusalOf(await mark(id, stranger)).code).toBe('FORBIDDEN');
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Medication, SafetyFactKind } from '../../../src/features/care-plans';
import { type Check, checkMedication, type Known } from '../../../src/features/insight/medication/check-medication';
import { isRuledOut, RULED_OUT, readClearance } from '../../../src/features/insight/medication/read-fact';

const { OPIOID_USE, ACUTE_HEPATITIS, CREATININE_CLEARANCE, RECENT_ALCOHOL, ALLERGY } = SafetyFactKind;
const fact = (kind: SafetyFactKind, value: string, observedOn = '2026-03-01') => ({ kind, value, observedOn });

/** What a check finds, in short: the kinds it warns of and the kinds that nobody checked. */
function found(medication: Medication, known: Partial<Known> = {}): [warned: string[], notChecked: readonly string[]] {
  const { warnings, notChecked }: Check = checkMedication(medication, {
    facts: [],
    beside: [],
    lastReturnOn: undefined,
    ...known,
  });
  return [warnings.map(({ kind }) => kind), notChecked];
}

describe('a medication that is looked at', () => {
  it('says what nobody recorded, and never takes it for safe', () => {
    expect(found(Medication.NALTREXONE_ORAL)).toEqual([[], [OPIOID_USE, ACUTE_HEPATITIS, ALLERGY]]);
    expect(found(Medication.NALTREXONE_EXTENDED_RELEASE)).toEqual([[], [OPIOID_USE, ACUTE_HEPATITIS, ALLERGY]]);
    expect(found(Medication.ACAMPROSATE)).toEqual([[], [CREATININE_CLEARANCE, ALLERGY]]);
    expect(found(Medication.DISULFIRAM)).toEqual([[], [RECENT_ALCOHOL, ALLERGY]]);
    for (const other of [Medication.GABAPENTIN, Medication.TOPIRAMATE, Medication.METHADONE, Medication.OTHER])
      expect(found(other)).toEqual([[], [ALLERGY]]);
  });

  it('warns of nothing where everything it depends on is ruled out', () => {
    const facts = [fact(OPIOID_USE, 'No.'), fact(ACUTE_HEPATITIS, 'negative'), fact(ALLERGY, 'none')];
    expect(found(Medication.NALTREXONE_ORAL, { facts })).toEqual([[], []]);
  });

  it('takes every value that does not plainly rule it out for a yes', () => {
    for (const value of ['yes', 'oxycodone until Tuesday', 'not known', 'no longer than a week ago', '?'])
      expect(found(Medication.NALTREXONE_ORAL, { facts: [fact(OPIOID_USE, value)] })[0]).toEqual([OPIOID_USE]);
    expect(['no', ' None ', 'DENIED', 'not detected.'].map(isRuledOut)).toEqual([true, true, true, true]);
  });

  it('is told in the schema by which words something is ruled out', () => {
    const schema = readFileSync(join(__dirname, '../../../schema.graphql'), 'utf8');
    const words = /What is known: .* no, penicillin\. (.*) rule it out;/.exec(schema)?.[1]?.split(/, | and /);
    expect(words?.sort()).toEqual([...RULED_OUT].sort());
  });

  it('goes by the latest fact of a kind', () => {
    const facts = [fact(OPIOID_USE, 'no', '2026-03-02'), fact(OPIOID_USE, 'yes', '2026-03-01')];
    expect(found(Medication.NALTREXONE_ORAL, { facts })[0]).toEqual([]);
    expect(found(Medication.NALTREXONE_ORAL, { facts: [...facts].reverse() })[0]).toEqual([OPIOID_USE]);
  });

  it('names a source with every warning', () => {
    const { warnings } = checkMedication(Medication.NALTREXONE_ORAL, {
      facts: [fact(OPIOID_USE, 'yes'), fact(ALLERGY, 'penicillin')],
      beside: [Medication.METHADONE],
      lastReturnOn: undefined,
    });
    expect(warnings.map(({ source }) => source)).toEqual([
      expect.stringContaining('NIAAA'),
      expect.stringContaining('NIAAA'),
      "The patient's record",
    ]);
  });

  it.each([
    [Medication.NALTREXONE_ORAL, Medication.BUPRENORPHINE],
    [Medication.NALTREXONE_EXTENDED_RELEASE, Medication.METHADONE],
    [Medication.METHADONE, Medication.NALTREXONE_ORAL],
    [Medication.BUPRENORPHINE, Medication.NALTREXONE_EXTENDED_RELEASE],
  ])('warns of %s beside %s', (medication, other) => {
    expect(found(medication, { beside: [other] })[0]).toEqual([OPIOID_USE]);
    expect(found(medication, { beside: [Medication.ACAMPROSATE] })[0]).toEqual([]);
  });

  it.each([
    ['30 mL/min', 'is not given'],
    ['29.9', 'is not given'],
    ['< 30', 'is not given'],
    ['≤30', 'is not given'],
    ['31', 'lower dose'],
    ['50 mL/min', 'lower dose'],
  ])('says of a creatinine clearance of %s that acamprosate %s', (value, words) => {
    const { warnings } = checkMedication(Medication.ACAMPROSATE, {
      facts: [fact(CREATININE_CLEARANCE, value)],
      beside: [],
      lastReturnOn: undefined,
    });
    expect(warnings.map(({ sentence }) => sentence)).toEqual([expect.stringContaining(words)]);
  });

  it.each(['51', '> 50', '>60 mL/min', '>=51', '120'])(
    'has nothing against acamprosate at a clearance of %s',
    (value) => {
      expect(found(Medication.ACAMPROSATE, { facts: [fact(CREATININE_CLEARANCE, value)] })).toEqual([[], [ALLERGY]]);
    },
  );

  it.each(['>20', '>= 20', '>=30', '≥30 mL/min', '>30', '>45', '>=50', '<=31', '<50', '≤ 60'])(
    'did not check a clearance of %s, which can be more than one of what asks for something else',
    (value) => {
      expect(found(Medication.ACAMPROSATE, { facts: [fact(CREATININE_CLEARANCE, value)] })).toEqual([
        [],
        [CREATININE_CLEARANCE, ALLERGY],
      ]);
    },
  );

  it.each(['pending', '45 mg/dL', '-3', '', 'no'])('did not check what it cannot read: %s', (value) => {
    expect(found(Medication.ACAMPROSATE, { facts: [fact(CREATININE_CLEARANCE, value)] })[1]).toEqual([
      CREATININE_CLEARANCE,
      ALLERGY,
    ]);
    expect(readClearance('45 mg/dL')).toBeUndefined();
  });

  it('asks for recent alcohol again after a return to use, whatever was known before', () => {
    const facts = [fact(RECENT_ALCOHOL, 'no', '2026-03-01'), fact(ALLERGY, 'none')];
    expect(found(Medication.DISULFIRAM, { facts, lastReturnOn: '2026-02-28' })).toEqual([[], []]);
    for (const lastReturnOn of ['2026-03-01', '2026-03-02'])
      expect(found(Medication.DISULFIRAM, { facts, lastReturnOn })).toEqual([[RECENT_ALCOHOL], [RECENT_ALCOHOL]]);
    expect(found(Medication.DISULFIRAM, { lastReturnOn: '2026-03-02' })).toEqual([
      [RECENT_ALCOHOL],
      [RECENT_ALCOHOL, ALLERGY],
    ]);
  });
});

import { Instrument } from '../../../../src/features/recovery/assessments/assessment-words';
import { INSTRUMENTS, type InstrumentData } from '../../../../src/features/recovery/assessments/instruments';
import { type Score, scoreOf } from '../../../../src/features/recovery/assessments/score';

/** These answers, one for each item from the first on; null where nobody answered. */
function score(instrument: Instrument, points: readonly (number | null)[], total: number | null = null): Score {
  const data = INSTRUMENTS[instrument];
  const answered = points.flatMap((answer, index) => {
    const linkId = data.items[index]?.linkId;
    return answer === null || linkId === undefined ? [] : [{ linkId, answer }];
  });
  return scoreOf(data, answered, total);
}

describe('published examples', () => {
  it('scores the PHQ-9 of US Core as its authors do', () => {
    // HL7 US Core, QuestionnaireResponse phq-9-example: item 44261-6 says 12.
    expect(score(Instrument.PHQ_9, [2, 2, 2, 2, 1, 1, 2, 0, 0])).toMatchObject({
      total: 12,
      band: 'MODERATE',
      flags: [],
    });
  });

  it('scores the AUDIT-C of US Core as its authors do', () => {
    // HL7 US Core, QuestionnaireResponse AUDIT-C: 1 or 2 drinks, never six or more; item 75626-2 says 0.
    expect(score(Instrument.AUDIT_C, [0, 0, 0])).toMatchObject({ total: 0, band: 'NEGATIVE', flags: [] });
  });

  it('scores the GAD-7 of an HL7 guide as its points add up', () => {
    // HL7 Personal Health Record Format, QuestionnaireResponse gad7: three items "several days", the others "not at all".
    expect(score(Instrument.GAD_7, [0, 0, 1, 1, 0, 1, 0])).toMatchObject({ total: 3, band: 'MINIMAL' });
  });

  it('scores the AUDIT of a scoring library as it does', () => {
    // awell-health/awell-score, audit_responses.ts: "Expected score = 24".
    expect(score(Instrument.AUDIT, [4, 1, 2, 3, 3, 1, 4, 2, 2, 2])).toMatchObject({
      total: 24,
      band: 'DEPENDENCE_LIKELY',
    });
  });
});

/** The last digit of a LOINC code follows from those before it: mod 10, as on a credit card. */
function hasCheckDigit(code: string): boolean {
  const [digits = '', check] = code.split('-');
  const sum = [...digits].toReversed().reduce((total, digit, index) => {
    const weighted = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + Math.floor(weighted / 10) + (weighted % 10);
  }, 0);
  return String((10 - (sum % 10)) % 10) === check;
}

describe('the codes of LOINC', () => {
  const codesOf = ({ panelLoinc, totalLoinc, items }: InstrumentData): string[] =>
    [panelLoinc, totalLoinc, ...items.map(({ linkId }) => linkId)].flatMap((code) => code ?? []);

  it.each(Object.values(INSTRUMENTS))('of $instrument have no digit mistyped', (data) => {
    const codes = codesOf(data).filter((code) => !code.startsWith('barc-10-'));
    expect(codes.filter((code) => !hasCheckDigit(code))).toEqual([]);
    expect(codes).toHaveLength(data.instrument === Instrument.BARC_10 ? 0 : data.items.length + 2);
  });

  it('of an instrument are each another one', () => {
    for (const codes of Object.values(INSTRUMENTS).map(codesOf)) expect(new Set(codes).size).toBe(codes.length);
  });

  it('would be noticed mistyped', () => {
    expect(['72110-0', '72110-7', '72101-0'].map(hasCheckDigit)).toEqual([true, false, false]);
  });
});

describe('the published cuts', () => {
  it.each<[Instrument, [total: number, band: string | null][]]>([
    // WHO, AUDIT manual, second edition, 2001: zones 0-7, 8-15, 16-19, 20-40.
    [
      Instrument.AUDIT,
      [
        [0, 'LOW'],
        [7, 'LOW'],
        [8, 'HAZARDOUS'],
        [15, 'HAZARDOUS'],
        [16, 'HARMFUL'],
        [19, 'HARMFUL'],
        [20, 'DEPENDENCE_LIKELY'],
        [40, 'DEPENDENCE_LIKELY'],
      ],
    ],
    // Bradley and others, 2007: from 4 for men, from 3 for women.
    [
      Instrument.AUDIT_C,
      [
        [0, 'NEGATIVE'],
        [2, 'NEGATIVE'],
        [3, null],
        [4, 'POSITIVE'],
        [12, 'POSITIVE'],
      ],
    ],
    // Kroenke, Spitzer and Williams, 2001: 5, 10, 15, 20.
    [
      Instrument.PHQ_9,
      [
        [0, 'MINIMAL'],
        [4, 'MINIMAL'],
        [5, 'MILD'],
        [9, 'MILD'],
        [10, 'MODERATE'],
        [14, 'MODERATE'],
        [15, 'MODERATELY_SEVERE'],
        [19, 'MODERATELY_SEVERE'],
        [20, 'SEVERE'],
        [27, 'SEVERE'],
      ],
    ],
    // Spitzer and others, 2006: 5, 10, 15.
    [
      Instrument.GAD_7,
      [
        [0, 'MINIMAL'],
        [4, 'MINIMAL'],
        [5, 'MILD'],
        [9, 'MILD'],
        [10, 'MODERATE'],
        [14, 'MODERATE'],
        [15, 'SEVERE'],
        [21, 'SEVERE'],
      ],
    ],
    // Vilsaint and others, 2017: no band of ours says what 47 is associated with.
    [
      Instrument.BARC_10,
      [
        [10, null],
        [46, null],
        [47, null],
        [60, null],
      ],
    ],
  ])('of %s', (instrument, cases) => {
    for (const [total, band] of cases) expect([total, score(instrument, [], total).band]).toEqual([total, band]);
  });

  it.each(Object.values(Instrument))('name their source wherever %s has a band, and nowhere else', (instrument) => {
    const { cuts, bandSource } = INSTRUMENTS[instrument];
    expect(bandSource !== null).toBe(cuts.length > 0);
  });

  it('of the AUDIT name the edition', () => {
    expect(INSTRUMENTS.AUDIT.bandSource).toMatch(/second edition.*World Health Organization, 2001/);
  });
});

describe('the range of a total', () => {
  it.each([
    [Instrument.AUDIT, 0, 40],
    [Instrument.AUDIT_C, 0, 12],
    [Instrument.PHQ_9, 0, 27],
    [Instrument.GAD_7, 0, 21],
    // PhenX Toolkit, protocol 590502.
    [Instrument.BARC_10, 10, 60],
  ])('of %s is %d to %d', (instrument, least, most) => {
    const { items } = INSTRUMENTS[instrument];
    const all = (pick: (answers: readonly number[]) => number) =>
      score(
        instrument,
        items.map(({ answers }) => pick(answers)),
      ).computedTotal;
    expect(all((answers) => Math.min(...answers))).toBe(least);
    expect(all((answers) => Math.max(...answers))).toBe(most);
  });
});

describe('what is missing', () => {
  it('is unknown, and not zero: nothing is computed', () => {
    expect(score(Instrument.GAD_7, [3, 3, 3, 3, 3, 3, null])).toEqual({
      total: null,
      computedTotal: null,
      band: null,
      bandSource: null,
      flags: [],
    });
  });

  it('leaves a total that was given alone, while it can be', () => {
    expect(score(Instrument.GAD_7, [3, 3, null, 0, 0, 0, 0], 9)).toMatchObject({ total: 9, band: 'MILD', flags: [] });
    expect(score(Instrument.GAD_7, [3, 3, null, 0, 0, 0, 0], 10).flags).toEqual(['TOTALS_DISAGREE']);
    expect(score(Instrument.GAD_7, [3, 3, null, 0, 0, 0, 0], 5).flags).toEqual(['TOTALS_DISAGREE']);
  });

  it('makes item 9 of the PHQ-9 unknown, whatever the total says', () => {
    expect(score(Instrument.PHQ_9, [], 4).flags).toEqual(['ITEM_9_UNKNOWN']);
    expect(score(Instrument.PHQ_9, [1, 1, 1, 1, 1, 1, 1, 1, null]).flags).toEqual(['ITEM_9_UNKNOWN']);
  });

  it.each([
    [[3, 3, 3, 3, 3, 3, 3, 3, null], 25, 24],
    [[3, 3, 3, 3, 3, 3, 3, null, null], 25, 24],
    [[0, 0, 0, 0, 0, 0, 0, 0, null], 1, 0],
    [[], 25, 24],
  ])('takes item 9 of the PHQ-9 for above zero where %j cannot make %i without it', (points, total, without) => {
    const flags = (given: number) => score(Instrument.PHQ_9, points, given).flags;
    expect(flags(total)).toEqual(['SELF_HARM_ITEM', 'ITEM_9_UNKNOWN']);
    expect(flags(without)).toEqual(['ITEM_9_UNKNOWN']);
  });
});

it('keeps a total that disagrees, and bands that one', () => {
  expect(score(Instrument.PHQ_9, [2, 2, 2, 2, 1, 1, 2, 0, 0], 9)).toMatchObject({
    total: 9,
    computedTotal: 12,
    band: 'MILD',
    flags: ['TOTALS_DISAGREE'],
  });
});

it.each([1, 2, 3])('flags item 9 of the PHQ-9 when it is %d', (points) => {
  const flags = score(Instrument.PHQ_9, [0, 0, 0, 0, 0, 0, 0, 0, points]).flags;
  expect(flags).toEqual(['SELF_HARM_ITEM']);
});

import { interleave } from '../../bench/load/interleave.mjs';
import { growthPercent } from '../../bench/report/growth-percent.mjs';
import { median, percentile } from '../../bench/report/median.mjs';
import { medians } from '../../bench/report/medians.mjs';
import { plotOf } from '../../bench/report/plot.mjs';
import { summaryOf } from '../../bench/report/summary.mjs';
import { tablesOf } from '../../bench/report/table.mjs';
import { aRun, results } from './a-run';

describe('medians', () => {
  it('are the middle, or the mean of the two in the middle, whatever the order', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([9, 1, 5, 7])).toBe(6);
    expect(() => median([])).toThrow(RangeError);
  });

  it('are taken of each measure over the rounds of one measurement', () => {
    const rows = medians(results({ phase: 'operations', operation: 'Q1', contestant: 'limit' }, [100, 300, 200]));
    expect(rows).toEqual([
      expect.objectContaining({ operation: 'Q1', contestant: 'limit', perSecond: 200, rounds: 3 }),
    ]);
    expect(rows[0]).not.toHaveProperty('round');
  });

  it('do not mix servers, sizes, connections, pages or roles', () => {
    const rows = medians([
      ...results({ contestant: 'limit' }, [1]),
      ...results({ contestant: 'naive' }, [2]),
      ...results({ contestant: 'limit', patients: 2_000 }, [3]),
      ...results({ contestant: 'limit', connections: 64 }, [4]),
      ...results({ contestant: 'limit', first: 25 }, [5]),
      ...results({ contestant: 'limit', role: 'Q1 as director' }, [6]),
    ]);
    expect(rows.map(({ perSecond }) => perSecond)).toEqual([1, 2, 3, 4, 5, 6]);
  });
});

it('a percentile is a time that was measured', () => {
  const times = Array.from({ length: 100 }, (_, index) => index + 1);
  expect([percentile(times, 0.5), percentile(times, 0.99), percentile([7], 0.99)]).toEqual([50, 99, 7]);
});

it('turns interleave: everybody once a round, and each round another first', () => {
  const turns = interleave(['a', 'b', 'c'], 4);
  expect(turns.map(({ contestant }) => contestant).join('')).toBe('abcbcacababc');
  expect(turns.map(({ round }) => round)).toEqual([0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3]);
});

describe('what --json prints', () => {
  const plans = { Q1: { statements: 1, roundTrips: 2 }, M1: null, 'Q1 as director': { statements: 2, roundTrips: 3 } };
  const summary = summaryOf(medians(aRun()), plans);

  it('has exactly the promised fields', () => {
    const operation = {
      postgraphile: expect.any(Number),
      limit: expect.any(Number),
      statements: null,
      roundTrips: null,
      p50Ms: expect.any(Number),
      p99Ms: expect.any(Number),
    };
    const operations = {
      Q1: { ...operation, statements: 1, roundTrips: 2 },
      Q2: operation,
      Q3: operation,
      M1: operation,
    };
    const { limit: _limit, ...role } = operation;
    const growth = { Q1: expect.any(Number), Q2: expect.any(Number), Q3: expect.any(Number), M1: expect.any(Number) };
    expect(summary).toEqual({
      operations,
      roles: { 'Q1 as director': { ...role, statements: 2, roundTrips: 3 }, 'Q1 as patient': role },
      growth,
      page400over25: expect.any(Number),
      cpuPerPatientMicros: expect.any(Number),
      limitCpuPerPatientMicros: expect.any(Number),
    });
  });

  it("has ratios of Alongside's requests per second to the other's", () => {
    // Alongside 300, PostGraphile 200, limit 600.
    expect(summary.operations.Q2).toMatchObject({ postgraphile: 1.5, limit: 0.5 });
  });

  it('compares each role with the standard question that was asked beside it', () => {
    // Alongside 300 and 500, PostGraphile 250 both times.
    expect(summary.roles['Q1 as director']).toMatchObject({ postgraphile: 1.2 });
    expect(summary.roles['Q1 as patient']).toMatchObject({ postgraphile: 2 });
  });

  it('has growth and pages as ratios of times', () => {
    // 330 requests a second with few patients, 300 with many; 400 rows take eight times as long as 25.
    expect(summary.growth.Q1).toBe(1.1);
    expect(summary.page400over25).toBe(8);
  });

  it('has the processor time of server and database a patient, in microseconds', () => {
    // 12 ms and 8 ms over 400 patients.
    expect(summary.cpuPerPatientMicros).toBe(50);
    expect(summary.limitCpuPerPatientMicros).toBe(25);
  });

  it('is refused when a figure was not measured', () => {
    expect(() => summaryOf(medians(aRun()).slice(1), plans)).toThrow(/Nothing was measured like/);
  });
});

describe('the table and the picture', () => {
  const rows = medians(aRun());

  it('show every row once, with its ratios', () => {
    const tables = tablesOf(rows);
    expect(tables.split('\n').filter((line) => /^\| [QM]\d/.test(line))).toHaveLength(rows.length);
    expect(tables).toContain('| Q2 | alongside | 300 | 0.50 | 1.50 |');
    expect(tables).toContain('| Q1 as director | alongside | 300 |  | 1.20 |');
    expect(tables).toContain('## As every role: 200,000 patients, 16 connections');
    expect(tables).toContain('## Pages of Q3: 200,000 patients, 16 connections');
  });

  it('draw a bar for each server and operation', () => {
    const svg = plotOf(rows, { patients: 200_000, connections: 16 });
    expect(svg).toMatch(/^<svg .*<\/svg>\n$/s);
    expect(svg.match(/>0\.50<\/text>/g)).toHaveLength(4);
    expect(svg).not.toMatch(/NaN|undefined/);
  });
});

it('memory grows by what the last looks exceed the first', () => {
  const sample = (rssMb: number) => ({ rssMb, heapMb: 50, backendsMb: 10 });
  expect(growthPercent([100, 90, 110, 500, 120, 130, 110].map(sample))).toEqual({
    rssPercent: 20,
    heapPercent: 0,
    backendsPercent: 0,
  });
});

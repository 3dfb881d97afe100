import type { Result } from '../../bench/load/run-rounds.mjs';

const MEASURED: Omit<Result, 'round'> = {
  phase: 'operations',
  contestant: 'alongside',
  patients: 200_000,
  operation: 'Q1',
  connections: 16,
  perSecond: 300,
  p50Ms: 4,
  p95Ms: 8,
  p99Ms: 9,
  serverCpuMs: 12,
  postgresCpuMs: 8,
};

/** What one measurement gave in each round. */
export function results(like: Partial<Result>, perSecond: readonly number[]): Result[] {
  return perSecond.map((pace, round) => ({ ...MEASURED, ...like, perSecond: pace, round }));
}

const OPERATIONS = ['Q1', 'Q2', 'Q3', 'M1'];

/** A whole quick run: Alongside 300 a second, PostGraphile 200, the limit 600. */
export function aRun(): Result[] {
  const paces = { alongside: 300, postgraphile: 200, limit: 600 };
  return [
    ...OPERATIONS.flatMap((operation) =>
      Object.entries(paces).flatMap(([contestant, pace]) =>
        results({ operation, contestant }, [pace, pace - 9, pace + 9]),
      ),
    ),
    ...results({ phase: 'pages', operation: 'Q3', first: 25 }, [2_400]),
    ...results({ phase: 'pages', operation: 'Q3', first: 400 }, [300]),
    ...results(
      { phase: 'pages', operation: 'Q3', first: 400, contestant: 'limit', serverCpuMs: 6, postgresCpuMs: 4 },
      [600],
    ),
    ...Object.entries({ alongside: 300, postgraphile: 250 }).flatMap(([contestant, pace]) =>
      results({ phase: 'roles', operation: 'Q1', role: 'Q1 as director', contestant }, [pace]),
    ),
    ...results({ phase: 'roles', operation: 'Q1', role: 'Q1 as patient' }, [500]),
    ...results({ phase: 'roles', operation: 'Q1', role: 'Q1 as patient', contestant: 'postgraphile' }, [250]),
    ...OPERATIONS.flatMap((operation) => [
      ...results({ phase: 'growth', operation, patients: 2_000 }, [330]),
      ...results({ phase: 'growth', operation }, [300]),
    ]),
  ];
}

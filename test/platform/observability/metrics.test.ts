import { createMetrics, type OperationFacts } from '../../../src/platform/observability/metrics';

const served: OperationFacts = { type: 'query', outcome: 'ok', errorCodes: [], durationMs: 20, statements: 3 };

describe('metrics', () => {
  it('count requests by type and outcome, time them, and count their statements', async () => {
    const metrics = createMetrics();
    metrics.observe(served);
    metrics.observe({ ...served, type: 'mutation', outcome: 'refused', errorCodes: ['CONFLICT'] });
    const { text, contentType } = await metrics.expose();
    expect(contentType).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(text).toContain('graphql_requests_total{type="query",outcome="ok"} 1');
    expect(text).toContain('graphql_requests_total{type="mutation",outcome="refused"} 1');
    expect(text).toContain('graphql_request_duration_seconds_bucket{le="0.025",type="query"} 1');
    expect(text).toContain('graphql_request_duration_seconds_bucket{le="0.01",type="query"} 0');
    expect(text).toContain('graphql_errors_total{code="CONFLICT"} 1');
    expect(text).toContain('graphql_sql_statements_sum{type="query"} 3');
    expect(text).toContain('process_cpu_seconds_total');
  });

  it('count no statements for a request that never became an operation', async () => {
    const metrics = createMetrics();
    metrics.observe({ ...served, type: 'none', outcome: 'refused' });
    const { text } = await metrics.expose();
    expect(text).toContain('graphql_requests_total{type="none",outcome="refused"} 1');
    expect(text).not.toContain('graphql_sql_statements_count{type="none"}');
  });

  it('read the pool whenever they are asked for', async () => {
    let waiting = 0;
    const metrics = createMetrics({ pool: () => ({ total: 10, idle: 4, waiting }) });
    waiting = 7;
    const { text } = await metrics.expose();
    expect(text).toContain('database_pool_connections{state="total"} 10');
    expect(text).toContain('database_pool_connections{state="idle"} 4');
    expect(text).toContain('database_pool_connections{state="waiting"} 7');
  });

  it('of one server are not those of another', async () => {
    createMetrics().observe(served);
    const { text } = await createMetrics().expose();
    expect(text).not.toContain('graphql_requests_total{');
  });
});

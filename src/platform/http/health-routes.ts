import { Router } from 'express';
import type { Metrics } from '../observability/metrics';

interface HealthOptions {
  readonly metrics: Metrics;
  /** Whether requests can be answered: database and migrations. */
  isReady(): Promise<boolean>;
}

/** For whoever runs the server: is it alive, can it answer, and how does it fare. */
export function healthRoutes({ isReady, metrics }: HealthOptions): Router {
  const router = Router();
  router.get('/health/live', (_req, res) => {
    res.json({ status: 'live' });
  });
  router.get('/health/ready', async (_req, res) => {
    const ready = await isReady().catch(() => false);
    res.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'not ready' });
  });
  router.get('/metrics', async (_req, res) => {
    const { contentType, text } = await metrics.expose();
    res.set('content-type', contentType).end(text);
  });
  return router;
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDevelopmentIssuer } from '../../../access/tokens';
import { foundOrganization } from '../../../features/identity';
import { readSettings } from '../../../platform/config/settings';
import { startEmbeddedPostgres } from '../../../platform/database/embedded';
import { openAsOwner } from '../../../platform/database/migrate';
import { createLog } from '../../../platform/observability/log';
import { startApi } from '../../api';
import { schemaDefinition } from '../../features';
import { migrateDatabase } from '../../migrate';
import { ZONE } from './cast';
import { playStory, type Story } from './play-story';
import { calendarOf, type Stage } from './stage';

/** The server looks for milestones that have come four times a minute; nobody waits that long for a story. */
const JOBS_EVERY_MS = 1_000;

const ORGANIZATION = 'Harbor Example Recovery Program';

/** What was opened, the latest last: it is closed the other way round. */
type Closings = (() => Promise<void>)[];

/**
 * Plays the story on a server of its own, over a database of its own in a temporary folder, and removes both. It reads no setting:
 * whatever database somebody works with, this is another one.
 * @param signal ends it early; nothing is left behind then, either
 */
export async function runDemo(signal?: AbortSignal): Promise<Story> {
  const closings: Closings = [];
  try {
    const stage = await openStage(closings);
    signal?.throwIfAborted();
    return await untilAborted(playStory(stage), signal);
  } finally {
    await closeAll(closings);
  }
}

/** The latest first, each whatever becomes of the others. */
async function closeAll(closings: Closings): Promise<void> {
  const close = closings.pop();
  if (!close) return;
  try {
    await close();
  } finally {
    await closeAll(closings);
  }
}

async function openStage(closings: Closings): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'alongside-story-'));
  closings.push(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  const postgres = await startEmbeddedPostgres({ dataFolder: folder, durable: false });
  closings.push(() => postgres.stop());
  await migrateDatabase(postgres.url);
  const organizationId = await found(postgres.url);
  const settings = readSettings({ NODE_ENV: 'development', PORT: '0', DATA_DIR: folder, LOG_LEVEL: 'silent' });
  const issuer = await openDevelopmentIssuer(folder, settings.environment);
  const api = await startApi(settings, postgres.url, createLog({ level: settings.logLevel }), {
    jobsMs: JOBS_EVERY_MS,
  });
  closings.push(() => api.stop());
  return {
    url: api.url,
    issuer: issuer.issuer,
    calendar: calendarOf(ZONE, new Date()),
    sign: (subject, role, scopes = []) => issuer.sign({ subject, organizationId, role, scopes }),
  };
}

/** What an operator does once for a new program, with `npm run migrate`. */
async function found(ownerUrl: string): Promise<string> {
  const owner = await openAsOwner(ownerUrl, schemaDefinition);
  try {
    return await foundOrganization(owner.manager, ORGANIZATION, ZONE);
  } finally {
    await owner.destroy();
  }
}

/** The story breaks off where it is; its last request is answered or not, nobody listens any more. */
async function untilAborted<T>(story: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return story;
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  story.catch(() => undefined);
  return Promise.race([story, aborted]);
}

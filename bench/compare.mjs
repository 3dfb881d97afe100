// npm run bench: every contestant side by side.
import { CONTESTANTS } from './contestants/index.mjs';
import { startDatabaseServer } from './database/embedded-server.mjs';
import { removeRecorded } from './database/remove-recorded.mjs';
import { peakMemory } from './load/processor-time.mjs';
import { runRounds } from './load/run-rounds.mjs';
import { OPERATIONS } from './load/subjects-of.mjs';
import { LARGE, LENGTHS, SMALL, USUAL_CONNECTIONS } from './plan.mjs';
import { describeMachine } from './report/machine.mjs';
import { medians } from './report/medians.mjs';
import { summaryOf } from './report/summary.mjs';
import { runRoles } from './roles/run-roles.mjs';
import { openIssuer } from './servers/issuer.mjs';
import { openVolumeWorld, startContestants, stopAll } from './servers/open-bench.mjs';
import { plansOf } from './verify/plans.mjs';
import { verifyAnswers } from './verify/verify-answers.mjs';

/**
 * Runs a plan from the first seed to the last figure.
 * @param {import('./plan.mjs').RunPlan} plan
 * @param {(line: string) => void} tell
 */
export async function compare(plan, tell) {
  const server = await startDatabaseServer();
  const issuer = await openIssuer();
  try {
    const volumes = new Map();
    for (const patients of [SMALL, LARGE]) {
      volumes.set(patients, await openVolumeWorld(server, issuer, patients, tell));
      await removeRecorded(volumes.get(patients).url);
    }
    const report = await measureAll(plan, volumes, { postmaster: server.pid, tell });
    for (const { url } of volumes.values()) await removeRecorded(url);
    return { ...report, machine: await describeMachine(volumes.get(LARGE).url) };
  } finally {
    issuer.stop();
    await server.stop();
  }
}

async function measureAll(plan, volumes, bench) {
  const results = [];
  const memory = {};
  let bytes = {};
  for (const patients of plan.sizes) {
    const volume = volumes.get(patients);
    await withContestants([[volume, plan.contestants]], async (runnings) => {
      bytes = await verifyAnswers(runnings, volume.tokens, Object.values(LENGTHS));
      bench.tell(`${patients} patients: ${runnings.length} servers answer alike`);
      results.push(...(await runOperations(plan, runnings, bench)));
      if (patients === LARGE) results.push(...(await runPages(plan, runnings, bench)));
      for (const { contestant, pid } of runnings) memory[contestant.name] = Math.round(peakMemory(pid));
    });
  }
  let asRoles = [];
  await withContestants([[volumes.get(LARGE), ['alongside', 'postgraphile']]], async (runnings) => {
    const { results: measured, questions } = await runRoles(plan, volumes.get(LARGE), runnings, bench);
    results.push(...measured);
    asRoles = questions;
  });
  await removeRecorded(volumes.get(LARGE).url);
  const both = [SMALL, LARGE].map((patients) => [volumes.get(patients), ['alongside']]);
  await withContestants(both, async (runnings) => results.push(...(await runGrowth(plan, runnings, bench))));
  const plans = await plansOf(volumes.get(LARGE), asRoles);
  const rows = medians(results);
  return { summary: summaryOf(rows, plans), plans, bytes, memory, rows, results };
}

/** @param {[import('./servers/open-bench.mjs').Volume, string[]][]} cast which contestants on which volume */
async function withContestants(cast, work) {
  const runnings = [];
  try {
    for (const [volume, names] of cast) {
      const chosen = CONTESTANTS.filter(({ name }) => names.includes(name));
      const started = await startContestants(volume, chosen);
      runnings.push(...started.map((running) => ({ ...running, patients: volume.patients, tokens: volume.tokens })));
    }
    await work(runnings);
  } finally {
    await stopAll(runnings);
  }
}

async function runOperations(plan, runnings, bench) {
  const results = [];
  for (const connections of plan.connections) {
    for (const operation of OPERATIONS) {
      results.push(...(await runRounds(runnings, { phase: 'operations', operation, connections }, plan, bench)));
    }
  }
  return results;
}

async function runPages(plan, runnings, bench) {
  const results = [];
  for (const first of plan.pages) {
    const load = { phase: 'pages', operation: 'Q3', first, connections: USUAL_CONNECTIONS };
    results.push(...(await runRounds(runnings, load, plan, bench)));
  }
  return results;
}

/** Alongside alone, on both databases in turns. */
async function runGrowth(plan, runnings, bench) {
  const results = [];
  for (const operation of OPERATIONS) {
    const load = { phase: 'growth', operation, connections: USUAL_CONNECTIONS };
    results.push(...(await runRounds(runnings, load, { ...plan, seconds: plan.growthSeconds }, bench)));
  }
  return results;
}

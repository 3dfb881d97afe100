// npm run bench -- --matching: suggested peers among 5,000 mentors and 20,000 meetings, beside the dashboard (Q2) in the same run.
import { BenchError } from './bench-error.mjs';
import { alongside } from './contestants/alongside.mjs';
import { graphqlBody } from './contestants/requests.mjs';
import { withConnection } from './database/connect.mjs';
import { startDatabaseServer } from './database/embedded-server.mjs';
import { clinicOf } from './database/personas.mjs';
import { settleVolume } from './database/volume.mjs';
import { ask } from './load/ask.mjs';
import { measure } from './load/measure.mjs';
import { requestOf } from './load/request-of.mjs';
import { insertPeers, MEETINGS, MENTORS } from './matching/insert-peers.mjs';
import { SMALL, USUAL_CONNECTIONS } from './plan.mjs';
import { median } from './report/median.mjs';
import { openIssuer } from './servers/issuer.mjs';
import { openVolumeWorld, startContestants, stopAll } from './servers/open-bench.mjs';

/** The most that the p95 of suggestions may be, in the p95 of the dashboard. */
const MOST_RATIO = 5;

const ROUNDS = 5;
const SECONDS = 3;
const PATIENTS = 400;

/** A copy of the small volume, which is filled with a region's peers. */
const COPY = 'matching';

const DOCUMENT = `query SuggestedPeers($id: ID!) {
  patient(id: $id) {
    id
    suggestedPeers(first: 5) {
      score
      reasons { factor weight sentence }
      peer { __typename id displayName }
      nextMeeting { startsAt meeting { name modality } }
    }
  }
}`;

const SUGGESTIONS = 'suggested-peers';
const OPERATIONS = ['Q2', SUGGESTIONS];

const subject = {
  ...alongside,
  body: (operation, asked) =>
    operation === SUGGESTIONS
      ? graphqlBody('SuggestedPeers', DOCUMENT, { id: `patient_${asked.patient.replaceAll('-', '')}` })
      : alongside.body(operation, asked),
};

/** @param {(line: string) => void} tell @returns {Promise<{ isQuickEnough: boolean, ratio: number, most: number }>} */
export async function measureMatching(tell) {
  const server = await startDatabaseServer();
  const issuer = await openIssuer();
  let runnings = [];
  try {
    const volume = await openCopy(server, issuer, tell);
    runnings = await startContestants(volume, [subject]);
    const [running] = runnings;
    const asked = await patientsOf(volume);
    running.subjects[SUGGESTIONS] = () => asked;
    await verify(running, asked, volume.tokens);
    const rounds = await takeRounds(running, { tokens: volume.tokens, postmaster: server.pid }, tell);
    const [dashboard, suggestions] = OPERATIONS.map((operation) => middleOf(rounds, operation));
    const ratio = suggestions.p95Ms / dashboard.p95Ms;
    return {
      isQuickEnough: ratio <= MOST_RATIO,
      ratio,
      most: MOST_RATIO,
      mentors: MENTORS,
      meetings: MEETINGS,
      dashboard,
      suggestions,
    };
  } finally {
    await stopAll(runnings);
    issuer.stop();
    await server.stop();
  }
}

async function openCopy(server, issuer, tell) {
  const volume = await openVolumeWorld(server, issuer, SMALL, tell);
  await withConnection(server.urlOf('postgres'), async (client) => {
    await client.query(`drop database if exists ${COPY}`);
    await client.query(`create database ${COPY} template ${new URL(volume.url).pathname.slice(1)}`);
  });
  const [url, runtimeUrl] = [volume.url, volume.runtimeUrl].map((address) => {
    const copied = new URL(address);
    copied.pathname = `/${COPY}`;
    return copied.href;
  });
  await insertPeers(url, await clinicOf(url));
  await settleVolume(url);
  tell(`${MENTORS} mentors and ${MEETINGS} meetings inserted`);
  return { ...volume, url, runtimeUrl };
}

const OF_CLINICIANS = `select m.patient_id, m.clinician_id from care_team_member m
  where m.clinician_id = any($1::uuid[]) and m.ends_at is null order by md5(m.patient_id::text) limit $2`;

/** Patients of the clinicians who ask, each with who. */
async function patientsOf({ url, personas }) {
  const clinicians = Object.entries(personas).filter(([name]) => name.startsWith('clinician-'));
  const nameOf = new Map(clinicians.map(([name, { principal }]) => [principal, name]));
  const { rows } = await withConnection(url, (client) => client.query(OF_CLINICIANS, [[...nameOf.keys()], PATIENTS]));
  return rows.map(({ patient_id: patient, clinician_id: clinician }) => ({ persona: nameOf.get(clinician), patient }));
}

/** Before anything is timed, every answer has to be whole. @throws BenchError */
async function verify({ url, contestant }, asked, tokens) {
  let meetings = 0;
  for (const one of asked.slice(0, 50)) {
    const { data } = await ask(url, requestOf(contestant, SUGGESTIONS, one, tokens));
    const found = data.patient.suggestedPeers;
    const isWhole = found.length === 5 && found.every(({ peer, reasons }) => peer && reasons.length > 0);
    if (!isWhole) throw new BenchError('A patient of the bench is not suggested five peers with reasons.');
    meetings += found.filter(({ nextMeeting }) => nextMeeting).length;
  }
  if (meetings === 0) throw new BenchError('No suggestion of the bench says when a group meets next.');
}

async function takeRounds(running, bench, tell) {
  const load = { connections: USUAL_CONNECTIONS, seconds: SECONDS };
  const rounds = [];
  for (const operation of OPERATIONS) await measure(running, { ...load, operation, seconds: 2 }, bench);
  for (let round = 0; round < ROUNDS; round += 1) {
    const order = round % 2 === 0 ? OPERATIONS : [...OPERATIONS].reverse();
    for (const operation of order)
      rounds.push({ operation, ...(await measure(running, { ...load, operation }, bench)) });
  }
  for (const operation of OPERATIONS) {
    const { perSecond, p95Ms } = middleOf(rounds, operation);
    tell(`${operation}: ${Math.round(perSecond)}/s, p95 ${p95Ms.toFixed(1)} ms`);
  }
  return rounds;
}

function middleOf(rounds, operation) {
  const own = rounds.filter((round) => round.operation === operation);
  const names = ['perSecond', 'p50Ms', 'p95Ms', 'p99Ms', 'serverCpuMs', 'postgresCpuMs'];
  return Object.fromEntries(names.map((name) => [name, median(own.map((round) => round[name]))]));
}

import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { Role } from '../../../src/access/role';
import { type Caller, startTestApp, type TestApp } from '../../support/app';
import { asAdmin } from '../../support/database';
import { aClinician } from '../../support/factories';
import { aCarePlan, aCareTeam } from '../../support/factories/care-plans';
import { liveUrl, subscribe, TELLING_MS } from '../../support/subscriber';
import { uuidOf } from '../../support/uuid-of';

jest.setTimeout(60_000);

const PLANS = `subscription Plans($patientId: ID) { ...changed }
  fragment changed on Subscription { ... { patientChanged(patientId: $patientId) { ...shown } } }
  fragment shown on ChangeEvent { type version subjectId subject { ... on CarePlan { title } } }`;
const TRY_AGAIN_LATER = 1013;

let app: TestApp;
beforeEach(async () => {
  app = await startTestApp();
});
afterEach(() => app?.stop());

const sql = (text: string, values: unknown[] = []) => asAdmin(app.databaseUrl, (admin) => admin.query(text, values));
const touch = (carePlanId: string) =>
  sql('update care_plan set version = version + 1 where id = $1', [uuidOf(carePlanId)]);

/** A patient with a plan, somebody who sees both, and somebody who sees neither and knows the id. */
async function twoScreens() {
  const { clinician, patientId } = await aCareTeam(app);
  const carePlanId = await aCarePlan(app, { patientId, by: clinician, title: 'Sleep' });
  const stranger = await app.asClinician(await aClinician(app));
  const open = (by: Caller) => subscribe(app, by, PLANS, { patientId });
  const [seeing, blind] = [await open(clinician), await open(stranger)];
  return { clinician, patientId, carePlanId, seeing, blind };
}

/** Whether a connection has been closed. */
const isOpen = async ({ closed }: { closed: Promise<number> }) =>
  (await Promise.race([closed, sleep(50, 'open')])) === 'open';

it('waits for a database that does not answer: an event is sent when it does, and nobody is told that it did not', async () => {
  const { carePlanId, seeing, blind } = await twoScreens();
  await sql('alter function app.enter rename to enter_away');
  await touch(carePlanId);
  await sleep(TELLING_MS);
  expect([seeing.sent, blind.sent]).toEqual([[], []]);
  await sql('alter function app.enter_away rename to enter');
  await seeing.received(1);
  await sleep(TELLING_MS);
  expect(seeing.sent).toEqual([
    { data: { patientChanged: { type: 'CARE_PLAN', version: 2, subjectId: carePlanId, subject: { title: 'Sleep' } } } },
  ]);
  expect(blind.sent).toEqual([]);
  expect(await isOpen(seeing)).toBe(true);
  expect(await isOpen(blind)).toBe(true);
  await Promise.all([seeing.stop(), blind.stop()]);
});

it('ends the connection of whoever cannot be sent what they may see, so that they ask for it, and of nobody else', async () => {
  const { clinician, carePlanId, seeing, blind } = await twoScreens();
  await sql('alter table care_plan rename column title to title_away');
  await touch(carePlanId);
  expect(await seeing.closed).toBe(TRY_AGAIN_LATER);
  await sleep(TELLING_MS);
  expect([seeing.sent, blind.sent]).toEqual([[], []]);
  expect(await isOpen(blind)).toBe(true);
  await sql('alter table care_plan rename column title_away to title');
  const { changes } = await clinician.data('{ changes(types: [CARE_PLAN]) { nodes { subjectId version } } }');
  expect(changes.nodes).toContainEqual({ subjectId: carePlanId, version: 2 });
  await blind.stop();
});

it('tells what is wrong with the document to whoever may see the event, and to nobody else', async () => {
  const { clinician, patientId } = await aCareTeam(app);
  const carePlanId = await aCarePlan(app, { patientId, by: clinician });
  const stranger = await app.asClinician(await aClinician(app));
  const wrong = `subscription ($patientId: ID) { patientChanged(patientId: $patientId) {
    subject { ... on CarePlan { patient { carePlans(after: "no cursor") { totalCount } } } } } }`;
  const screens = await Promise.all([clinician, stranger].map((by) => subscribe(app, by, wrong, { patientId })));
  await touch(carePlanId);
  await screens[0]?.received(1);
  await sleep(TELLING_MS);
  const codes = screens.map(({ sent }) => sent.map(({ errors }) => errors?.map(({ extensions }) => extensions.code)));
  expect(codes).toEqual([[['BAD_USER_INPUT']], []]);
  await Promise.all(screens.map((screen) => screen.stop()));
});

/** A connection of somebody's, as soon as it was taken; or the code with which it was not. */
async function connect(caller: Caller): Promise<WebSocket | number> {
  const authorization = `Bearer ${await caller.token()}`;
  const socket = new WebSocket(liveUrl(app), 'graphql-transport-ws');
  socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization } })));
  return new Promise((resolve) => {
    socket.once('message', () => resolve(socket));
    socket.once('close', (code) => resolve(code));
  });
}

it('takes ten connections of a login, whatever tokens they come with, and another one when one of them has ended', async () => {
  const [subject, other] = ['many-screens', app.as(Role.INTAKE)];
  const caller = () => app.as(Role.INTAKE, { subject });
  const taken: WebSocket[] = [];
  for (let nth = 0; nth < 10; nth += 1) {
    const socket = await connect(caller());
    if (typeof socket === 'number') throw new Error(`Closed with ${socket}.`);
    taken.push(socket);
  }
  expect(await connect(caller())).toBe(TRY_AGAIN_LATER);
  const ofAnother = await connect(other);
  expect(ofAnother).toBeInstanceOf(WebSocket);
  const [first] = taken;
  await new Promise((resolve) => {
    first?.once('close', resolve);
    first?.close();
  });
  await sleep(100);
  const next = await connect(caller());
  expect(next).toBeInstanceOf(WebSocket);
  for (const socket of [...taken, ofAnother, next]) if (socket instanceof WebSocket) socket.terminate();
});

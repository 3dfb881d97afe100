import { Client } from 'pg';
import { Role } from '../../../src/access/role';
import { parseGlobalId } from '../../../src/platform/graphql/ids';
import { type Caller, startTestApp, type TestApp } from '../../support/app';
import { aPatient } from '../../support/factories';
import { aMentor } from '../../support/factories/peers';
import { untilWaiting } from '../../support/until-waiting';

let app: TestApp;
let administrator: Caller;
/** What the feature above does with a trigger: it takes and frees slots. */
let links: Client;

beforeAll(async () => {
  app = await startTestApp();
  administrator = app.as(Role.ADMINISTRATOR);
  links = new Client({ connectionString: app.databaseUrl });
  await links.connect();
});
afterAll(async () => {
  await links.end();
  await app.stop();
});

const REVISE = `mutation ($input: RevisePeerMentorInput!) { revisePeerMentor(input: $input) {
  ... on RevisePeerMentorPayload { peerMentor { capacity } } } }`;

const change = (mentorId: string, set: string) =>
  links.query(`update peer_mentor_standing set ${set} where id = $1`, [parseGlobalId(mentorId)?.uuid]);

const accepts = async (id: string, caller = administrator): Promise<boolean> =>
  (await caller.data('query ($id: ID!) { peerMentor(id: $id) { acceptingMentees } }', { id })).peerMentor
    .acceptingMentees;

describe('the openings of a mentor', () => {
  it('end when the last slot is taken and come back when one is free, for patients too', async () => {
    const id = await aMentor(app, { capacity: 2 });
    const patient = await app.asHolder(Role.PATIENT, await aPatient(app));
    await change(id, 'slots_taken = 1');
    expect([await accepts(id), await accepts(id, patient)]).toEqual([true, true]);
    await change(id, 'slots_taken = 2');
    expect([await accepts(id), await accepts(id, patient)]).toEqual([false, false]);
    await change(id, 'slots_taken = 1');
    expect([await accepts(id), await accepts(id, patient)]).toEqual([true, true]);
  });

  it('last through the last day of the credential, as the program counts its days', async () => {
    const id = await aMentor(app);
    const today = "(now() at time zone 'America/Los_Angeles')::date";
    await change(id, `credential_expires_on = ${today}`);
    expect(await accepts(id)).toBe(true);
    await change(id, `credential_expires_on = ${today} - 1`);
    expect(await accepts(id)).toBe(false);
    await change(id, 'credential_expires_on = null');
    expect(await accepts(id)).toBe(true);
  });

  it('never let anybody count more than the capacity', async () => {
    const id = await aMentor(app, { capacity: 1 });
    await expect(change(id, 'slots_taken = 2')).rejects.toMatchObject({ constraint: 'peer_mentor_capacity' });
    await expect(change(id, 'slots_taken = -1')).rejects.toMatchObject({ constraint: 'peer_mentor_capacity' });
  });
});

describe('lowering the capacity', () => {
  it('is refused below the slots that are taken', async () => {
    const id = await aMentor(app, { capacity: 3 });
    await change(id, 'slots_taken = 2');
    const revise = (capacity: number) =>
      administrator.send(REVISE, { input: { peerMentorId: id, expectedVersion: 3, capacity } });
    const { errors } = await revise(1);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: 'input.capacity' }] });
    const { data } = await revise(2);
    expect(data.revisePeerMentor.peerMentor.capacity).toBe(2);
  });

  it('is refused when somebody takes the slot at that moment', async () => {
    const id = await aMentor(app, { capacity: 1 });
    await links.query('begin');
    await change(id, 'slots_taken = 1');
    const revising = administrator.send(REVISE, { input: { peerMentorId: id, expectedVersion: 3, capacity: 0 } });
    await untilWaiting(links);
    await links.query('commit');
    const { errors } = await revising;
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: 'input.capacity' }] });
    const after = await administrator.data('query ($id: ID!) { peerMentor(id: $id) { version capacity openSlots } }', {
      id,
    });
    expect(after.peerMentor).toEqual({ version: 3, capacity: 1, openSlots: 0 });
  });
});

import { Role } from '../../../../src/access/role';
import { type Caller, startTestApp, type TestApp } from '../../../support/app';
import { aClinician, aPatient } from '../../../support/factories';
import { setPreferences, suggestions } from '../../../support/factories/matching';
import { aMeeting, aMentor, aPeerGroup } from '../../../support/factories/peers';

let app: TestApp;
let clinicianId: string;
let ada: Caller;

beforeAll(async () => {
  app = await startTestApp();
  clinicianId = await aClinician(app);
  ada = await app.asClinician(clinicianId);
});
afterAll(() => app.stop());

it('explores', async () => {
  const patientId = await aPatient(app, {
    careTeam: [clinicianId],
    languages: ['en'],
    timeZone: 'America/Los_Angeles',
  });
  await aMentor(app, {
    displayName: 'M1',
    availability: [{ weekday: 'TUESDAY', from: '17:00', to: '20:00' }],
    specialties: ['Young People'],
  });
  await aMentor(app, { displayName: 'M2', languages: ['es'] });
  const peerGroupId = await aPeerGroup(app, { displayName: 'G1', meetingTypes: ['Y', 'O'] });
  await aMeeting(app, { peerGroupId, weekday: 'TUESDAY', name: 'T' });
  await aMeeting(app, { peerGroupId, weekday: 'MONDAY', name: 'M' });
  console.log(JSON.stringify(await suggestions(ada, patientId), null, 1));
  console.log(
    JSON.stringify(
      await setPreferences(ada, {
        patientId,
        approaches: ['SECULAR'],
        fellowships: ['SMART_RECOVERY'],
        meetingTypes: ['Y'],
        maxDistanceKm: 10,
        availability: [{ weekday: 'TUESDAY', from: '18:00', to: '21:00' }],
      }),
    ),
  );
  console.log(JSON.stringify(await suggestions(ada, patientId), null, 1));
  const me = await app.asHolder(Role.PATIENT, patientId);
  console.log(JSON.stringify(await suggestions(me, patientId), null, 1));
});

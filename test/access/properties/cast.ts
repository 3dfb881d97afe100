import { Role } from '../../../src/access/role';
import type { Caller, TestApp } from '../../support/app';
import { aClinician, aPatient, aSeat } from '../../support/factories';
import { aCarePlan, aSafetyFact } from '../../support/factories/care-plans';
import { aClient } from '../../support/factories/consents';
import { aSupervisedMentor, aSupervisor } from '../../support/factories/peer-contacts';
import { anAcceptedLink } from '../../support/factories/peer-links';
import { aMentor, aPeerGroup } from '../../support/factories/peers';
import { type Actor, type Holder, type Patient, SCOPES, type System, type World } from './world';

/** Everybody who acts and looks, with a caller each. */
export interface Cast {
  readonly app: TestApp;
  readonly ids: Record<Holder, string>;
  readonly callers: Record<Exclude<Actor, 'patient 0' | 'patient 1'>, Caller>;
  readonly officer: Caller;
  readonly groupId: string;
}

/** One history: its two patients, and what the model knows of them. */
export interface Stage extends Cast {
  readonly patientIds: readonly [string, string];
  readonly patients: readonly [Caller, Caller];
  readonly world: World;
}

export async function aCast(app: TestApp): Promise<Cast> {
  const [ada, cover] = [await aClinician(app), await aClinician(app)];
  const { supervisorId, supervisor } = await aSupervisor(app);
  const capacity = 100;
  const [employed, volunteer] = [
    await aSupervisedMentor(app, supervisorId, { capacity }),
    await aMentor(app, { supervisorId, capacity }),
  ];
  const client = (system: System) =>
    aClient(app, {
      scopes: SCOPES[system].names.map((name) => `system/${name}.rs`),
      ...(system === 'recordSystem' ? { kind: 'EHR_SYSTEM' } : {}),
    });
  const systems = {
    wideApp: await client('wideApp'),
    narrowApp: await client('narrowApp'),
    recordSystem: await client('recordSystem'),
  };
  const { wideApp, narrowApp, recordSystem } = systems;
  return {
    app,
    ids: {
      ada,
      cover,
      employed,
      volunteer,
      wideApp: wideApp.id,
      narrowApp: narrowApp.id,
      recordSystem: recordSystem.id,
    },
    callers: {
      ada: await app.asClinician(ada),
      cover: await app.asClinician(cover),
      employed: await app.asHolder(Role.PEER_MENTOR, employed),
      volunteer: await app.asHolder(Role.PEER_MENTOR, volunteer),
      wideApp: wideApp.caller,
      narrowApp: narrowApp.caller,
      recordSystem: recordSystem.caller,
      supervisor,
      director: app.as(Role.PROGRAM_DIRECTOR),
      intake: app.as(Role.INTAKE),
    },
    officer: app.as(Role.PRIVACY_OFFICER),
    groupId: await aPeerGroup(app),
  };
}

/** Two new patients, with something to see in every category. */
export async function aStage(cast: Cast): Promise<Stage> {
  const world: World = { now: 0, consents: [], links: [], seats: [], emergencies: [], restrictions: [], attempts: [] };
  const enter = async (patient: Patient): Promise<[string, Caller]> => {
    const { app, callers, ids } = cast;
    const patientId = await aPatient(app, {
      preferredName: 'Rob',
      contactPoints: [{ channel: 'SMS', value: '+1 555 0100', mayLeaveMessage: false, sayWhoWeAre: false }],
    });
    const seatId = await aSeat(app, { patientId, clinicianId: ids.ada });
    world.seats.push({ id: seatId, patient, clinician: 'ada', from: 0, until: Number.POSITIVE_INFINITY });
    await aCarePlan(app, { patientId, by: callers.ada });
    await aSafetyFact(callers.ada, patientId);
    const purposes = ['EMOTIONAL_SUPPORT', 'RETURN_FROM_RECURRENCE'];
    const { id } = await anAcceptedLink(app, callers.ada, { patientId, peerGroupId: cast.groupId, purposes });
    world.links.push({
      id,
      patient,
      mentor: null,
      helpsAfterReturn: true,
      status: 'ACCEPTED',
      patientAgreed: true,
      lacksConsent: false,
    });
    return [patientId, await app.asHolder(Role.PATIENT, patientId)];
  };
  const [[firstId, first], [secondId, second]] = [await enter(0), await enter(1)];
  return { ...cast, world, patientIds: [firstId, secondId], patients: [first, second] };
}

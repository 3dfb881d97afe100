import DataLoader from 'dataloader';
import { type EntityManager, type FindOptionsOrder, type FindOptionsWhere, In, IsNull } from 'typeorm';
import { CareActivity, CarePlan, Clinician, PatientIdentity, PatientStanding, type Row, Session } from './entities';
import { Meeting, PeerGroup, PeerLink, PeerMentor } from './peer-entities';

/** The loaders of one request, on its transaction. */
export function loadersOn(manager: EntityManager) {
  return {
    identity: byId(manager, PatientIdentity),
    standing: byId(manager, PatientStanding),
    clinician: byId(manager, Clinician),
    activity: byId(manager, CareActivity),
    mentor: byId(manager, PeerMentor),
    group: byId(manager, PeerGroup),
    plansOfPatient: listOf(manager, CarePlan, 'patientId', { createdAt: 'DESC', id: 'DESC' }),
    activitiesOfPlan: listOf(manager, CareActivity, 'carePlanId', { id: 'ASC' }),
    linksOfPlan: listOf(manager, PeerLink, 'carePlanId', { createdAt: 'DESC', id: 'DESC' }),
    sessionsOfActivity: listOf(
      manager,
      Session,
      'activityId',
      { occurredAt: 'DESC', id: 'DESC' },
      { enteredInErrorAt: IsNull() },
    ),
    meetingsOfGroup: listOf(manager, Meeting, 'peerGroupId', { name: 'ASC', id: 'ASC' }, { active: true }),
  };
}

export type Loaders = ReturnType<typeof loadersOn>;

type EntityOf<T> = abstract new () => T;

function byId<T extends Row>(manager: EntityManager, entity: EntityOf<T>): DataLoader<string, T | null> {
  return new DataLoader(async (ids) => {
    const rows = await manager.getRepository<T>(entity as never).findBy({ id: In([...ids]) } as FindOptionsWhere<T>);
    const found = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => found.get(id) ?? null);
  });
}

function listOf<T extends Row, K extends keyof T & string>(
  manager: EntityManager,
  entity: EntityOf<T>,
  parent: K,
  order: FindOptionsOrder<T>,
  narrowing: FindOptionsWhere<T> = {},
): DataLoader<string, T[]> {
  return new DataLoader(async (ids) => {
    const where = { ...narrowing, [parent]: In([...ids]) } as FindOptionsWhere<T>;
    const rows = await manager.getRepository<T>(entity as never).find({ where, order });
    const lists = new Map<unknown, T[]>(ids.map((id) => [id, []]));
    for (const row of rows) lists.get(row[parent])?.push(row);
    return ids.map((id) => lists.get(id) ?? []);
  });
}

import type { DataSource, EntityManager } from 'typeorm';
import { newId } from '../platform/graphql/ids';
import type { Row } from '../platform/graphql/reads';
import { eventStatement, type RecordedEvent } from './record-event';

/** What work of the program itself has to do it with. */
export interface Program {
  query(text: string, values: readonly unknown[]): Promise<Row[]>;
  /** Writes the event beside the change it tells of, under the program's own name: both last, or neither. */
  emit(event: RecordedEvent): Promise<void>;
}

/**
 * Work that nobody asks for, in one transaction of one organization. Row security shows the program no patient: it does what the functions
 * of the database do for it, and nothing else. No token speaks for it.
 */
export async function asProgram<T>(
  dataSource: DataSource,
  organizationId: string,
  now: Date,
  work: (program: Program) => Promise<T>,
): Promise<T> {
  // Each statement sees what was committed before it, as locks need.
  return dataSource.transaction('READ COMMITTED', async (manager) => {
    await manager.query('select app.enter_job($1)', [organizationId]);
    return work(programOf(manager, now));
  });
}

function programOf(manager: EntityManager, now: Date): Program {
  const occasion = { now, requestId: newId() };
  return {
    query: (text, values) => manager.query(text, [...values]),
    emit: async (event) => {
      const { text, values } = eventStatement(occasion, event);
      await manager.query(text, [...values]);
    },
  };
}

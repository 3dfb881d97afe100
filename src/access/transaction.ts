import type { EntityManager } from 'typeorm';
import { newId } from '../platform/graphql/ids';
import { type LoaderDefinition, loadOne, type ReadContext, type Row, type Tables } from '../platform/graphql/reads';
import { eventStatement, type RecordedEvent } from './record-event';
import type { Session } from './session';
import type { Viewer } from './viewer';

/** What an action writes with: one transaction that carries the viewer, with loaders of its own. */
export class Transaction implements ReadContext {
  readonly now: Date;
  readonly tables: Tables;
  readonly maxPageSize: number;
  readonly cursorKey: Buffer;
  readonly countsTotals = false;
  readonly loaders = new Map<unknown, unknown>();

  constructor(
    private readonly parent: ReadContext & { readonly requestId: string },
    private readonly session: Session,
  ) {
    this.now = parent.now;
    this.tables = parent.tables;
    this.maxPageSize = parent.maxPageSize;
    this.cursorKey = parent.cursorKey;
  }

  get viewer(): Viewer {
    return this.session.viewer;
  }

  get cursorScope(): string {
    return this.parent.cursorScope;
  }

  /** TypeORM over this transaction. */
  get manager(): EntityManager {
    return this.session.manager;
  }

  query(text: string, values: readonly unknown[]): Promise<Row[]> {
    return this.session.query(text, values);
  }

  /** One value through this transaction's own DataLoader. */
  load<V>(definition: LoaderDefinition<ReadContext, V>, key: string): Promise<V> {
    return loadOne<ReadContext, V>(this, definition, key);
  }

  /** Makes an entity of this organization with a new id and writes it. */
  async insert<T extends object>(entity: new () => T, values: Omit<Partial<T>, 'id' | 'organizationId'>): Promise<T> {
    const row = Object.assign(new entity(), { organizationId: this.viewer.organizationId, id: newId() }, values);
    await this.manager.insert(entity, row as never);
    return row;
  }

  /** Writes the event beside the change it tells of: both last, or neither. */
  async emit(event: RecordedEvent): Promise<void> {
    const { text, values } = eventStatement(
      { viewer: this.viewer, now: this.now, requestId: this.parent.requestId },
      event,
    );
    await this.query(text, values);
  }
}

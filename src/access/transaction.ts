import { newId } from '../platform/graphql/ids';
import type { EntityClass } from '../platform/graphql/nodes';
import {
  type LoaderDefinition,
  loadOne,
  type ReadContext,
  type Row,
  rowsByIdStatement,
  shown,
  type Tables,
} from '../platform/graphql/reads';
import { eventStatement, type RecordedEvent } from './record-event';
import type { Session } from './session';
import type { Viewer } from './viewer';
import { insertStatement, updateStatement } from './write-statements';

/** What an action writes with: one transaction that carries the viewer, with loaders of its own. */
export class Transaction implements ReadContext {
  readonly now: Date;
  readonly tables: Tables;
  readonly maxPageSize: number;
  readonly cursorKey: Buffer;
  readonly countsTotals = false;
  readonly isOutsider: boolean;
  readonly loaders = new Map<unknown, unknown>();
  /** The payload beneath which everything was read already, if there is one. */
  payload: object | undefined;

  constructor(
    private readonly parent: ReadContext & { readonly requestId: string; readonly viewer: Viewer },
    private readonly session: Session,
    readonly organizationId: string,
    private readonly readAhead: (payload: object) => void,
  ) {
    this.now = parent.now;
    this.tables = parent.tables;
    this.isOutsider = parent.isOutsider;
    this.maxPageSize = parent.maxPageSize;
    this.cursorKey = parent.cursorKey;
  }

  /** Who is asking. Known as soon as anything was read. */
  get viewer(): Viewer {
    return this.session.known ?? this.parent.viewer;
  }

  get cursorScope(): string {
    return this.parent.cursorScope;
  }

  query(text: string, values: readonly unknown[]): Promise<Row[]> {
    return this.session.query({ text, values });
  }

  /** One statement whose answer nobody needs: whether it could be done shows at the end. */
  write(text: string, values: readonly unknown[]): void {
    this.session.write({ text, values });
  }

  /** One value through this transaction's own DataLoader. */
  load<V>(definition: LoaderDefinition<ReadContext, V>, key: string): Promise<V> {
    return loadOne<ReadContext, V>(this, definition, key);
  }

  /** A row as it is now, held against every other writer until the transaction ends; null when absent or invisible. */
  hold<T extends object>(entity: EntityClass<T>, id: string): Promise<T | null> {
    return this.#lock(entity, id, 'for no key update');
  }

  /** A row as it stays until the transaction ends: others may rely on it at the same time. Null when absent or invisible. */
  pin<T extends object>(entity: EntityClass<T>, id: string): Promise<T | null> {
    return this.#lock(entity, id, 'for share');
  }

  /** Makes an entity of this organization with a new id and writes it. Whether it could be written shows at the end. */
  insert<T extends object>(entity: new () => T, values: Omit<Partial<T>, 'id' | 'organizationId'>): T {
    return this.insertAs(newId(), entity, values);
  }

  /** The same, with an id that is known before: of what belongs to another row one to one. */
  insertAs<T extends object>(id: string, entity: new () => T, values: Omit<Partial<T>, 'id' | 'organizationId'>): T {
    const row = Object.assign(new entity(), { organizationId: this.organizationId, id }, values);
    this.session.write(insertStatement(entity, row, this.tables));
    return row;
  }

  /** Changes the rows whose columns have these values; null means absent. Whether it could be done shows at the end. */
  update<T extends object>(entity: EntityClass<T>, where: Partial<T>, changes: Partial<T>): void {
    this.session.write(updateStatement(entity, where, changes, this.tables));
  }

  /** The same, where it matters whether there is such a row. @returns how many there were, within the viewer's sight */
  async updateCounted<T extends object>(
    entity: EntityClass<T>,
    where: Partial<T>,
    changes: Partial<T>,
  ): Promise<number> {
    const { text, values } = updateStatement(entity, where, changes, this.tables);
    return (await this.query(`${text} returning true`, values)).length;
  }

  /** Reads what the answer shows beneath this payload, before what is written next takes it out of the viewer's sight. */
  readPayload(payload: object): void {
    this.payload = payload;
    this.readAhead(payload);
  }

  /** Writes the event beside the change it tells of: both last, or neither. */
  emit(event: RecordedEvent): void {
    this.session.write(eventStatement({ now: this.now, requestId: this.parent.requestId }, event));
  }

  async #lock<T extends object>(entity: EntityClass<T>, id: string, strength: string): Promise<T | null> {
    const { text, values } = rowsByIdStatement(entity, [id], this);
    const [row] = await this.query(`${text} ${strength}`, values);
    return row ? shown(this, entity, row) : null;
  }
}

import { PublicError, unauthenticated, unavailable } from '../platform/graphql/errors';
import type { EntityClass } from '../platform/graphql/nodes';
import type { PlanContext, PlannedStatement } from '../platform/graphql/plan';
import { type LoaderDefinition, loadOne, type ReadContext, type Row, type Tables } from '../platform/graphql/reads';
import { Accounting } from './accounting';
import type { Announcements } from './announcements';
import { Caller, REACHES_FEW } from './callers';
import { type RunningMutation, rememberOutcome } from './idempotency-record';
import type { Part2Extension } from './part2';
import { eventStatement, type RecordedEvent } from './record-event';
import type { RequestFacts } from './request-facts';
import type { Role } from './role';
import type { Services } from './services';
import { Session } from './session';
import { Transaction } from './transaction';
import type { Viewer } from './viewer';

/**
 * One operation: who asks, when, and the transaction that whatever it reads shares, so that no nested edge can go round row
 * security. An action goes on to write in it, and what is shown of that is read before it ends: in another only where looks are
 * written down, where code answers a field, and of what was known before.
 */
export class Context implements PlanContext {
  readonly requestId: string;
  readonly now: Date;
  readonly maxPageSize: number;
  readonly cursorKey: Buffer;
  /** What is passed on of the changes that were committed, to whoever listens. */
  readonly announcements: Announcements;
  readonly loaders = new Map<unknown, unknown>();
  /** The mutation field at work, by its name in the answer; set while it runs. */
  mutation: RunningMutation | undefined;
  readonly #traffic = { statements: 0, roundTrips: 0 };
  readonly #account = new Accounting();
  readonly #caller: Caller | undefined;
  #session: Promise<Session> | undefined;
  #mode: 'read' | 'write' = 'read';
  #hasWritten = false;
  #brief: Promise<Session> | undefined;
  #viewer: Viewer | undefined;
  #isOver = false;
  operation: string | undefined;
  readAhead: ((payload: unknown) => void) | undefined;
  /** The transaction in which a payload is read ahead; set only while its statements are being sent. */
  #writing: Session | undefined;

  constructor(
    private readonly services: Services,
    private readonly facts: RequestFacts,
  ) {
    this.requestId = facts.requestId;
    this.now = facts.now ?? new Date();
    this.maxPageSize = services.maxPageSize;
    this.cursorKey = services.cursorKey;
    this.announcements = services.announcements;
    this.#caller = facts.claims && new Caller(facts.claims, services.callers);
  }

  /** Makes the viewer known. @throws UNAUTHENTICATED */
  async enter(): Promise<Viewer> {
    return this.#viewer ?? this.#learn(await (await this.#open()).viewer);
  }

  async meet(): Promise<void> {
    if (!this.#caller || this.#caller.isMet) return;
    try {
      const { isOutsider } = await this.enter();
      const session = await this.#open();
      const [counted] = isOutsider ? await session.control({ text: REACHES_FEW, values: [] }) : [];
      this.#caller.remember({ isOutsider, reachesFew: counted?.few === true });
    } catch (error) {
      // Whoever reads first is told.
      if (!(error instanceof PublicError)) throw error;
    }
  }

  /** From now on, transactions begin as ones that an action may write in. Who asks is known as soon as anything was read. */
  beginWriting(): void {
    this.#mode = 'write';
  }

  /** Where the viewer acts. @throws UNAUTHENTICATED */
  get organizationId(): string {
    return this.#known().claims.organizationId;
  }

  /** Whether the viewer is known. */
  get isEntered(): boolean {
    return this.#viewer !== undefined;
  }

  /** Who is asking. Known once `enter` has answered, or anything was read. */
  get viewer(): Viewer {
    if (!this.#viewer) throw new Error('The viewer is not known before anything was read.');
    return this.#viewer;
  }

  /** The role in the token; undefined without a token. */
  get roleName(): Role | undefined {
    return this.facts.claims?.role;
  }

  /** The caller's idempotency key, with a digest of the body it came with. */
  get idempotency(): RequestFacts['idempotency'] {
    return this.facts.idempotency;
  }

  get isOutsider(): boolean {
    return this.#caller?.isOutsider ?? true;
  }

  get countsTotals(): boolean {
    return this.#caller?.countsTotals ?? false;
  }

  get keepsAccount(): boolean {
    return this.#caller?.keepsAccount ?? false;
  }

  /** The tables as this caller may know them. */
  get tables(): Tables {
    return this.seesParts ? this.services.tables.ofParts : this.services.tables;
  }

  get seesParts(): boolean {
    return this.#caller?.seesParts ?? true;
  }

  get reachSql(): string | undefined {
    return this.#caller?.reachSql;
  }

  /** What the answer carries beside its data. */
  get extensions(): { readonly part2: Part2Extension } | undefined {
    const { part2 } = this.#account;
    return part2 && { part2 };
  }

  /** @throws UNAVAILABLE when somebody turns out to stand outside, and what they read was read without account */
  #learn(viewer: Viewer): Viewer {
    if (!viewer.isOutsider || this.keepsAccount) {
      this.#viewer = viewer;
      return viewer;
    }
    this.#caller?.forget();
    throw unavailable();
  }

  get cursorScope(): string {
    return this.#known().scope;
  }

  /** How many SQL statements this operation has sent, without those that begin and end its transactions. */
  get statementCount(): number {
    return this.#traffic.statements;
  }

  /** How often it has waited for the database. */
  get roundTripCount(): number {
    return this.#traffic.roundTrips;
  }

  async query(text: string, values: readonly unknown[]): Promise<Row[]> {
    const session = await this.#open();
    const rows = await session.query({ text, values });
    this.#meetThrough(session);
    return rows;
  }

  async read({ text, values, isLast }: PlannedStatement): Promise<Row[]> {
    if (this.#writing) return this.#writing.query({ text, values });
    const session = await (this.#hasWritten && !this.keepsAccount ? this.#openBriefly() : this.#open());
    // What was seen may have to be written down at the end.
    const isEnd = isLast && !this.keepsAccount;
    const rows = await (isEnd ? session.queryLast({ text, values }) : session.query({ text, values }));
    this.#meetThrough(session);
    return rows;
  }

  /** One value through the operation's own DataLoader. */
  load<V>(definition: LoaderDefinition<ReadContext, V>, key: string): Promise<V> {
    return loadOne<ReadContext, V>(this, definition, key);
  }

  /** Writes an audit line in the read transaction: for looks that are themselves audited. It lasts when the operation closes. */
  async emit(event: RecordedEvent): Promise<void> {
    const session = await this.#open();
    session.write(eventStatement(this, event));
  }

  /**
   * Runs an action's writes in one transaction, which may have begun with what the action read before; an error undoes them all.
   * What was loaded before is forgotten, so that the answer shows what was written.
   */
  async transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    const session = await this.#openToWrite();
    this.#session = undefined;
    this.loaders.clear();
    const result = await this.#attempt(session, async () => {
      const read = (payload: unknown): void => this.#readPayload(payload, session);
      const tx = new Transaction(this, session, this.organizationId, read);
      const done = await work(tx);
      if (this.mutation) rememberOutcome(tx, this.mutation, done);
      // Unless whom it shows has to be written down: then it is read after it.
      if (!this.keepsAccount && tx.payload !== done) read(done);
      return done;
    });
    await session.commit();
    this.services.onCommit();
    this.#meetThrough(session);
    this.#hasWritten = true;
    if (this.mutation) this.mutation.isDone = true;
    return result;
  }

  /** What the payload shows of what was written is read with the writes. */
  #readPayload(payload: unknown, session: Session): void {
    this.#writing = session;
    try {
      this.readAhead?.(payload);
    } finally {
      this.#writing = undefined;
    }
  }

  #meetThrough(session: Session): void {
    if (!this.#viewer && session.known) this.#learn(session.known);
  }

  note(entity: EntityClass, row: Row, owner?: string): void {
    if (this.keepsAccount) this.#account.note(entity, row, owner);
  }

  /** Ends the read transaction and forgets what was loaded. The next read opens another, and sees what was written since. */
  async refresh(): Promise<void> {
    const session = this.#session;
    this.#session = undefined;
    this.loaders.clear();
    const opened = await session?.catch(() => undefined);
    if (opened) await this.#account.finish(opened, this, this.services.logFlush);
  }

  /**
   * Ends the operation. GraphQL answers as soon as a non-null field fails, while its siblings still read. What they ask for from
   * now on never comes: it would open a transaction that nobody ends, and as an error it would be one that nobody hears.
   */
  async close(): Promise<void> {
    // An action may have ended the transaction in which a patient was seen.
    if (!this.#account.isSettled) await this.#open();
    this.#isOver = true;
    await this.refresh();
    this.#account.requireWhole();
  }

  #known(): Caller {
    if (this.#isOver) throw new Error('The operation is over.');
    if (!this.#caller) throw unauthenticated();
    return this.#caller;
  }

  async #open(): Promise<Session> {
    const before = this.#session;
    // What is asked for after a last statement begins anew; somebody else may have begun meanwhile.
    if (before && (await before).isOver && this.#session === before) this.#session = undefined;
    if (this.#isOver) return new Promise(() => undefined);
    this.#session ??= Session.begin(this.services.dataSource, this.#known().claims, this.#traffic, this.#mode);
    return this.#session;
  }

  /** For what an answer shows of what was written: all that is asked for at once is read at once, in a transaction that ends with it. */
  async #openBriefly(): Promise<Session> {
    if (this.#isOver || this.#session) return this.#open();
    this.#brief ??= Session.begin(this.services.dataSource, this.#known().claims, this.#traffic, 'brief').finally(
      () => {
        this.#brief = undefined;
      },
    );
    return this.#brief;
  }

  /** The transaction that is open, where it may write; else another. @throws UNAUTHENTICATED */
  async #openToWrite(): Promise<Session> {
    const { claims } = this.#known();
    const open = await this.#session;
    if (open?.mode === 'write') return open;
    await this.refresh();
    return Session.begin(this.services.dataSource, claims, this.#traffic, 'write');
  }

  /** Work within a transaction. When it fails because a write before it was refused, that is what is told. */
  async #attempt<T>(session: Session, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw (await session.rollback()) ?? error;
    } finally {
      this.#viewer ??= session.known;
    }
  }
}

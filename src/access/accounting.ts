import type { EntityClass } from '../platform/graphql/nodes';
import type { Row } from '../platform/graphql/reads';
import { toldBy } from './category-of-rows';
import type { LogFlush } from './log-flush';
import { newAnswerId, type Part2Extension, part2Of, RECORD_DISCLOSURES } from './part2';
import { looksStatement, type Occasion } from './record-event';
import { Role } from './role';
import type { Session } from './session';

/** The request whose account is kept. */
interface Accounted extends Occasion {
  readonly roleName: Role | undefined;
  /** What was asked for, by the names that the schema gives it. */
  readonly operation: string | undefined;
}

/**
 * Keeps account of the patients that an operation shows, and writes it down in the transaction that read them: the looks of the
 * director, the disclosures to an outsider.
 */
export class Accounting {
  #shown = new Map<string, number>();
  #part2: Part2Extension | undefined;
  #failure: { readonly error: unknown } | undefined;

  /** Whether everything that was shown is written down. */
  get isSettled(): boolean {
    return this.#shown.size === 0;
  }

  /** What the answer to an outsider has to carry along; undefined while nothing was disclosed. */
  get part2(): Part2Extension | undefined {
    return this.#part2;
  }

  /** Notes a row that the answer is made of. */
  note(entity: EntityClass, row: Row, owner?: string): void {
    const told = toldBy(entity, row, owner);
    if (told) this.#shown.set(told.patientId, (this.#shown.get(told.patientId) ?? 0) | told.bits);
  }

  /**
   * Ends a transaction. What was shown in it is written down with its end, and on disk when this resolves: no record, no answer.
   * @throws why it did not last
   */
  async finish(session: Session, request: Accounted, logFlush: LogFlush): Promise<void> {
    if (this.isSettled) return session.hasWritten ? session.commit() : session.end();
    const tell = this.#writeDown(session, request);
    try {
      await session.commit();
      await logFlush.after();
      await tell();
    } catch (error) {
      this.#failure = { error };
      throw error;
    }
  }

  /** @throws why something that was shown could not be written down: nothing may be told then, whatever the operation made of it */
  requireWhole(): void {
    if (this.#failure) throw this.#failure.error;
  }

  /** Sends what writes it down; the commit does not wait for the disk by itself. @returns what to await after it */
  #writeDown(session: Session, request: Accounted): () => Promise<void> {
    const shown = this.#shown;
    this.#shown = new Map();
    const patientIds = [...shown.keys()];
    if (request.roleName === Role.PROGRAM_DIRECTOR) {
      session.write(looksStatement(request, patientIds));
      return async () => undefined;
    }
    const answerId = newAnswerId();
    const values = [request.operation ?? '', answerId, patientIds, [...shown.values()]];
    const recorded = session.writeAndTell({ text: RECORD_DISCLOSURES, values });
    return async () => {
      const [row] = await recorded;
      this.#part2 = part2Of(answerId, row, this.#part2);
    };
  }
}

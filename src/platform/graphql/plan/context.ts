import type { ReadContext, Row } from '../reads/context';

/** A statement with its values, as a plan wants it run. */
export interface PlannedStatement {
  readonly text: string;
  readonly values: readonly unknown[];
  /** Whether the operation reads nothing after it, so that its transaction may end with it. */
  readonly isLast: boolean;
}

/** What running a plan needs of the request. */
export interface PlanContext extends ReadContext {
  /** The role in the token; undefined without a token. */
  readonly roleName: string | undefined;
  /** Whether the request keeps account of whose rows it was shown. */
  readonly keepsAccount: boolean;
  /** Whether the caller sees a part of most records only, so that nothing may move with the rest: then `tables` are those of parts. */
  readonly seesParts: boolean;
  /** Selects the ids of the owners whose rows the caller reaches, where they are few: lists are found from them then. */
  readonly reachSql: string | undefined;
  /** What is asked, for whoever keeps account: the operation's name, else its root fields. */
  operation: string | undefined;
  /**
   * Reads what the payload of a mutation will show. Each mutation field sets its own when it begins; a transaction calls it with the
   * payload when it has written everything, and takes part in it what is read meanwhile. Whatever is not read then is read after it.
   */
  readAhead: ((payload: unknown) => void) | undefined;
  /** Finds out what kind of caller asks, where nobody knows yet: plans differ by it. */
  meet(): Promise<void>;
  /** Makes the viewer known. @throws UNAUTHENTICATED */
  enter(): Promise<unknown>;
  /** One statement in the operation's transaction, under row security. */
  read(statement: PlannedStatement): Promise<Row[]>;
}

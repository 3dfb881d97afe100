import type { ExecutionResult } from 'graphql';

/** The values of an operation's variables. */
export type Variables = Readonly<Record<string, unknown>>;

/** One operation of the corpus, and who asks it. */
export interface Operation {
  readonly document: string;
  readonly variables: Variables;
  /** The name of an actor. */
  readonly role: string;
  /**
   * Variables that stand for a real cursor: the list answers it when it is asked without, and only for these arguments.
   * The number says which of the cursors that it answers.
   */
  readonly cursors?: Readonly<Record<string, number>>;
}

/** What an operation is answered. */
export interface Answer {
  readonly data: ExecutionResult['data'];
  readonly errors: ExecutionResult['errors'];
}

/** Answers operations, one way or the other. */
export type Executor = (operation: Operation) => Promise<Answer>;

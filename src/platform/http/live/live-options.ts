import type { GraphQLSchema } from 'graphql';
import type { Settings } from '../../config/settings';
import type { Logger } from '../../observability/log';
import type { Drain } from '../drain';
import type { Execute } from '../execution-plugin';
import type { ContextRequest } from '../graphql-handler';
import type { OperationContext } from '../operation';

/** What subscriptions are served with: the same as requests, and how long a token is good. */
export interface LiveOptions<C extends OperationContext> {
  readonly schema: GraphQLSchema;
  readonly execute: Execute<C>;
  readonly settings: Settings;
  readonly log: Logger;
  readonly drain: Drain;
  contextFor(request: ContextRequest): Promise<C>;
  /** Whose connection it is; undefined without a token. May throw PublicError. */
  callerOf(headers: ContextRequest['headers']): Promise<LiveCaller | undefined>;
  readonly limits?: Partial<LiveLimits> | undefined;
}

/** Whose a connection is. */
export interface LiveCaller {
  /** The same for all tokens of one login. */
  readonly login: string;
  /** Until when the token is good: as long as that, what they subscribed to is sent. */
  readonly until: Date;
}

/** What one server takes on. */
export interface LiveLimits {
  readonly connections: number;
  /** So that nobody takes all of them. */
  readonly connectionsOfCaller: number;
  readonly subscriptionsOfConnection: number;
  /** Events that are read at the same time: the rest of the pool is for requests. */
  readonly eventsAtOnce: number;
  /** Of one message. */
  readonly messageBytes: number;
}

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
  /** Until when the caller's token is good; undefined without a token. May throw PublicError. */
  tokenEnd(headers: ContextRequest['headers']): Promise<Date | undefined>;
  readonly limits?: Partial<LiveLimits> | undefined;
}

/** What one server takes on. */
export interface LiveLimits {
  readonly connections: number;
  readonly subscriptionsOfConnection: number;
  /** Events that are read at the same time: the rest of the pool is for requests. */
  readonly eventsAtOnce: number;
  /** Of one message. */
  readonly messageBytes: number;
}

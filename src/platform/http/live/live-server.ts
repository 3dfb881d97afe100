import type { IncomingHttpHeaders, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FormattedExecutionResult, GraphQLFormattedError } from 'graphql';
import { CloseCode, handleProtocols, makeServer, type Context as Protocol } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { PublicError } from '../../graphql/errors';
import { maskError } from '../../graphql/mask-errors';
import type { OperationContext } from '../operation';
import { type CheckedSubscription, subscriptionCheck } from './check-subscription';
import { eventsFor } from './events';
import type { LiveLimits, LiveOptions } from './live-options';
import type { Subscriber } from './subscriber';
import { Turns } from './turns';

const LIVE_LIMITS: LiveLimits = {
  connections: 1_000,
  connectionsOfCaller: 10,
  subscriptionsOfConnection: 20,
  eventsAtOnce: 4,
  messageBytes: 256 * 1024,
};

/** A connection that does not answer within so long is gone. */
const PING_MS = 15_000;

/** How long a connection may take to say whose it is. */
const INIT_MS = 5_000;

/** Tells clients to connect again in a moment, where CloseCode's own tell them not to. */
const TRY_AGAIN_LATER = 1013;

/** The longest that a timer can wait. */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

/** How long connections may take to leave when the server stops. */
const LEAVE_MS = 2_000;

/** What is known of a connection; without headers it has not said whose it is. */
class Connection implements Subscriber {
  headers: IncomingHttpHeaders = {};
  #expiry: NodeJS.Timeout | undefined;

  constructor(private readonly socket: WebSocket) {
    socket.once('close', () => clearTimeout(this.#expiry));
  }

  /** Ends when the token does, unless it has while somebody looked whose it is. */
  lastUntil(end: Date): void {
    if (this.socket.readyState !== this.socket.OPEN) return;
    const left = Math.min(end.getTime() - Date.now(), LONGEST_TIMEOUT_MS);
    this.#expiry = setTimeout(() => this.forget(), left).unref();
  }

  forget(): void {
    this.socket.close(CloseCode.Forbidden, 'Forbidden');
  }

  letGo(): void {
    this.socket.close(TRY_AGAIN_LATER, 'Try again later');
  }

  /** Counts among those of the same login for as long as it is open. @returns false when they have as many as they may */
  countAmong(counts: Map<string, number>, login: string, most: number): boolean {
    const others = counts.get(login) ?? 0;
    if (others >= most) return false;
    if (this.socket.readyState !== this.socket.OPEN) return true;
    counts.set(login, others + 1);
    this.socket.once('close', () => {
      const left = (counts.get(login) ?? 1) - 1;
      if (left > 0) counts.set(login, left);
      else counts.delete(login);
    });
    return true;
  }
}

type Params = Record<string, unknown> | undefined;

/**
 * Subscriptions over WebSocket, by the protocol graphql-transport-ws, on the address of the graph. The token comes in `connection_init`,
 * and the connection lasts as long as it does.
 */
export class LiveServer<C extends OperationContext> {
  readonly #sockets: WebSocketServer;
  readonly #protocol;
  /** How many connections each login has. */
  readonly #counts = new Map<string, number>();
  #isStopping = false;

  constructor(
    private readonly options: LiveOptions<C>,
    private readonly limits: LiveLimits = { ...LIVE_LIMITS, ...options.limits },
  ) {
    this.#sockets = new WebSocketServer({ noServer: true, maxPayload: limits.messageBytes, handleProtocols });
    const turns = new Turns(limits.eventsAtOnce);
    const check = subscriptionCheck(options);
    this.#protocol = makeServer<Params, Connection>({
      connectionInitWaitTimeout: INIT_MS,
      onConnect: (protocol) => this.#admit(protocol),
      onSubscribe: ({ subscriptions, extra }, _id, payload) => {
        if (Object.keys(subscriptions).length > limits.subscriptionsOfConnection) return [tooMany()];
        const checked = check(payload);
        return 'document' in checked ? { ...checked, contextValue: extra } : checked;
      },
      subscribe: (args) =>
        eventsFor(args as CheckedSubscription, args.contextValue as Connection, options, turns) as never,
      // They are as they may leave already.
      onNext: (_protocol, _id, _payload, _args, result) => result as FormattedExecutionResult,
      onError: (_protocol, _id, _payload, errors) =>
        errors.map((error): GraphQLFormattedError => maskError(error, options.schema)),
    });
  }

  /** Takes the connections of a server that want to become live. @param isOurs whether an address is the graph's */
  attach(server: Server, isOurs: (url: string | undefined) => boolean): void {
    server.on('upgrade', (req, socket, head) => {
      socket.on('error', () => socket.destroy());
      if (!isOurs(req.url)) return refuse(socket, '404 Not Found');
      if (this.#isStopping || this.#sockets.clients.size >= this.limits.connections)
        return refuse(socket, '503 Service Unavailable');
      this.#sockets.handleUpgrade(req, socket, head, (opened) => this.#open(opened));
    });
  }

  /** Takes no more connections, and ends those there are. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    const left = [...this.#sockets.clients].map((socket) => {
      const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
      socket.close(1001, 'Going away');
      setTimeout(() => socket.terminate(), LEAVE_MS).unref();
      return closed;
    });
    await Promise.all(left);
  }

  async #admit({ connectionParams, extra }: Protocol<Params, Connection>): Promise<boolean> {
    const authorization = connectionParams?.authorization;
    if (typeof authorization !== 'string') return false;
    try {
      const caller = await this.options.callerOf({ authorization });
      if (!caller) return false;
      if (!extra.countAmong(this.#counts, caller.login, this.limits.connectionsOfCaller)) {
        extra.letGo();
        return false;
      }
      extra.headers = { authorization };
      extra.lastUntil(caller.until);
      return true;
    } catch (error) {
      if (error instanceof PublicError) return false;
      throw error;
    }
  }

  #open(socket: WebSocket): void {
    let isThere = true;
    const ping = setInterval(() => {
      if (!isThere) return socket.terminate();
      isThere = false;
      socket.ping();
    }, PING_MS);
    socket.on('pong', () => {
      isThere = true;
    });
    // Whatever it is, the connection closes after it.
    socket.on('error', () => undefined);
    const closed = this.#protocol.opened(
      {
        protocol: socket.protocol,
        // Nothing more is read for somebody who has not taken what was sent.
        send: (data) =>
          new Promise((resolve, reject) => {
            if (socket.readyState !== socket.OPEN) return resolve();
            socket.send(data, (error) => (error ? reject(error) : resolve()));
          }),
        close: (code, reason) => socket.close(code, reason),
        onMessage: (take) =>
          socket.on('message', (data) => {
            take(String(data)).catch((error: unknown) => this.#breakOff(socket, error));
          }),
      },
      new Connection(socket),
    );
    socket.once('close', (code, reason) => {
      clearInterval(ping);
      closed(code, String(reason)).catch((error: unknown) => this.#breakOff(socket, error));
    });
  }

  #breakOff(socket: WebSocket, error: unknown): void {
    this.options.log.warn({ err: error }, 'a live connection broke off');
    socket.close(CloseCode.InternalServerError, 'Internal server error');
  }
}

function tooMany(): PublicError {
  return new PublicError('RATE_LIMITED', 'A connection carries only so many subscriptions. End one, or open another.');
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}

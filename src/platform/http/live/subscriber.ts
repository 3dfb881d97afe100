import type { IncomingHttpHeaders } from 'node:http';

/** Who subscribed, and how they are told that nothing more comes. */
export interface Subscriber {
  readonly headers: IncomingHttpHeaders;
  /** Ends the connection: nobody is behind the token any more. */
  forget(): void;
  /** Ends the connection: they are to connect again, and to ask for what they missed. */
  letGo(): void;
}

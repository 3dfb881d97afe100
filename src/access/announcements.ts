import { PublicError } from '../platform/graphql/errors';

/** That something changed, as every server hears it: nothing of what was written. */
export interface Announcement {
  /** The id of the event: its place in the log. */
  readonly id: string;
  readonly organizationId: string;
  readonly type: string;
  readonly subjectId: string;
  readonly version: number | null;
  readonly patientId: string | null;
  /** Whom alone it is for; null where row security decides. */
  readonly principalId: string | null;
}

/** So many may wait for somebody who reads slowly. */
const MOST_WAITING = 1_000;

type Concerns = (announcement: Announcement) => boolean;

/** Passes on what changed to whoever listens on this server. Each hears everything from the moment on at which they began to listen, once and in order. */
export class Announcements {
  readonly #listeners = new Map<string, Set<Listener>>();

  /** @param mostWaiting more than that, and whoever listens is told that they missed some */
  constructor(private readonly mostWaiting = MOST_WAITING) {}

  /** Whether anybody listens. */
  get isHeard(): boolean {
    return this.#listeners.size > 0;
  }

  /** Tells everybody whom it concerns. */
  tell(announcement: Announcement): void {
    for (const listener of this.#listeners.get(announcement.organizationId) ?? []) listener.hear(announcement);
  }

  /** Listens to what changes in an organization, until it is returned. It fails once more waits than whoever listens may leave waiting. */
  listen(organizationId: string, concerns: Concerns): AsyncIterableIterator<Announcement> {
    const listeners = this.#listeners.get(organizationId) ?? new Set<Listener>();
    this.#listeners.set(organizationId, listeners);
    const listener = new Listener(concerns, this.mostWaiting, () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#listeners.delete(organizationId);
    });
    listeners.add(listener);
    return listener;
  }
}

/** What waits for one who listens. */
class Listener implements AsyncIterableIterator<Announcement> {
  readonly #waiting: Announcement[] = [];
  #wake: (() => void) | undefined;
  #isOver = false;
  #missed = false;

  constructor(
    private readonly concerns: Concerns,
    private readonly mostWaiting: number,
    private readonly leave: () => void,
  ) {}

  hear(announcement: Announcement): void {
    if (!this.concerns(announcement)) return;
    if (this.#waiting.length >= this.mostWaiting) {
      this.#missed = true;
      this.#waiting.length = 0;
      this.#end();
      return;
    }
    this.#waiting.push(announcement);
    this.#wake?.();
  }

  async next(): Promise<IteratorResult<Announcement>> {
    while (this.#waiting.length === 0) {
      if (this.#missed)
        throw new PublicError(
          'RATE_LIMITED',
          'You read more slowly than things change. Read anew, and subscribe again.',
        );
      if (this.#isOver) return { done: true, value: undefined };
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return { done: false, value: this.#waiting.shift() as Announcement };
  }

  async return(): Promise<IteratorResult<Announcement>> {
    this.#waiting.length = 0;
    this.#end();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): AsyncIterableIterator<Announcement> {
    return this;
  }

  /** Whoever reads too slowly leaves at once, and their socket returns this once more, when others may have come. */
  #end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.leave();
    this.#wake?.();
  }
}

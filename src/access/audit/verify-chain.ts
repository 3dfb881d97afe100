import { type AuditLine, genesisHash, hashAfter } from './audit-line';

/** A link of a chain as it stands in the database: the seal, and the line it seals where that is still there. */
export interface Link {
  readonly seq: number;
  readonly eventId: string;
  readonly hash: Buffer;
  readonly line: AuditLine | null;
}

/** The end of a chain. */
export interface Head {
  readonly seq: number;
  readonly hash: Buffer;
}

/** What can be wrong with a row, in words that follow "event … at …" or "the event at …". */
export const FAULTS = {
  changed: 'was changed after it was sealed (or else the one before it, together with its seal)',
  missing: 'is missing from the log; its seal is there',
  outOfOrder: 'is out of order',
  sealMissing: 'has no seal any more',
  sealDiffers: 'is whole, but its sealed hash was changed',
  unclear: 'or its seal was changed: they do not follow from what is before them',
  beyondHead: 'is sealed beyond the head that the database remembers',
  headDiffers: 'has another hash than the head that the database remembers',
  inserted: 'was inserted afterwards: what is newer was sealed before it',
  notBegun: 'was inserted by hand: the number of its transaction was not given out yet',
} as const;

/** The first bad row of a chain. What was never sealed has no place in it; of a seal that is gone the event is not known. */
export interface Finding {
  readonly fault: keyof typeof FAULTS;
  readonly seq?: number;
  readonly eventId?: string;
}

/** How far a chain is whole, and what comes then. */
export interface Verified {
  readonly head: Head;
  readonly finding: Finding | undefined;
}

/**
 * Recomputes a chain, from the organization's id to its head.
 * @param links in the order of seq
 * @param remembered the head as the sealer left it
 */
export async function verifyChain(
  organizationId: string,
  links: AsyncIterable<Link>,
  remembered: Head | undefined,
): Promise<Verified> {
  let head: Head = { seq: 0, hash: genesisHash(organizationId) };
  for await (const [link, next] of withNext(links)) {
    const { seq, eventId } = link;
    const found = (fault: Finding['fault']): Verified => ({ head, finding: { fault, seq, eventId } });
    if (seq !== head.seq + 1) return { head, finding: { fault: 'sealMissing', seq: head.seq + 1 } };
    if (!link.line) return found('missing');
    const hash = hashAfter(head.hash, link.line);
    if (!hash.equals(link.hash)) return found(faultOf(link, hash, next, remembered));
    if (seq > (remembered?.seq ?? 0)) return found('beyondHead');
    head = { seq, hash };
    if (seq === remembered?.seq && !hash.equals(remembered.hash)) return found('headDiffers');
  }
  // The head is ahead of the last seal: what stood between them was cut off.
  if (remembered && remembered.seq > head.seq) return { head, finding: { fault: 'sealMissing', seq: head.seq + 1 } };
  return { head, finding: undefined };
}

/** Why a line has not the hash of its seal. What comes next follows from the one that is true. */
function faultOf(link: Link, hash: Buffer, next: Link | undefined, remembered: Head | undefined): Finding['fault'] {
  if (next?.line && link.line && isLater(link.line, next.line)) return 'outOfOrder';
  if (leadsOn(link.hash, next, remembered)) return 'changed';
  return leadsOn(hash, next, remembered) ? 'sealDiffers' : 'unclear';
}

function leadsOn(hash: Buffer, next: Link | undefined, remembered: Head | undefined): boolean {
  if (!next) return remembered?.hash.equals(hash) === true;
  return next.line !== null && hashAfter(hash, next.line).equals(next.hash);
}

function isLater(line: AuditLine, than: AuditLine): boolean {
  const [own, other] = [BigInt(line.xid ?? 0), BigInt(than.xid ?? 0)];
  return own === other ? String(line.id) > String(than.id) : own > other;
}

async function* withNext<T>(items: AsyncIterable<T>): AsyncGenerator<[T, T | undefined]> {
  let held: { readonly item: T } | undefined;
  for await (const item of items) {
    if (held) yield [held.item, item];
    held = { item };
  }
  if (held) yield [held.item, undefined];
}

import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto';
import { badInput } from '../errors';
import type { ReadContext } from './context';

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** What a cursor is good for, and what it is sealed with. */
export interface CursorScope {
  /** One caller, one field, one set of arguments. */
  readonly text: string;
  readonly encryptionKey: Buffer;
  readonly nonceKey: Buffer;
}

/** The scope of a list's cursors: who asks for which field under which arguments, whatever the page. */
export function cursorScopeOf(
  { cursorScope, cursorKey }: Pick<ReadContext, 'cursorScope' | 'cursorKey'>,
  field: string,
  args: Record<string, unknown>,
): CursorScope {
  const { first: _first, after: _after, last: _last, before: _before, ...narrowing } = args;
  return { text: JSON.stringify([cursorScope, field, given(narrowing)]), ...keysFrom(cursorKey) };
}

type Keys = Pick<CursorScope, 'encryptionKey' | 'nonceKey'>;

const derivedKeys = new WeakMap<Buffer, Keys>();

/** Derived once: the key lives as long as the server. */
function keysFrom(cursorKey: Buffer): Keys {
  const known = derivedKeys.get(cursorKey);
  if (known) return known;
  const bytes = Buffer.from(hkdfSync('sha256', cursorKey, '', 'alongside cursor', 2 * KEY_BYTES));
  const keys = { encryptionKey: bytes.subarray(0, KEY_BYTES), nonceKey: bytes.subarray(KEY_BYTES) };
  derivedKeys.set(cursorKey, keys);
  return keys;
}

/** Without what is null: that is not given, and two ways of not giving it make the same list. */
function given(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof Date) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, given(inner)] as const);
  const kept = entries.filter(([, inner]) => inner !== null && inner !== undefined);
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
}

/**
 * A cursor for a place in a list: nonce, tag and ciphertext of the order columns as text, under AES-256-GCM.
 * Encrypted, because lists ordered by name put names into it, and cursors go into addresses and logs of other systems.
 * The tag binds it to caller, field and filter; what is seen behind it, row security decides.
 * The nonce is a keyed digest of scope and place: a place always has the same cursor, and two places share no nonce.
 * See docs/decisions/0007-cursors.md.
 */
export function toCursor({ text, encryptionKey, nonceKey }: CursorScope, place: readonly string[]): string {
  const nonce = createHmac('sha256', nonceKey)
    .update(JSON.stringify([text, place]))
    .digest()
    .subarray(0, NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, encryptionKey, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(text));
  const sealed = Buffer.concat([cipher.update(JSON.stringify(place)), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}

/**
 * The place a cursor stands for.
 * @param name the argument, for the message
 * @param size how many order columns there are
 * @throws BAD_USER_INPUT when it is no cursor of this caller, list and filter
 */
export function fromCursor(scope: CursorScope, name: string, cursor: string, size: number): string[] {
  const place = open(scope, cursor);
  if (place?.length === size) return place;
  throw badInput({
    path: name,
    message: `"${name}" must be a cursor that this list returned to you, under the same filter and order.`,
  });
}

/** What was sealed; undefined when it was not sealed here, in this scope. */
function open({ text, encryptionKey }: CursorScope, cursor: string): string[] | undefined {
  const bytes = Buffer.from(cursor, 'base64url');
  // The decoder passes over what is not base64url; a cursor has one spelling.
  if (bytes.length <= NONCE_BYTES + TAG_BYTES || bytes.toString('base64url') !== cursor) return undefined;
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv(CIPHER, encryptionKey, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(text));
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  const plain = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
  try {
    return JSON.parse(Buffer.concat([plain, decipher.final()]).toString());
  } catch {
    return undefined;
  }
}

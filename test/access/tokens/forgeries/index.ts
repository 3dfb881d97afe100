import { algorithmsFor } from './algorithms';
import { COMPACT_FORM } from './compact-form';
import { ECDSA } from './ecdsa';
import { ENCODING, STRAY_SIGNATURE } from './encoding';
import { HEADERS } from './headers';
import { MEMBERS } from './members';
import { RSA } from './rsa';
import type { Forgery, Target } from './target';

export { pointersTo } from './headers';
export { handmade, signedBlock } from './rsa';
export { type Forgery, goodToken, pairFor, signedParts, type Target } from './target';

/** Every class of Wycheproof's json_web_signature vectors, and more, made anew for a target with this algorithm. */
export function forgeriesFor(alg: Target['alg']): readonly (readonly [group: string, forgeries: readonly Forgery[]])[] {
  return [
    ['in another form', COMPACT_FORM],
    ['encoded otherwise', alg === 'ES384' ? ENCODING : [...ENCODING, STRAY_SIGNATURE]],
    ['with members that are no members', MEMBERS],
    ['of another algorithm or key', algorithmsFor(alg)],
    ['with a header that leads astray', HEADERS],
    ['with a number that is no signature', alg.startsWith('RS') ? RSA : ECDSA],
  ];
}

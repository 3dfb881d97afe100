import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

/** What forgers start from: somebody whose tokens are accepted, and a good token's header and payload. */
export interface Target {
  readonly alg: 'ES256' | 'ES384' | 'RS256' | 'RS384';
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  /** The id under which the key was published. */
  readonly kid: string;
  readonly typ: string;
  /** A payload that was not used yet. */
  payload(): Record<string, unknown>;
}

/** One way to make a token that nobody may accept. */
export interface Forgery {
  readonly name: string;
  make(target: Target): string;
}

/** Key pair for an algorithm. */
export function pairFor(alg: Target['alg']): Pick<Target, 'alg' | 'privateKey' | 'publicKey'> {
  if (alg.startsWith('RS')) return { alg, ...generateKeyPairSync('rsa', { modulusLength: 2_048 }) };
  return { alg, ...generateKeyPairSync('ec', { namedCurve: alg === 'ES256' ? 'P-256' : 'P-384' }) };
}

const attackers = new Map<Target['alg'], ReturnType<typeof pairFor>>();

/** Somebody else's key pair for this algorithm, always the same: making one takes long. */
export function attackerFor(alg: Target['alg']): ReturnType<typeof pairFor> {
  const pair = attackers.get(alg) ?? pairFor(alg);
  attackers.set(alg, pair);
  return pair;
}

export const hashOf = ({ alg }: Pick<Target, 'alg'>): 'sha256' | 'sha384' =>
  alg.endsWith('256') ? 'sha256' : 'sha384';

export const encode = (value: string | Buffer | object): string =>
  Buffer.from(typeof value === 'string' || Buffer.isBuffer(value) ? value : JSON.stringify(value)).toString(
    'base64url',
  );

export const goodHeader = ({ alg, kid, typ }: Target): Record<string, unknown> => ({ alg, kid, typ });

/** The two parts that a good token's signature is over. */
export function signedParts(target: Target, header: Record<string, unknown> = {}): string {
  return `${encode({ ...goodHeader(target), ...header })}.${encode(target.payload())}`;
}

/** The target's own signature, over whatever it is given. */
export function signatureOf({ privateKey, ...target }: Pick<Target, 'alg' | 'privateKey'>, text: string): Buffer {
  return sign(hashOf(target), Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' });
}

/** Well signed, whatever it says. */
export function signed(target: Target, parts: string): string {
  return `${parts}.${encode(signatureOf(target, parts))}`;
}

/** A good token, which a check must accept before its refusals mean anything. */
export function goodToken(target: Target, header: Record<string, unknown> = {}): string {
  return signed(target, signedParts(target, header));
}

/** A good token in its three parts. */
export function partsOf(target: Target): [header: string, payload: string, signature: string] {
  const [header = '', payload = '', signature = ''] = goodToken(target).split('.');
  return [header, payload, signature];
}

export function hmac(hash: string, secret: string | Buffer, parts: string): string {
  return `${parts}.${createHmac(hash, secret).update(parts).digest('base64url')}`;
}

/** Another byte at this place; from the end when it is negative. */
export function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  const place = at < 0 ? copy.length + at : at;
  copy[place] = (copy[place] ?? 0) ^ 1;
  return copy;
}

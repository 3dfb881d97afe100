import { usableClientKeys } from '../client-keys';

const MOST_BYTES = 65_536;

/**
 * Fetches the key set that a client publishes. Over https only, and from where it was registered: a redirect could lead anywhere.
 * @param init from oidc-provider: its time limit, and a dispatcher that hangs up on private addresses. Where it could make none
 *   it would only warn, so that nothing is fetched then
 * @throws TypeError, SyntaxError or RangeError when there is no such key set
 */
export async function fetchClientKeys(url: string | URL, init: RequestInit = {}): Promise<Response> {
  if (new URL(url).protocol !== 'https:') throw new TypeError('Client keys are fetched over https only.');
  if (!('dispatcher' in init)) throw new TypeError('Client keys are not fetched where addresses cannot be checked.');
  return withUsableKeys(await fetch(url, { ...init, redirect: 'error' }));
}

/** The same answer, with no keys but those that the client could have been registered with. */
export async function withUsableKeys(response: Response): Promise<Response> {
  if (!response.ok) return new Response(null, { status: response.status });
  const keys = usableClientKeys(JSON.parse(await readText(response)));
  return Response.json({ keys }, { headers: cachingOf(response) });
}

async function readText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw new RangeError('The key set is too long.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** A key that was withdrawn is trusted five minutes at most, whatever the client says. */
function cachingOf(response: Response): Record<string, string> {
  const told = /max-age=(\d{1,9})/.exec(response.headers.get('cache-control') ?? '')?.[1];
  return told === undefined ? {} : { 'cache-control': `max-age=${Math.min(Number(told), 300)}` };
}

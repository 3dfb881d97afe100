import { readFile, stat } from 'node:fs/promises';
import { CommandError } from './command-error';

/** Far beyond any feed, and little enough to hold in memory. */
const MAX_BYTES = 50_000_000;
const TOO_LARGE = 'FILE_OR_URL holds more than 50 MB: split the feed.';
const TIMEOUT_MILLISECONDS = 30_000;
const MAX_REDIRECTS = 5;
const LOOPBACK: readonly string[] = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * The text of a feed, from a file or from the web.
 * @param source a path, or an address that begins with https:// (http:// only on this machine)
 * @throws CommandError when it cannot be had within 30 s, or holds more than 50 MB
 */
export async function readFeedText(source: string): Promise<string> {
  const bytes = /^https?:\/\//i.test(source) ? await download(source) : await readBytes(source);
  return new TextDecoder().decode(bytes);
}

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(path);
    if (size > MAX_BYTES) throw new CommandError(TOO_LARGE);
    return await readFile(path);
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw new CommandError('FILE_OR_URL is no file that can be read.');
  }
}

async function download(source: string): Promise<Uint8Array> {
  const signal = AbortSignal.timeout(TIMEOUT_MILLISECONDS);
  try {
    const response = await follow(source, signal);
    if (!response.ok) throw new CommandError(`FILE_OR_URL cannot be read: its server answers ${response.status}.`);
    return await collect(response);
  } catch (error) {
    if (error instanceof CommandError) throw error;
    if (signal.aborted) throw new CommandError('FILE_OR_URL cannot be read: its server took longer than 30 s.');
    throw new CommandError('FILE_OR_URL cannot be read: its server cannot be reached.');
  }
}

/** Redirects are followed by hand: each could lead from https to plain text that anybody on the way can change. */
async function follow(source: string, signal: AbortSignal): Promise<Response> {
  let url = acceptable(source, undefined);
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    const response = await fetch(url, { redirect: 'manual', signal, headers: { accept: 'application/json' } });
    const location = response.headers.get('location');
    if (response.status < 300 || response.status > 399 || location === null) return response;
    await response.body?.cancel();
    url = acceptable(location, url);
  }
  throw new CommandError('FILE_OR_URL cannot be read: its server redirects too often.');
}

function acceptable(address: string, base: URL | undefined): URL {
  if (!URL.canParse(address, base?.href)) throw new CommandError('FILE_OR_URL is no address that can be read.');
  const url = new URL(address, base?.href);
  const isLocal = url.protocol === 'http:' && LOOPBACK.includes(url.hostname) && base?.protocol !== 'https:';
  if (url.protocol === 'https:' || isLocal) return url;
  throw new CommandError('FILE_OR_URL must begin with https:// and stay there; http:// is for this machine only.');
}

/** Counted while it arrives, for a server may announce any length, and a small answer may unpack to a large one. */
async function collect(response: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.byteLength;
    if (length > MAX_BYTES) throw new CommandError(TOO_LARGE);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

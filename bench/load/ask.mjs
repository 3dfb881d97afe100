import { BenchError } from '../bench-error.mjs';

/**
 * One request, outside all timing.
 * @param {string} url
 * @param {{ method: string, headers: Record<string, string>, body: string }} request
 * @returns {Promise<{ data: object, extensions: object | undefined, headers: Headers, bytes: number }>}
 * @throws BenchError when the answer is not data alone
 */
export async function ask(url, { method, headers, body }) {
  const response = await fetch(url, { method, headers, body });
  const text = await response.text();
  const { data, errors, extensions } = JSON.parse(text);
  if (!response.ok || errors || !data) {
    throw new BenchError(`${url} answers ${response.status} to ${body.slice(0, 300)}: ${text.slice(0, 300)}`);
  }
  return { data, extensions, headers: response.headers, bytes: text.length };
}

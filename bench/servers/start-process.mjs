// A server as a process of its own.
import { spawn } from 'node:child_process';
import { BenchError } from '../bench-error.mjs';

const START_MILLISECONDS = 60_000;

/**
 * @typedef {object} ServerProcess
 * @property {number} pid
 * @property {string} url
 * @property {() => Promise<void>} stop
 */

/**
 * Starts a server and waits until it says where it listens.
 * @param {string} name for messages
 * @param {{ program: string, words: string[], env: Record<string, string>, listening: RegExp, path: string }} order `listening`
 *   finds the port in what the server prints
 * @returns {Promise<ServerProcess>}
 */
export async function startProcess(name, { program, words, env, listening, path }) {
  const child = spawn(program, words, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise((resolve) => child.once('close', resolve));
  const port = await portOf(name, child, listening);
  const stop = async () => {
    child.kill('SIGTERM');
    const hurry = setTimeout(() => child.kill('SIGKILL'), 5_000);
    await ended;
    clearTimeout(hurry);
  };
  return { pid: child.pid, url: `http://127.0.0.1:${port}${path}`, stop };
}

function portOf(name, child, listening) {
  return new Promise((resolve, reject) => {
    let output = '';
    const refuse = (why) => reject(new BenchError(`${name} does not start: ${why}`));
    const timer = setTimeout(() => refuse('it is not ready after a minute'), START_MILLISECONDS);
    const read = (chunk) => {
      output = `${output}${chunk}`.slice(-10_000);
      const port = listening.exec(output)?.[1];
      if (port === undefined) return;
      clearTimeout(timer);
      resolve(Number(port));
    };
    // Both stay read to the end: a server whose pipe is full stands still.
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('error', (error) => refuse(error.message));
    child.once('close', () => refuse(output.trim().split('\n').at(-1) || 'it ended at once'));
  });
}

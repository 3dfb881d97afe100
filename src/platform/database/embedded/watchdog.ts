import { spawn } from 'node:child_process';
import { Socket } from 'node:net';
import type { Identity } from './server-account';

/**
 * Stops the server when this process ends, however it ends: by exit, by Ctrl-C, by kill -9.
 *
 * A shell waits on a pipe that we never write to. The system closes the pipe with our process, and the shell then
 * asks the server for a fast shutdown. Handlers on exit and on signals would miss the crash, and would get in the way
 * of the handlers of whoever uses this launcher.
 * @returns dismisses the watchdog; call it before stopping the server oneself
 */
export function watchOver(serverPid: number, identity: Identity | undefined): () => void {
  const shell = spawn('/bin/sh', ['-c', 'read -r _; kill -INT "$1"', 'watchdog', String(serverPid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    // In a process group of its own, or Ctrl-C would reach it first.
    detached: true,
    cwd: '/',
    env: {},
    ...identity,
  });
  // Without a shell there is no watchdog: an orphan then waits for the next start to stop it.
  shell.once('error', () => undefined);
  shell.unref();
  if (shell.stdin instanceof Socket) shell.stdin.unref();
  return () => {
    shell.kill('SIGKILL');
  };
}

import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, Socket } from 'node:net';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { DataFolder } from './data-folder';
import { EmbeddedPostgresError } from './embedded-postgres-error';
import { becomesFindable } from './find-running-postgres';
import { onCluster } from './server-account';
import { serverSettings } from './server-settings';
import type { ServerSetup } from './server-setup';
import { watchOver } from './watchdog';

const START_MILLISECONDS = 60_000;
const FAST_SHUTDOWN_MILLISECONDS = 10_000;
const PORT_ATTEMPTS = 3;

type PostgresProcess = ChildProcessByStdio<null, null, Readable>;

/** A PostgreSQL server that this process started. */
export interface ServerProcess {
  readonly port: number;
  /** Ends sessions, writes a checkpoint and waits until the server is gone. */
  stop(): Promise<void>;
}

/**
 * Starts the server on a complete cluster and waits until it accepts connections and other processes can find it.
 * @param meanwhile called when it is on its way
 */
export async function startServer(setup: ServerSetup, meanwhile: () => void): Promise<ServerProcess> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const server = spawnServer(setup, port);
    const dismissWatchdog = server.pid === undefined ? () => undefined : watchOver(server.pid, setup.identity);
    // Once the server is gone, its process id may become anybody's.
    server.once('exit', dismissWatchdog);

    const decided = problemAtStart(server);
    meanwhile();
    const problem = (await decided) ?? (await problemFinding(setup.folder, server));
    if (problem === undefined) {
      letUsExit(server);
      return { port, stop: () => stopServer(server) };
    }

    await stopServer(server);
    // Another program may have taken the port since we found it free.
    if (problem.includes('TCP/IP sockets') && attempt < PORT_ATTEMPTS) continue;
    throw new EmbeddedPostgresError(`The embedded PostgreSQL does not start: ${problem}`);
  }
}

function spawnServer(setup: ServerSetup, port: number): PostgresProcess {
  const { folderArgument, spawnOptions } = onCluster(setup.folder.cluster, setup.identity);
  return spawn(
    join(setup.programs, 'bin/postgres'),
    ['-D', folderArgument, ...serverSettings(port, setup.durable)],
    // A process group of its own, or Ctrl-C would stop the database under requests still in flight.
    { ...spawnOptions, stdio: ['ignore', 'ignore', 'pipe'], detached: true },
  );
}

/** Waits for the server's word that it is ready. @returns undefined, or why it is not */
function problemAtStart(server: PostgresProcess): Promise<string | undefined> {
  return new Promise((resolve) => {
    let output = '';
    let isSettled = false;
    const settle = (problem: string | undefined) => {
      isSettled = true;
      clearTimeout(timer);
      resolve(problem);
    };
    const timer = setTimeout(() => settle('it is not ready after a minute'), START_MILLISECONDS);

    // Stays on, because a server whose pipe is full stands still.
    server.stderr.on('data', (chunk) => {
      if (isSettled) return;
      output += String(chunk);
      if (output.includes('ready to accept connections')) settle(undefined);
    });
    server.once('error', (error) => settle(error.message));
    server.once('close', () => settle(lastComplaint(output)));
  });
}

async function problemFinding(folder: DataFolder, server: PostgresProcess): Promise<string | undefined> {
  if (await becomesFindable(folder, () => hasEnded(server))) return undefined;
  return hasEnded(server) ? 'it ended as soon as it was ready' : 'it is ready, and postmaster.pid does not say so';
}

function lastComplaint(output: string): string {
  const lines = output.trim().split('\n');
  const fatal = lines.filter((line) => /^(FATAL|PANIC):/.test(line)).at(-1);
  return (fatal ?? lines.at(-1) ?? '').replace(/^[A-Z]+:\s*/, '');
}

/** A process with nothing else to do may end, and its server with it. */
function letUsExit(server: PostgresProcess): void {
  server.unref();
  if (server.stderr instanceof Socket) server.stderr.unref();
}

async function stopServer(server: PostgresProcess): Promise<void> {
  if (server.pid === undefined || hasEnded(server)) return;

  server.ref();
  const ended = once(server, 'exit');
  server.kill('SIGINT');
  const hurry = setTimeout(() => server.kill('SIGQUIT'), FAST_SHUTDOWN_MILLISECONDS);
  await ended;
  clearTimeout(hurry);
}

function hasEnded(server: PostgresProcess): boolean {
  return server.exitCode !== null || server.signalCode !== null;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (typeof address === 'string' || address === null) throw new EmbeddedPostgresError('No port is free on 127.0.0.1.');
  return address.port;
}

import { Command } from 'commander';
import { askForToken } from './ask-for-token';
import { createClientKey, readClientKey } from './client-key-file';
import { CommandError } from './command-error';
import type { Terminal } from './run-command';

interface Options {
  readonly newKey?: string;
  readonly clientId?: string;
  readonly key?: string;
  readonly scope?: string;
  readonly organization?: string;
  readonly url?: string;
}

/**
 * `npm run token:client -- --new-key FILE`: makes a client's key pair, and prints the key set to register it with.
 * `npm run token:client -- --client-id ID --key FILE [--scope SCOPES] [--organization ID] [--url URL]`: asks the server that
 * runs here for a token as that client, and prints it as the last line.
 */
export async function tokenClientCommand(terminal: Terminal): Promise<void> {
  const { newKey, clientId, key, scope, organization, url } = readOptions(terminal);
  if (newKey !== undefined) return terminal.print(JSON.stringify(await createClientKey(newKey)));
  if (clientId === undefined || key === undefined) {
    throw new CommandError('Give --client-id and --key, or make a key first with --new-key.');
  }
  const asked = { url: url ?? `http://127.0.0.1:${terminal.settings().port}`, clientId, scope, organization };
  terminal.print(await askForToken({ ...asked, key: await readClientKey(key) }));
}

function readOptions({ args, print }: Terminal): Options {
  return new Command('npm run token:client --')
    .description('Asks for a token as a registered client, by SMART Backend Services.')
    .option('--new-key <file>', 'make a key pair in this file, and print its public half')
    .option('--client-id <id>', 'the client id that was registered')
    .option('--key <file>', 'its private key, a JWK')
    .option('--scope <scopes>', 'what to ask for, separated by spaces; everything registered, if left out')
    .option('--organization <id>', 'whose client it is; the organization that was founded first, if left out')
    .option('--url <url>', 'the server; the one on this machine at PORT, if left out')
    .exitOverride()
    .configureOutput({ writeOut: (text) => print(text.trimEnd()), writeErr: () => undefined })
    .parse([...args], { from: 'user' })
    .opts<Options>();
}

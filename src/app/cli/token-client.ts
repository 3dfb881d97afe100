import 'reflect-metadata';
import { runCommand } from './run-command';
import { tokenClientCommand } from './token-client-command';

void runCommand(tokenClientCommand).then((code) => {
  process.exitCode = code;
});

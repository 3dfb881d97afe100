import 'reflect-metadata';
import { runCommand } from './run-command';
import { tokenCommand } from './token-command';

void runCommand(tokenCommand).then((code) => {
  process.exitCode = code;
});

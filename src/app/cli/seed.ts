import 'reflect-metadata';
import { runCommand } from './run-command';
import { seedCommand } from './seed-command';

void runCommand(seedCommand).then((code) => {
  process.exitCode = code;
});

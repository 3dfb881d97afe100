import 'reflect-metadata';
import { demoCommand } from './demo-command';
import { runCommand } from './run-command';

void runCommand(demoCommand).then((code) => {
  process.exitCode ??= code;
});

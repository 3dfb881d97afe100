import 'reflect-metadata';
import { migrateCommand } from './migrate-command';
import { runCommand } from './run-command';

void runCommand(migrateCommand).then((code) => {
  process.exitCode = code;
});

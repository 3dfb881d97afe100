import 'reflect-metadata';
import { importMeetingsCommand } from './import-meetings-command';
import { runCommand } from './run-command';

void runCommand(importMeetingsCommand).then((code) => {
  process.exitCode = code;
});

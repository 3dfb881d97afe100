import 'reflect-metadata';
import { auditVerifyCommand } from './audit-verify-command';
import { runCommand } from './run-command';

void runCommand(auditVerifyCommand).then((code) => {
  process.exitCode = code;
});

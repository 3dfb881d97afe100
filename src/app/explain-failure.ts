import { SettingsError } from '../platform/config/settings';
import { DataFolderInUse, EmbeddedPostgresError } from '../platform/database/embedded';
import { DatabaseRefused } from '../platform/database/server-check';

/** Failures whose message was written for the operator: one line, what is wrong and what to do. */
const FOR_OPERATORS = [SettingsError, DatabaseRefused, DataFolderInUse, EmbeddedPostgresError];

/** What to tell the operator in one line. Of the unforeseen only its kind, for a message can hold anything. */
export function explainFailure(error: unknown): string {
  if (FOR_OPERATORS.some((kind) => error instanceof kind)) return `alongside: ${(error as Error).message}`;
  const { name = 'Error', code, message = '' } = error as { name?: string; code?: string; message?: string };
  return `alongside: it failed to start (${[name, code, message.split('\n')[0]].filter(Boolean).join(', ')}).`;
}

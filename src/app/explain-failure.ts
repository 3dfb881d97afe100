import { CommanderError } from 'commander';
import { SettingsError } from '../platform/config/settings';
import { DataFolderInUse, EmbeddedPostgresError } from '../platform/database/embedded';
import { DatabaseRefused } from '../platform/database/server-check';
import { PublicError } from '../platform/graphql/errors';
import { safeError } from '../platform/observability/safe-error';
import { CommandError } from './cli/command-error';

/** Failures whose message was written to be read: one line, what is wrong and what to do. */
const FORESEEN = [SettingsError, DatabaseRefused, DataFolderInUse, EmbeddedPostgresError, CommandError, PublicError];

/**
 * What to tell the operator, in one line, of whatever kept the server or a command from its work.
 * Of the unforeseen only kind and place: its message can quote a row or a password.
 */
export function explainFailure(error: unknown): string {
  if (error instanceof CommanderError) return error.message.replace(/^error: /, '');
  if (error instanceof Error && FORESEEN.some((kind) => error instanceof kind)) return error.message;
  const { type, code, frames } = safeError(error);
  return `It failed unexpectedly: ${[type, code, frames[0]].filter(Boolean).join(' ')}`;
}

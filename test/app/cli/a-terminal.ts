import { runCommand, type Terminal } from '../../../src/app/cli/run-command';
import { readSettings } from '../../../src/platform/config/settings';

/** What a command left behind. */
export interface CommandRun {
  readonly code: number;
  readonly out: readonly string[];
  readonly err: readonly string[];
}

/** Runs a command as its file does, with these arguments and settings, and keeps what it writes. */
export async function runInTerminal(
  command: (terminal: Terminal) => Promise<void>,
  args: readonly string[],
  settings: Readonly<Record<string, string>>,
): Promise<CommandRun> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runCommand(command, {
    args,
    settings: () => readSettings({ NODE_ENV: 'test', LOG_LEVEL: 'silent', ...settings }),
    print: (line) => void out.push(line),
    tell: (line) => void err.push(line),
  });
  return { code, out, err };
}

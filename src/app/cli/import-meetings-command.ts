import { Command } from 'commander';
import {
  Fellowship,
  type ImportMeetingsPayload,
  importMeetings,
  MAX_SOURCE,
  type MeetingImport,
  parseJsonText,
  UnreadableFeed,
} from '../../features/peers';
import { TimeZone } from '../../platform/graphql/scalars';
import { actAsOperator } from './act-as-operator';
import { CommandError } from './command-error';
import { readFeedText } from './read-feed-text';
import { type CommandDatabase, type Terminal, withDatabase } from './run-command';

interface Options {
  readonly source: string;
  readonly timezone: string;
  readonly fellowship: string;
  readonly organization?: string;
  readonly dryRun?: true;
}

/**
 * `npm run import:meetings -- FILE_OR_URL --source NAME --timezone IANA --fellowship F [--organization ID] [--dry-run]`:
 * imports Meeting Guide JSON as an operator. Its last line on stdout is what became of the listings.
 */
export async function importMeetingsCommand(terminal: Terminal): Promise<void> {
  const { origin, options } = readArguments(terminal);
  const { source, timezone } = requireSound(options);
  const fellowship = fellowshipOf(options.fellowship);
  const settings = terminal.settings();
  const meetings = rowsOf(await readFeedText(origin));
  terminal.tell(`read ${meetings.length} listings`);

  const input: MeetingImport = { source, defaultTimeZone: timezone, fellowship, meetings };
  const outcome = await withDatabase(settings, (database) => bring(database, input, options, terminal));
  for (const { index, slug, reason } of outcome.rejected) {
    terminal.tell(`rejected listing ${index} (${slug ?? 'no slug'}): ${reason}`);
  }
  terminal.print(summaryOf(outcome));
}

function readArguments({ args, print }: Terminal): { origin: string; options: Options } {
  const command = new Command('npm run import:meetings --')
    .description('Imports meeting listings in Meeting Guide JSON.')
    .argument('<file-or-url>', 'a file, or an address that begins with https://')
    .requiredOption('--source <name>', 'what the feed is called here; its listings are known again by it')
    .requiredOption('--timezone <iana>', 'the zone of listings that name none')
    .requiredOption('--fellowship <fellowship>', `whose meetings these are: ${Object.keys(Fellowship).join(', ')}`)
    .option('--organization <id>', 'whose directory to fill; the organization that was founded first, if left out')
    .option('--dry-run', 'say what would be done, and write nothing')
    .exitOverride()
    .configureOutput({ writeOut: (text) => print(text.trimEnd()), writeErr: () => undefined })
    .parse([...args], { from: 'user' });
  return { origin: String(command.args[0]), options: command.opts<Options>() };
}

function requireSound(options: Options): Options {
  const { source, timezone } = options;
  if (source.trim() === '' || source.length > MAX_SOURCE) {
    throw new CommandError(`--source must be a name of 1 to ${MAX_SOURCE} characters.`);
  }
  try {
    TimeZone.parseValue(timezone);
  } catch {
    throw new CommandError('--timezone must be an IANA name such as America/Los_Angeles.');
  }
  return options;
}

function fellowshipOf(name: string): Fellowship {
  const fellowship = Object.values(Fellowship).find((known) => known === name);
  if (fellowship) return fellowship;
  throw new CommandError(`--fellowship must be one of ${Object.values(Fellowship).join(', ')}.`);
}

function rowsOf(text: string): unknown[] {
  try {
    return parseJsonText(text);
  } catch (error) {
    if (error instanceof UnreadableFeed) throw new CommandError(error.message);
    throw error;
  }
}

async function bring(
  database: CommandDatabase,
  input: MeetingImport,
  options: Options,
  { tell }: Terminal,
): Promise<ImportMeetingsPayload> {
  const ctx = await actAsOperator(database, 'import-meetings', options.organization);
  try {
    return await importMeetings(ctx, input, {
      dryRun: options.dryRun === true,
      progress: (written, total) => tell(`${written} of ${total} rows done`),
    });
  } finally {
    await ctx.close();
  }
}

function summaryOf({
  read,
  created,
  updated,
  unchanged,
  rejected,
  deactivated,
  meetings,
}: ImportMeetingsPayload): string {
  return [
    `${read} read`,
    `${created} created`,
    `${updated} updated`,
    `${unchanged} unchanged`,
    `${rejected.length} rejected`,
    `${deactivated} deactivated`,
    `${meetings} meetings`,
  ].join(', ');
}

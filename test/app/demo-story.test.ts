import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DateTime } from 'luxon';
import type { Story } from '../../src/app/demo/story/play-story';
import { runDemo } from '../../src/app/demo/story/run-demo';
import { calendarOf } from '../../src/app/demo/story/stage';
import { dueInWords, tellStory } from '../../src/app/demo/story/tell-story';
import { buildPrograms, type ProgramRun, runProgram, spawnProgram } from '../support/programs';

jest.setTimeout(120_000);

const ROOT = join(__dirname, '../..');
const ZONE = 'America/Los_Angeles';
const PROGRAM = 'dist/src/app/cli/demo.js';

let folder: string;
let temporary: string;
let story: Story;
let lines: string[];
let run: ProgramRun;

/** Where the program could leave something, and a database that it would never reach. */
const settings = () => ({ TMPDIR: temporary, DATABASE_URL: 'postgres://nobody:nothing@127.0.0.1:1/none' });
const storiesIn = async (path: string): Promise<string[]> =>
  (await readdir(path)).filter((name) => name.startsWith('alongside-story-'));

beforeAll(async () => {
  await buildPrograms();
  folder = await mkdtemp(join(tmpdir(), 'alongside-demo-story-'));
  temporary = join(folder, 'tmp');
  await mkdir(temporary);
  story = await runDemo();
  lines = tellStory(story);
  run = await runProgram(PROGRAM, [], settings(), folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What has been found in the story, word for word. */
const found = new Set<string>();

/** The lines that hold a number, with all that is said around it. */
function tells(...sentences: string[]): void {
  for (const sentence of sentences) {
    expect(lines.map((line) => line.trim())).toContain(sentence);
    found.add(sentence);
  }
}

describe('the story of npm run demo', () => {
  it('begins with a plan of three kinds of help, and without a peer', () => {
    expect(story.arrival).toMatchObject({ name: 'Avery', planBeganDaysAgo: 363, sessions: 5 });
    const kinds = story.arrival.activities.map(({ __typename }) => __typename);
    expect(kinds).toEqual(['CbtActivity', 'MatActivity', 'CounselingActivity']);
    expect(story.arrival.nothingYet).toHaveLength(1);
    tells(
      'Avery came into care 363 days ago. One plan holds 3 kinds of help:',
      'Avery has come to 5 sessions. The care team is reminded of what is missing:',
    );
  });

  it('suggests four peers with reasons, and two of them walk alongside', () => {
    const scores = story.peers.suggestions.map(({ name, score }) => [name, score]);
    expect(scores).toEqual([
      ['Alex Walker-Example', 1],
      ['Charlie Example-Reed', 0.7059],
      ['Tools and Choices', 1],
      ['Harbor Steps', 0.3333],
    ]);
    for (const { reasons } of story.peers.suggestions) expect(reasons.length).toBeGreaterThanOrEqual(2);
    expect(story.peers).toMatchObject({ contacts: 2, groupMeetings: 1, minutes: 30 + 45 + 60 });
    expect(story.peers.links.map(({ status }) => status)).toEqual(['ACTIVE', 'ACTIVE']);
    tells(
      'Avery says what would help: secular, by phone or online, SMART Recovery, Tuesday evenings. 4 peers are suggested:',
      'They have been in touch 2 times, and Avery went to 1 meeting: 135 minutes in all.',
      '- Alex Walker-Example, 1: Is secular, as you wish. Has time Tuesdays from 17:00, when you are free. By phone, as you wish. Speaks English, as you do. Takes somebody on now.',
      '- Charlie Example-Reed, 0.7059: Has time Tuesdays from 17:00, when you are free. By phone, as you wish. Speaks English, as you do. Takes somebody on now.',
      '- Tools and Choices, 1: Is SMART Recovery, which you asked for. Meets Tuesdays 19:00, when you are free. Online, as you wish. Meets in English, which you speak.',
      '- Harbor Steps, 0.3333: Online, as you wish. Meets in English, which you speak.',
    );
  });

  it('counts 360 days, of which the server has found four milestones by itself', () => {
    const { days, milestones, scores } = story.walk;
    expect(days).toEqual({ current: 360, cumulative: 360, longest: 360, next: { kind: 'YEARS', daysAway: 5 } });
    expect(milestones).toEqual([
      { title: '30 days', daysAgo: 360 - 30 },
      { title: '60 days', daysAgo: 360 - 60 },
      { title: '90 days', daysAgo: 360 - 90 },
      // Half of 365¼ days.
      { title: 'Six months', daysAgo: 360 - 182 },
    ]);
    expect(scores).toEqual([
      { instrument: 'BARC_10', total: 28, band: null, daysAgo: 358 },
      { instrument: 'BARC_10', total: 51, band: null, daysAgo: 21 },
      { instrument: 'PHQ_9', total: 16, band: 'MODERATELY_SEVERE', daysAgo: 358 },
      { instrument: 'PHQ_9', total: 6, band: 'MILD', daysAgo: 21 },
    ]);
    tells(
      '360 days ago Avery began a period of recovery. 4 milestones came by themselves:',
      '- 30 days, 330 days ago',
      '- 60 days, 300 days ago',
      '- 90 days, 270 days ago',
      '- Six months, 178 days ago',
      'The next one, a year, is 5 days away.',
      '- BARC-10: 28, 358 days ago',
      '- BARC-10: 51, 21 days ago',
      '- PHQ-9: 16, moderately severe, 358 days ago',
      '- PHQ-9: 6, mild, 21 days ago',
    );
  });

  it('answers a return to use with words and people; no link ends and no day is lost', () => {
    const { told } = story;
    expect(told).toMatchObject({ daysAgo: 130, linkStatuses: ['ACTIVE', 'ACTIVE'] });
    expect(told.daysBefore.cumulative).toBe(360);
    expect(told.daysAfter).toMatchObject({ current: null, cumulative: 360 });
    expect(told.supportMessage).toContain('call or text 988');
    expect(told.attention).toHaveLength(1);
    const due = Object.fromEntries(told.followUps.map((followUp) => [followUp.kind, dueInWords(followUp)]));
    expect(due).toEqual({
      PEER_OUTREACH: 'within 1 day',
      CLINICAL_REVIEW: `by the end of ${nextWorkingDay(told.followUps[0]?.askedAt)}`,
      PLAN_REVIEW: 'within 7 days',
    });
    tells(
      'Avery tells of a return to use, 130 days ago: a hard week, and nobody to call. The answer:',
      '3 people or teams will be in touch:',
      '- peer outreach, Alex Walker-Example, within 1 day',
      `- clinical review, the care team, ${due.CLINICAL_REVIEW}`,
      '- plan review, the care team, within 7 days',
      'Nobody has left: 2 links, active and active.',
      'Avery says that this period ended with it. 360 days before, 360 days after: no day is lost.',
      ...told.supportMessage.split('\n\n').map((paragraph) => `| ${paragraph}`),
    );
  });

  it('goes on: every follow-up is done, and coming back is a milestone', () => {
    const { wayBack } = story;
    expect(wayBack).toMatchObject({ followUpsDone: 3, followUpsOpen: 0, checkIn: { mood: 4, craving: 2 } });
    expect(wayBack.days).toMatchObject({ current: 126, longest: 360 - 130, cumulative: 360 });
    expect(wayBack.statuses.at(-1)).toBe('SETTLED');
    const titles = ['Back after a return to use', 'Six months', '90 days', '60 days', '30 days'];
    expect(wayBack.milestones).toEqual(titles);
    tells(
      '3 follow-ups are done, 0 are open. The answer went its way: acknowledged, support in progress, plan reviewed, settled.',
      'Avery began again: 126 days now, 230 the longest, 360 in all. Milestones, 5 by now:',
      ...titles.map((title) => `- ${title}`),
      'Today Avery checks in, mood 4 of 5, craving 2 of 10, and is told:',
      `| ${wayBack.checkIn.supportMessage}`,
    );
  });

  it('shows an app what consent lets it see, and nothing after', () => {
    expect(story.sharing).toEqual({ before: 0, meanwhile: 1, after: 0, disclosures: 1 });
    tells(
      "A partner's app asks who walks alongside, and sees 0 links.",
      'Avery consents: it sees 1. Avery takes the consent back: it sees 0, the same second.',
      'Avery can read what it was shown: 1 disclosure is written down.',
    );
  });

  it('ends with an alumnus who becomes a mentor, and is suggested to somebody else', () => {
    const { farewell, mentor } = story;
    expect(farewell).toMatchObject({ status: 'ALUMNUS', plan: 'COMPLETED', links: ['ACTIVE', 'ACTIVE'], timeline: 39 });
    expect(mentor).toMatchObject({
      stages: ['CANDIDATE', 'IN_TRAINING', 'CREDENTIALED'],
      seesPatient: false,
      place: 1,
    });
    expect(mentor.suggestion).toMatchObject({ name: 'Sky Walker-Example', score: 1 });
    tells(
      'The plan is completed, and Avery is an alumnus of the program. 2 links go on.',
      'The timeline of the record has 39 entries. The latest:',
      'Rowan comes into care, and says what would help. Among the mentors who fit, number 1 is:',
    );
    tells(
      '- Sky Walker-Example, 1: Is secular, as you wish. Has time Tuesdays from 17:00, when you are free. By phone and online, as you wish. Speaks English, as you do. Takes somebody on now.',
    );
  });

  it('holds no number that the tests above have not found', () => {
    const numbered = lines.map((line) => line.trim()).filter((line) => /\d/.test(line));
    expect(numbered.length).toBeGreaterThanOrEqual(30);
    expect(numbered.filter((line) => !found.has(line))).toEqual([]);
  });

  it('uses no word that hurts', () => {
    expect(lines.join('\n')).not.toMatch(/\b(relaps|slip|clean|addict\b|addicts|abus|dirty)/i);
    expect(lines.length).toBeGreaterThanOrEqual(60);
    expect(lines.length).toBeLessThanOrEqual(95);
  });
});

describe('npm run demo', () => {
  it('prints the same story, whatever database is set, and leaves nothing behind', async () => {
    expect(run).toMatchObject({ code: 0, out: lines });
    expect(await storiesIn(temporary)).toEqual([]);
    expect(await readdir(folder)).toEqual(['tmp']);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('ends at %s, and leaves nothing running or behind', async (signal) => {
    const child = spawnProgram(PROGRAM, [], settings(), folder);
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    const postgres = await theirPostgres();
    process.kill(-(child.pid ?? 0), signal);
    expect(await ended).toBe(signal === 'SIGINT' ? 130 : 143);
    expect(() => process.kill(postgres, 0)).toThrow('ESRCH');
    expect(await storiesIn(temporary)).toEqual([]);
  });

  it('is quoted in README as it is told', () => {
    return expect(readFile(join(ROOT, 'README.md'), 'utf8')).resolves.toContain(
      'Avery says that this period ended with it. 360 days before, 360 days after: no day is lost.',
    );
  });
});

describe('the calendar of the story', () => {
  it.each(['2026-03-09T18:00:00Z', '2026-11-02T18:00:00Z', '2028-03-01T18:00:00Z'])(
    'counts whole days over a change of clocks and a leap day before %s',
    (now) => {
      const calendar = calendarOf(ZONE, new Date(now));
      for (const days of [1, 130, 360, 363]) expect(calendar.daysSince(calendar.day(days))).toBe(days);
    },
  );
});

/** Monday to Friday, where the program is. */
function nextWorkingDay(askedAt = ''): string {
  let day = DateTime.fromISO(askedAt, { zone: ZONE }).plus({ days: 1 });
  while (day.weekday > 5) day = day.plus({ days: 1 });
  return day.setLocale('en').weekdayLong ?? '';
}

/** The process of the PostgreSQL that the program has started, once it runs. */
async function theirPostgres(): Promise<number> {
  for (let attempt = 0; attempt < 500; attempt += 1) {
    const [name = 'none'] = await storiesIn(temporary);
    const found = (await readdir(join(temporary, name)).catch(() => [])).map((entry) => join(temporary, name, entry));
    for (const path of found) {
      const text = await readFile(join(path, 'postmaster.pid'), 'utf8').catch(() => '');
      if (text !== '') return Number(text.split('\n')[0]);
    }
    await sleep(20);
  }
  throw new Error('No PostgreSQL was started.');
}

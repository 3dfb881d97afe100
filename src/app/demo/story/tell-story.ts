import { DateTime } from 'luxon';
import { ZONE } from './cast';
import type { Suggestion } from './find-peers';
import type { Story } from './play-story';
import type { Due } from './return-to-use';
import type { Score } from './walk';

/** The story as lines to read. Every number in them is one of the answers. */
export function tellStory(story: Story): string[] {
  return [
    "A year of one person's recovery, told by the answers of the API. What can be dated lies in the past; the rest happens now.",
    ...chapter('Coming into care', arrival(story)),
    ...chapter('People who fit', peers(story)),
    ...chapter('Walking on', walk(story)),
    ...chapter('A return to use', returned(story)),
    ...chapter('Coming back', back(story)),
    ...chapter('Consent decides', sharing(story)),
    ...chapter('Care ends, and something begins', farewell(story)),
  ];
}

const chapter = (title: string, lines: string[]): string[] => ['', title, ...lines.map((line) => `  ${line}`)];

const words = (code: string): string => code.toLowerCase().replaceAll('_', ' ');

const ACTIVITIES: Readonly<Record<string, string>> = {
  CbtActivity: 'cognitive behavioral therapy',
  MatActivity: 'medication for addiction treatment',
  CounselingActivity: 'counseling',
};

function arrival({ arrival: { name, planBeganDaysAgo, activities, sessions, nothingYet } }: Story): string[] {
  return [
    `${name} came into care ${planBeganDaysAgo} days ago. One plan holds ${activities.length} kinds of help:`,
    ...activities.map(({ __typename, by }) => `- ${ACTIVITIES[__typename] ?? __typename}, with ${by}`),
    `${name} has come to ${sessions} sessions. The care team is reminded of what is missing:`,
    ...nothingYet.map((sentence) => `- ${sentence}`),
  ];
}

function peers({
  arrival: { name },
  peers: { suggestions, links, contacts, groupMeetings, minutes },
}: Story): string[] {
  return [
    `${name} says what would help: secular, by phone or online, SMART Recovery, Tuesday evenings. ${suggestions.length} peers are suggested:`,
    ...suggestions.flatMap(suggestion),
    `${name} agrees to the first of each kind, and they agree, too: ${links.map((link) => link.name).join(' and ')}.`,
    `They have been in touch ${contacts} times, and ${name} went to ${groupMeetings} meeting: ${minutes} minutes in all.`,
  ];
}

function suggestion({ name, score, reasons }: Suggestion): string[] {
  return [`- ${name}, ${score}: ${reasons.join(' ')}`];
}

function walk({ arrival: { name }, walk: { days, milestones, encouragement, scores } }: Story): string[] {
  return [
    `${days.current} days ago ${name} began a period of recovery. ${milestones.length} milestones came by themselves:`,
    ...milestones.map(({ title, daysAgo }) => `- ${title}, ${daysAgo} days ago`),
    `${encouragement.from} writes: "${encouragement.message}"`,
    ...(days.next ? [`The next one, a year, is ${days.next.daysAway} days away.`] : []),
    'Questionnaires tell of it in their own way:',
    ...scores.map(score),
  ];
}

const score = ({ instrument, total, band, daysAgo }: Score): string =>
  `- ${instrument.replace('_', '-')}: ${total}${band === null ? '' : `, ${words(band)}`}, ${daysAgo} days ago`;

function returned({ arrival: { name }, told }: Story): string[] {
  const { daysBefore, daysAfter } = told;
  return [
    `${name} tells of a return to use, ${told.daysAgo} days ago: a hard week, and nobody to call. The answer:`,
    ...told.supportMessage.split('\n\n').map((paragraph) => `| ${paragraph}`),
    `${told.followUps.length} people or teams will be in touch:`,
    ...told.followUps.map((due) => `- ${words(due.kind)}, ${due.by}, ${dueInWords(due)}`),
    ...told.attention.map((sentence) => `The care team sees: ${sentence}`),
    `Nobody has left: ${told.linkStatuses.length} links, ${told.linkStatuses.map(words).join(' and ')}.`,
    `${name} says that this period ended with it. ${daysBefore.cumulative} days before, ${daysAfter.cumulative} days after: no day is lost.`,
  ];
}

const DAY_HOURS = 24;

/** By when somebody is in touch: until a day of the week ends, or within so many days of being asked. */
export function dueInWords({ dueAt, askedAt }: Pick<Due, 'dueAt' | 'askedAt'>): string {
  const due = DateTime.fromISO(dueAt, { zone: ZONE });
  if (due.equals(due.startOf('day'))) return `by the end of ${due.minus({ days: 1 }).setLocale('en').weekdayLong}`;
  const hours = due.diff(DateTime.fromISO(askedAt), 'hours').hours;
  const days = Math.round(hours / DAY_HOURS);
  return `within ${days} ${days === 1 ? 'day' : 'days'}`;
}

function back({ arrival: { name }, wayBack }: Story): string[] {
  const { days, checkIn } = wayBack;
  return [
    `${wayBack.followUpsDone} follow-ups are done, ${wayBack.followUpsOpen} are open. The answer went its way: ${wayBack.statuses.map(words).join(', ')}.`,
    `${name} began again: ${days.current} days now, ${days.longest} the longest, ${days.cumulative} in all. Milestones, ${wayBack.milestones.length} by now:`,
    ...wayBack.milestones.map((title) => `- ${title}`),
    `Today ${name} checks in, mood ${checkIn.mood} of 5, craving ${checkIn.craving} of 10, and is told:`,
    `| ${checkIn.supportMessage}`,
  ];
}

function sharing({ arrival: { name }, sharing: { before, meanwhile, after, disclosures } }: Story): string[] {
  return [
    `A partner's app asks who walks alongside, and sees ${before} links.`,
    `${name} consents: it sees ${meanwhile}. ${name} takes the consent back: it sees ${after}, the same second.`,
    `${name} can read what it was shown: ${disclosures} disclosure is written down.`,
  ];
}

function farewell({ arrival: { name }, farewell: end, mentor }: Story): string[] {
  return [
    `The plan is ${words(end.plan)}, and ${name} is an ${words(end.status)} of the program. ${end.links.length} links go on.`,
    `The timeline of the record has ${end.timeline} entries. The latest:`,
    ...end.latest.map((title) => `- ${title}`),
    `${name} is asked to mentor others, and says yes, by a name of their own: ${mentor.name}.`,
    `The way there: ${mentor.stages.map(words).join(', ')}. As a mentor they see no record of ${name}: the two never point at each other.`,
    `${mentor.newcomer} comes into care, and says what would help. Among the mentors who fit, number ${mentor.place} is:`,
    ...suggestion(mentor.suggestion),
  ];
}

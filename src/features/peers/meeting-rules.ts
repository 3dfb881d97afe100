import { badInput, type FieldProblem } from '../../platform/graphql/errors';
import type { Meeting } from './meeting.entity';
import { Modality } from './modality';
import { requireWebAddress } from './web-address';

/** What has to hold of a meeting, whether it is new or revised. */
export type MeetingDetails = Pick<
  Meeting,
  'weekday' | 'startTime' | 'endTime' | 'modality' | 'joinUrl' | 'phone' | 'formattedAddress'
>;

const NEEDS_ADDRESS: readonly Modality[] = [Modality.IN_PERSON, Modality.HYBRID];
const NEEDS_WAY_IN: readonly Modality[] = [Modality.VIRTUAL, Modality.HYBRID];

/**
 * Refuses a meeting that nobody could find or join.
 * @throws BAD_USER_INPUT naming what is missing
 */
export function requireSoundMeeting(meeting: MeetingDetails): void {
  const problem = timeProblem(meeting) ?? placeProblem(meeting);
  if (problem) throw badInput(problem);
  // Only https: a join link carries the name of who follows it.
  requireWebAddress(meeting.joinUrl, 'input.joinUrl', ['https:']);
}

function timeProblem({ weekday, startTime, endTime }: MeetingDetails): FieldProblem | undefined {
  const times = Object.entries({ weekday, startTime, endTime });
  const missing = times.find(([, value]) => value === null)?.[0];
  if (missing !== undefined && times.some(([, value]) => value !== null)) {
    const path = `input.${missing}`;
    return { path, message: `"${path}" is missing: give weekday, start and end, or none of them when by appointment.` };
  }
  if (startTime === null || startTime !== endTime) return undefined;
  return { path: 'input.endTime', message: '"input.endTime" must differ from the start.' };
}

function placeProblem({ modality, joinUrl, phone, formattedAddress }: MeetingDetails): FieldProblem | undefined {
  if (NEEDS_ADDRESS.includes(modality) && formattedAddress === null) {
    const path = 'input.venue.formattedAddress';
    return { path, message: `"${path}" is needed: people come to this meeting.` };
  }
  if (NEEDS_WAY_IN.includes(modality) && joinUrl === null && phone === null)
    return { path: 'input.joinUrl', message: '"input.joinUrl" or "input.phone" is needed: people join from afar.' };
  if (modality === Modality.PHONE && phone === null)
    return { path: 'input.phone', message: '"input.phone" is needed: people dial in.' };
  return undefined;
}

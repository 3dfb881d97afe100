import type { MeetingSlot } from '../meeting-guide';

/** What tells the meetings of one listing apart: the weekday, or that it is by appointment. */
export function slotKey({ weekday }: MeetingSlot): string {
  return weekday ?? 'BY_APPOINTMENT';
}

interface Slotted {
  readonly slot: string;
  readonly active: boolean;
}

/** The slots of a listing, each with the stored meeting it is; and the stored meetings that it no longer has. */
export interface Pairing<T> {
  readonly pairs: readonly { readonly slot: MeetingSlot; readonly meeting: T | undefined }[];
  readonly left: readonly T[];
}

/**
 * Finds the stored meeting of each slot: the one on its day, else an active one whose day the listing dropped, for then
 * the meeting has moved and stays the same meeting. A slot without either is a new meeting.
 */
export function pairSlots<T extends Slotted>(slots: readonly MeetingSlot[], stored: readonly T[]): Pairing<T> {
  const byDay = new Map(stored.map((meeting) => [meeting.slot, meeting]));
  const kept = new Set(slots.map((slot) => byDay.get(slotKey(slot))));
  const rest = stored.filter((meeting) => !kept.has(meeting));
  const movable = rest.filter(({ active }) => active);
  const pairs = slots.map((slot) => ({ slot, meeting: byDay.get(slotKey(slot)) ?? movable.shift() }));
  const taken = new Set(pairs.map(({ meeting }) => meeting));
  return { pairs, left: rest.filter((meeting) => !taken.has(meeting)) };
}

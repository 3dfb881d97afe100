import { Modality } from '../modality';
import type { JoinLink } from './join-link';
import { LOCATION_TEMPORARILY_CLOSED } from './meeting-types';

/** What a listing offers to those who want to attend. */
export interface WaysIn {
  readonly types: readonly string[];
  readonly hasSpecificAddress: boolean;
  readonly joinLink: JoinLink | null;
  readonly dialIn: string | null;
  /** What list plugins write beside the specification: `in_person`, `online`, `hybrid`, `inactive`. */
  readonly attendanceOption: string | null;
}

/** How a listing is attended. An inactive one carries IN_PERSON, what it most often is again when its place reopens. */
export interface Attendance {
  readonly active: boolean;
  readonly modality: Modality;
}

/**
 * How a listing is attended, by what it offers: a specific address with a join link or a dial-in is HYBRID; a link alone,
 * or an address that is closed (`TC`) with a link, VIRTUAL; likewise a dial-in PHONE; an address alone IN_PERSON; closed
 * without link or dial-in, or neither place nor link, inactive.
 *
 * Only links to a known conference service count, as for TSML UI. `attendance_option` may take away (`inactive`, or the
 * place of a meeting that is `online`), but never adds a way in that the listing does not give.
 */
export function attendanceOf(ways: WaysIn): Attendance {
  const hasLink = ways.joinLink !== null && ways.joinLink.provider !== null;
  const isRemote = hasLink || ways.dialIn !== null;
  const isClosed = ways.types.includes(LOCATION_TEMPORARILY_CLOSED);
  const isElsewhere = ways.attendanceOption === 'online' && isRemote;
  const hasPlace = ways.hasSpecificAddress && !isClosed && !isElsewhere;

  if (ways.attendanceOption === 'inactive' || !(hasPlace || isRemote)) {
    return { active: false, modality: Modality.IN_PERSON };
  }
  if (hasPlace) return { active: true, modality: isRemote ? Modality.HYBRID : Modality.IN_PERSON };
  return { active: true, modality: hasLink ? Modality.VIRTUAL : Modality.PHONE };
}

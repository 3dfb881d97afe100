import type { Ruling } from '../../access/authorize';
import { Role } from '../../access/role';
import { isHolder, type Viewer } from '../../access/viewer';
import type { CareTeamMember } from './care-team-member.entity';
import type { CareEpisode } from './patient.entity';

/** INTAKE, and systems whose agreement shows them every patient: to any other a known identifier would tell of a stranger. */
export function mayRegisterPatients(viewer: Viewer): Ruling {
  return viewer.seesEveryIdentity || 'Registering patients needs an agreement that covers the whole program.';
}

/** What patients change of their own record themselves; the rest is the front desk's, which has seen the papers. */
const BY_THEMSELVES: readonly string[] = [
  'patientId',
  'expectedVersion',
  'preferredName',
  'contactPoints',
  'timeZone',
  'languages',
];

/** The front desk and record systems change everything, patients what concerns how they are called and reached. */
export function mayRevise(viewer: Viewer, input: object): Ruling {
  if (viewer.role !== Role.PATIENT) return true;
  const given = Object.entries(input).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  return (
    given.every((name) => BY_THEMSELVES.includes(name)) ||
    'You can change what you like to be called and how to reach you. Ask the front desk to change the rest.'
  );
}

/** Whom the care is shown to. A system may see the patient and not the care; it would write what it cannot read. */
export function mayChangeCare(episode: CareEpisode | null): Ruling {
  return episode !== null || 'The care of this patient is not open to you.';
}

/** The director, systems of the program, and clinicians who sit on the team now. Who covers somebody keeps the seat, and fills no other. */
export function mayChangeCareTeam(viewer: Viewer, team: readonly CareTeamMember[], now: Date): Ruling {
  if (viewer.role !== Role.CLINICIAN) return true;
  const isOnTeam = team.some(
    (seat) => isHolder(viewer, 'clinician', seat.clinicianId) && seat.coverForId === null && seat.from <= now,
  );
  return isOnTeam || 'Only somebody of the care team, or the director, may change it.';
}

/** Who takes a seat to cover for a colleague: a clinician, for themselves, where they have none. What they see does not matter. */
export function takesCover(
  viewer: Viewer,
  { clinicianId, coverForId }: { readonly clinicianId: string; readonly coverForId?: string | null | undefined },
  team: readonly CareTeamMember[],
): boolean {
  const isForThemselves = viewer.role === Role.CLINICIAN && isHolder(viewer, 'clinician', clinicianId);
  const isCover = coverForId !== undefined && coverForId !== null;
  return (
    isForThemselves && isCover && !team.some((seat) => seat.clinicianId === clinicianId && seat.coverForId === null)
  );
}

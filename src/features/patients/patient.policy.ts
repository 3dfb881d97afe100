import type { Ruling } from '../../access/authorize';
import { Role } from '../../access/role';
import { isHolder, type Viewer } from '../../access/viewer';
import type { CareTeamMember } from './care-team-member.entity';

/** INTAKE, and systems whose agreement shows them every patient: to any other a known identifier would tell of a stranger. */
export function mayRegisterPatients(viewer: Viewer): Ruling {
  return viewer.seesEveryIdentity || 'Registering patients needs an agreement that covers the whole program.';
}

/** The director, systems of the program, and clinicians who already sit on the team. */
export function mayChangeCareTeam(viewer: Viewer, team: readonly CareTeamMember[]): Ruling {
  if (viewer.role !== Role.CLINICIAN) return true;
  const isOnTeam = team.some((seat) => isHolder(viewer, 'clinician', seat.clinicianId));
  return isOnTeam || 'Only somebody of the care team, or the director, may change it.';
}

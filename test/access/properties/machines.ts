import { areKeptApart, deniedTo, hasSharingConsent, sightOf } from './sight';
import { CATEGORIES, type Consent, type Link, type Patient, type World } from './world';

/** Where a consent stands now: what ends at an instant has ended then, whoever says so. */
export function standingOf(world: World, { status, until }: Consent): Consent['status'] {
  return status === 'ACTIVE' && until <= world.now ? 'EXPIRED' : status;
}

/** A consent ended. Links to a mentor from outside that stood on it, and have no other, rest. */
export function endConsent(world: World, consent: Consent, status: Consent['status']): void {
  consent.status = status;
  const { recipient, patient, from, categories } = consent;
  if (recipient !== 'volunteer' || from > world.now || !categories.includes('PEER_SUPPORT')) return;
  if (hasSharingConsent(world, recipient, patient)) return;
  for (const link of world.links) {
    const isAgreed = ['ACCEPTED', 'ACTIVE', 'PAUSED'].includes(link.status);
    if (link.mentor !== recipient || link.patient !== patient || !isAgreed) continue;
    link.status = 'PAUSED';
    link.lacksConsent = true;
  }
}

/** Consents whose day has come are written down as expired. */
export function sweep(world: World): void {
  const due = world.consents.filter((consent) => consent.status === 'ACTIVE' && consent.until <= world.now);
  for (const consent of due) consent.status = 'EXPIRED';
  for (const consent of due) endConsent(world, consent, 'EXPIRED');
}

/** Whether a clinician may propose this mentor. */
export function mayPropose(world: World, { mentor, patient, helpsAfterReturn }: Omit<Link, 'id'>): boolean {
  const seen = sightOf(world, 'ada', patient);
  if (
    mentor === null ||
    !seen.has('CARE_PLAN') ||
    !seen.has('PEER_SUPPORT') ||
    (helpsAfterReturn && !seen.has('RETURN_TO_USE'))
  )
    return false;
  const isLinked = world.links.some((link) => link.mentor === mentor && link.patient === patient && isOpen(link));
  return !isLinked && !areKeptApart(world, mentor, patient);
}

export const isOpen = ({ status }: Link): boolean => ['PROPOSED', 'ACCEPTED', 'ACTIVE', 'PAUSED'].includes(status);

/** The patient is first. A yes needs a mentor who can take it, and from outside the program a consent as well. */
export function mayAnswer(world: World, link: Link, by: 'patient' | 'mentor', isYes: boolean): boolean {
  const { status, mentor, patient, patientAgreed } = link;
  if (status !== 'PROPOSED' || mentor === null) return false;
  if (by === 'mentor' && !(patientAgreed && sightOf(world, mentor, patient).has('PEER_SUPPORT'))) return false;
  if (!isYes) return true;
  return (by === 'mentor' || !patientAgreed) && canStand(world, link);
}

export function answer(link: Link, by: 'patient' | 'mentor', isYes: boolean): void {
  if (!isYes) link.status = 'DECLINED';
  else if (by === 'mentor') link.status = 'ACCEPTED';
  else link.patientAgreed = true;
}

const NEXT: Partial<Record<Link['status'], readonly string[]>> = {
  PROPOSED: ['WITHDRAWN'],
  ACCEPTED: ['ACTIVE', 'ENDED'],
  ACTIVE: ['PAUSED', 'ENDED'],
  PAUSED: ['ACTIVE', 'ENDED'],
};

/** Whether the care team may move a link there. Who is denied CARE_PLAN does not see who is of the team, themselves among them. */
export function mayMove(world: World, link: Link, to: Link['status']): boolean {
  const seen = sightOf(world, 'ada', link.patient);
  if (!seen.has('CARE_PLAN') || !seen.has('PEER_SUPPORT') || !NEXT[link.status]?.includes(to)) return false;
  return to !== 'ACTIVE' || canStand(world, link);
}

export function move(link: Link, to: Link['status']): void {
  link.status = to;
  link.lacksConsent = false;
}

function canStand(world: World, { mentor, patient }: Link): boolean {
  if (mentor === null) return true;
  return !areKeptApart(world, mentor, patient) && (mentor === 'employed' || hasSharingConsent(world, mentor, patient));
}

/** Whether a seat at that time is free. */
export function mayJoin(world: World, patient: Patient, from: number, until: number): boolean {
  const isTaken = world.seats.some(
    (seat) =>
      seat.clinician === 'cover' &&
      seat.patient === patient &&
      seat.until > world.now &&
      seat.from < until &&
      from < seat.until,
  );
  return sightOf(world, 'director', patient).has('CARE_PLAN') && !isTaken;
}

/** Five tries an hour; never for whom all is denied that an emergency opens. Writes the try down. */
export function tryGlass(world: World, patient: Patient): boolean {
  if (world.attempts.filter((at) => at > world.now - 1).length >= 5) return false;
  world.attempts.push(world.now);
  const denied = deniedTo(world, 'cover', patient);
  return CATEGORIES.some((category) => !denied.includes(category));
}

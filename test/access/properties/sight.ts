import {
  type Actor,
  CATEGORIES,
  type Category,
  type Consent,
  EVERY_CATEGORY,
  type Holder,
  lasts,
  type Mentor,
  type Patient,
  type Recipient,
  SCOPES,
  type System,
  type World,
} from './world';

/** Besides the categories: where the patient stands, which is CARE_PLAN, and who may know of consents and restrictions. */
export type Sight = Category | 'STATUS' | 'PERMISSION';

const OPEN = ['PROPOSED', 'ACCEPTED', 'ACTIVE', 'PAUSED'];

/** What this actor sees of this patient now, by the words of access.md. Nothing at all: not that there is a patient. */
export function sightOf(world: World, actor: Actor, patient: Patient): ReadonlySet<Sight> {
  const seen = new Set<Sight>(allowed(world, actor, patient));
  if (actor === `patient ${patient}`) return seen;
  for (const denied of deniedTo(world, actor, patient)) {
    seen.delete(denied as Sight);
    if (denied === 'CARE_PLAN') seen.delete('STATUS');
  }
  return isShutOut(world, actor, patient) ? new Set() : seen;
}

/** The categories that restrictions deny to this actor now. */
export function deniedTo(world: World, actor: Actor, patient: Patient): readonly string[] {
  return restrictionsOn(world, actor, patient).flatMap(({ categories }) => categories);
}

/** Whether one restriction denies the actor every category, and so the patient. */
export function isShutOut(world: World, actor: Actor | 'officer', patient: Patient): boolean {
  return restrictionsOn(world, actor, patient).some(({ categories }) => categories.length === EVERY_CATEGORY.length);
}

/** A restriction that names a mentor: the two are kept apart. One for everybody names nobody. */
export function areKeptApart(world: World, mentor: Mentor, patient: Patient): boolean {
  return restrictionsOn(world, mentor, patient).some(
    ({ holder, categories }) => holder === mentor && categories.includes('PEER_SUPPORT'),
  );
}

/** The consents that let this recipient see this patient now. */
export function liveConsents(world: World, recipient: Recipient, patient: Patient): Consent[] {
  return world.consents.filter(
    (consent) =>
      consent.recipient === recipient &&
      consent.patient === patient &&
      consent.status === 'ACTIVE' &&
      lasts(world, consent),
  );
}

/** What a link to a mentor from outside the program can stand on. */
export function hasSharingConsent(world: World, mentor: Mentor, patient: Patient): boolean {
  return liveConsents(world, mentor, patient).some(({ categories }) => categories.includes('PEER_SUPPORT'));
}

function restrictionsOn(world: World, actor: Actor | 'officer', patient: Patient): World['restrictions'] {
  return world.restrictions.filter(
    (one) => one.patient === patient && (one.holder === actor || one.holder === 'everybody') && lasts(world, one),
  );
}

function allowed(world: World, actor: Actor, patient: Patient): readonly Sight[] {
  switch (actor) {
    case 'director':
      return [...CATEGORIES, 'STATUS', 'PERMISSION'];
    case 'intake':
      return ['IDENTITY', 'CONTACT', 'STATUS'];
    case 'patient 0':
    case 'patient 1':
      return actor === `patient ${patient}` ? [...CATEGORIES, 'STATUS', 'PERMISSION'] : [];
    case 'ada':
    case 'cover':
      return ofClinician(world, actor, patient);
    case 'supervisor':
      return ofSupervisor(world, patient);
    case 'employed':
    case 'volunteer':
      return withStatus(ofMentor(world, actor, patient));
    default:
      return withStatus(ofSystem(world, actor, patient));
  }
}

function ofClinician(world: World, clinician: Holder, patient: Patient): readonly Sight[] {
  const isSeated = world.seats.some(
    (seat) => seat.clinician === clinician && seat.patient === patient && lasts(world, seat),
  );
  if (isSeated) return [...CATEGORIES, 'STATUS', 'PERMISSION'];
  const isEmergency =
    clinician === 'cover' && world.emergencies.some((one) => one.patient === patient && lasts(world, one));
  return isEmergency ? [...CATEGORIES, 'STATUS'] : [];
}

/** Of whoever answers for the mentors: by every open link that the patient agreed to, also one that is dark to its mentor. */
function ofSupervisor(world: World, patient: Patient): readonly Sight[] {
  const isLinked = world.links.some(
    (link) => link.mentor !== null && link.patient === patient && link.patientAgreed && OPEN.includes(link.status),
  );
  return isLinked ? ['PEER_SUPPORT'] : [];
}

function ofSystem(world: World, system: System, patient: Patient): Category[] {
  const granted = liveConsents(world, system, patient).flatMap(({ categories }) => categories);
  return granted.filter((category) => SCOPES[system].open.includes(category));
}

function ofMentor(world: World, mentor: Mentor, patient: Patient): Category[] {
  const isEmployed = mentor === 'employed';
  const isLinked = world.links.some(
    (link) =>
      link.mentor === mentor &&
      link.patient === patient &&
      link.patientAgreed &&
      OPEN.includes(link.status) &&
      (isEmployed || !link.lacksConsent),
  );
  if (!isLinked) return [];
  const granted = liveConsents(world, mentor, patient)
    .filter(({ categories }) => isEmployed || categories.includes('PEER_SUPPORT'))
    .flatMap(({ categories }) => categories);
  return isEmployed ? ['PEER_SUPPORT', 'CONTACT', 'RECOVERY', ...granted] : granted;
}

function withStatus(categories: Category[]): readonly Sight[] {
  return categories.includes('CARE_PLAN') ? [...categories, 'STATUS'] : categories;
}

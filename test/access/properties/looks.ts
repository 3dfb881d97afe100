import type { Caller } from '../../support/app';
import type { Stage } from './cast';
import { standingOf } from './machines';
import { deniedTo, liveConsents, type Sight, sightOf } from './sight';
import { ACTORS, type Actor, type Consent, type Link, type Patient, RECIPIENTS, type Recipient } from './world';

const DOCUMENT = `query ($first: ID!, $second: ID!) { first: patient(id: $first) { ...all } second: patient(id: $second) { ...all } }
  fragment all on Patient { preferredName identity { fullName } contactPoints { value } status carePlans { nodes { id } } careTeam { id }
    safetyFacts { id } peerLinks(first: 50) { nodes { id status peerKind purposes } } consents(first: 50) { nodes { id status } } restrictions { id } }`;

/** What is seen of a patient; null where nothing is. */
type View = Readonly<Record<string, unknown>> | null;

/** Everybody looks at both patients, and has to see what the model says. */
export async function lookAround(stage: Stage): Promise<number> {
  await Promise.all(ACTORS.map((actor) => look(stage, actor)));
  return ACTORS.length * 2;
}

async function look(stage: Stage, actor: Actor): Promise<void> {
  const [first, second] = stage.patientIds;
  const data = await callerOf(stage, actor).data(DOCUMENT, { first, second });
  const views = [viewOf(data.first), viewOf(data.second)];
  expect({ actor, views }).toEqual({ actor, views: [expectedView(stage, actor, 0), expectedView(stage, actor, 1)] });
  // Said once more without the model's grants: nothing that is denied is seen.
  for (const patient of [0, 1] as const) {
    if (actor === `patient ${patient}`) continue;
    for (const category of deniedTo(stage.world, actor, patient)) expect(shownOf(views[patient], category)).toEqual([]);
  }
}

export function callerOf({ callers, patients }: Stage, actor: Actor): Caller {
  if (actor === 'patient 0') return patients[0];
  return actor === 'patient 1' ? patients[1] : callers[actor];
}

interface Seen {
  readonly id: string;
  readonly status: string;
  readonly peerKind: string;
  readonly purposes: readonly string[];
}

/** A patient as the one document of a look is answered. */
interface Answered {
  readonly identity: object | null;
  readonly contactPoints: readonly object[] | null;
  readonly status: string | null;
  readonly careTeam: readonly object[] | null;
  readonly safetyFacts: readonly object[] | null;
  readonly carePlans: { readonly nodes: readonly object[] };
  readonly peerLinks: { readonly nodes: readonly Seen[] };
  readonly consents: { readonly nodes: readonly Seen[] };
  readonly restrictions: readonly Seen[] | null;
}

function viewOf(patient: Answered | null): View {
  if (patient === null) return null;
  const { peerLinks, consents, restrictions } = patient;
  return {
    identity: patient.identity !== null,
    contact: patient.contactPoints !== null,
    status: patient.status !== null,
    plans: patient.carePlans.nodes.length > 0,
    team: patient.careTeam !== null,
    medication: patient.safetyFacts !== null && patient.safetyFacts.length > 0,
    links: peerLinks.nodes
      .map(({ id, status, peerKind, purposes }: Seen) => {
        const helps = purposes.includes('RETURN_FROM_RECURRENCE') ? ' after a return' : '';
        return `${peerKind} ${id} ${status}${helps}`;
      })
      .sort(),
    consents: consents.nodes.map(({ id, status }: Seen) => `${id} ${status}`).sort(),
    restrictions: restrictions?.map(({ id }: Seen) => id).sort() ?? null,
  };
}

function expectedView({ world }: Stage, actor: Actor, patient: Patient): View {
  const seen = sightOf(world, actor, patient);
  if (seen.size === 0) return null;
  const isMentor = actor === 'employed' || actor === 'volunteer';
  const isShown = (link: Link): boolean => {
    if (link.patient !== patient || !seen.has(link.mentor ? 'PEER_SUPPORT' : 'GROUP_PARTICIPATION')) return false;
    // A mentor sees links to themselves, from the patient's yes on.
    return !isMentor || (link.mentor === actor && link.patientAgreed);
  };
  const restrictions = world.restrictions.filter(
    (one) => one.patient === patient && one.holder !== actor && one.from <= world.now && world.now < one.until,
  );
  return {
    identity: seen.has('IDENTITY'),
    contact: seen.has('CONTACT'),
    status: seen.has('STATUS'),
    plans: seen.has('CARE_PLAN'),
    team: seen.has('CARE_PLAN'),
    medication: seen.has('MEDICATION'),
    links: world.links
      .filter(isShown)
      .map((link) => wordsOf(link, seen))
      .sort(),
    consents: shownConsents(world, actor, patient, seen)
      .map((one) => `${one.id} ${standingOf(world, one)}`)
      .sort(),
    restrictions: seen.has('PERMISSION') ? restrictions.map(({ id }) => id).sort() : null,
  };
}

function wordsOf({ mentor, id, status, helpsAfterReturn }: Link, seen: ReadonlySet<Sight>): string {
  const helps = helpsAfterReturn && seen.has('RETURN_TO_USE') ? ' after a return' : '';
  return `${mentor ? 'MENTOR' : 'GROUP'} ${id} ${status}${helps}`;
}

/** Staff and the patient see every consent; a recipient a copy of each that lets it see. */
function shownConsents(world: Stage['world'], actor: Actor, patient: Patient, seen: ReadonlySet<Sight>): Consent[] {
  if (seen.has('PERMISSION')) return world.consents.filter((consent) => consent.patient === patient);
  const isRecipient = (name: Actor): name is Recipient => RECIPIENTS.some((recipient) => recipient === name);
  return isRecipient(actor) ? liveConsents(world, actor, patient) : [];
}

/** What a view shows of a category. */
function shownOf(view: View | undefined, category: string): unknown[] {
  if (!view) return [];
  const links = view.links as readonly string[];
  const shown: Record<string, unknown[]> = {
    IDENTITY: [view.identity],
    CONTACT: [view.contact],
    CARE_PLAN: [view.status, view.plans, view.team],
    MEDICATION: [view.medication],
    PEER_SUPPORT: links.filter((link) => link.startsWith('MENTOR')),
    GROUP_PARTICIPATION: links.filter((link) => link.startsWith('GROUP')),
    RETURN_TO_USE: links.filter((link) => link.endsWith('return')),
  };
  return (shown[category] ?? []).filter(Boolean);
}

import type { Cast } from './cast';
import type { Person } from './come-into-care';
import { does, type Stage, type Versioned } from './stage';
import { type Days, daysOf } from './walk';

/** Somebody who will be in touch, and by when. */
export interface Due {
  readonly kind: string;
  readonly by: string;
  readonly dueAt: string;
  /** Just before it was asked for. */
  readonly askedAt: string;
}

/** A return to use, and what it was answered with. */
export interface Return {
  readonly daysAgo: number;
  readonly supportMessage: string;
  readonly followUps: readonly Due[];
  readonly attention: readonly string[];
  readonly linkStatuses: readonly string[];
  readonly daysBefore: Days;
  readonly daysAfter: Days;
}

const RETURNED = 130;

/** What somebody was asked to do. */
export interface FollowUp extends Versioned {
  readonly kind: string;
  readonly dueAt: string;
  readonly assignee: { readonly displayName: string } | null;
}

/** What was shared, to be answered. */
export interface Shared {
  readonly supportMessage: string;
  readonly returnToUse: Versioned & { readonly occurredOn: string; readonly followUps: readonly FollowUp[] };
}

/** The person tells of a return to use, and that for them the period ended with it. */
export async function returnToUse(
  { calendar }: Stage,
  cast: Cast,
  { self, patientId }: Person,
): Promise<{ told: Return; shared: Shared }> {
  const daysBefore = await daysOf(self);
  const askedAt = new Date().toISOString();
  const shared = await does<Shared>(
    self,
    'shareReturnToUse',
    {
      patientId,
      occurredOn: calendar.day(RETURNED),
      precision: 'DAY',
      substance: 'wine',
      context: 'A hard week, and nobody to call.',
      safetyNeeds: [],
      endsRecoveryPeriod: true,
    },
    `supportMessage returnToUse { id version occurredOn followUps { id version kind dueAt
      assignee { ... on Clinician { displayName } ... on PeerMentor { displayName } } } }`,
  );
  const { patient } = await cast.counselor.ask<{
    patient: { attention: { sentence: string }[]; peerLinks: { nodes: { status: string }[] } };
  }>('query ($id: ID!) { patient(id: $id) { attention { sentence } peerLinks { nodes { status } } } }', {
    id: patientId,
  });
  const told = {
    daysAgo: calendar.daysSince(shared.returnToUse.occurredOn),
    supportMessage: shared.supportMessage,
    followUps: shared.returnToUse.followUps
      .map(({ kind, dueAt, assignee }) => ({ kind, dueAt, askedAt, by: assignee?.displayName ?? 'the care team' }))
      .toSorted((one, other) => one.dueAt.localeCompare(other.dueAt)),
    attention: patient.attention.map(({ sentence }) => sentence),
    linkStatuses: patient.peerLinks.nodes.map(({ status }) => status),
    daysBefore,
    daysAfter: await daysOf(self),
  };
  return { told, shared };
}

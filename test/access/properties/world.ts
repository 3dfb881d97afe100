/** The categories that this test looks at, as access.md lists them; notes, which need a consent of their own, are not among them. */
export const CATEGORIES = [
  'IDENTITY',
  'CONTACT',
  'CARE_PLAN',
  'MEDICATION',
  'ASSESSMENT',
  'RECOVERY',
  'RETURN_TO_USE',
  'PEER_SUPPORT',
  'GROUP_PARTICIPATION',
] as const;
export type Category = (typeof CATEGORIES)[number];

/** What restrictions name: notes as well. Who is denied all of it is denied the patient. */
export const EVERY_CATEGORY = [...CATEGORIES, 'COUNSELING_NOTE'];

export type Mentor = 'employed' | 'volunteer';
export type System = 'wideApp' | 'narrowApp' | 'recordSystem';
export type Recipient = Mentor | System;
/** Whom a restriction can name, besides everybody. */
export type Holder = Recipient | 'ada' | 'cover';
/** The supervisor answers for both mentors, and is on no care team. */
export type Actor = Holder | 'supervisor' | 'director' | 'intake' | 'patient 0' | 'patient 1';
export type Patient = 0 | 1;

export const MENTORS: readonly [Mentor, ...Mentor[]] = ['volunteer', 'employed'];
export const RECIPIENTS: readonly [Recipient, ...Recipient[]] = [
  'volunteer',
  'wideApp',
  'employed',
  'narrowApp',
  'recordSystem',
];
export const HOLDERS: readonly [Holder, ...Holder[]] = [...RECIPIENTS, 'ada', 'cover'];
export const ACTORS: readonly Actor[] = [...HOLDERS, 'supervisor', 'director', 'intake', 'patient 0', 'patient 1'];

/** What the scopes of each system open, in registration and token. */
export const SCOPES: Record<System, { readonly names: readonly string[]; readonly open: readonly Category[] }> = {
  wideApp: {
    names: [
      'Patient',
      'CarePlan',
      'MedicationRequest',
      'Observation',
      'PeerSupport',
      'GroupParticipation',
      'Recovery',
      'ReturnToUse',
    ],
    open: CATEGORIES,
  },
  narrowApp: { names: ['CarePlan', 'PeerSupport'], open: ['CARE_PLAN', 'PEER_SUPPORT'] },
  recordSystem: {
    names: ['Patient', 'CarePlan', 'MedicationRequest', 'PeerSupport'],
    open: ['IDENTITY', 'CONTACT', 'CARE_PLAN', 'MEDICATION', 'PEER_SUPPORT'],
  },
};

/** In hours of the history's own clock: from the first instant on, the last one not included. */
export interface Span {
  readonly from: number;
  until: number;
}

export interface Consent extends Span {
  readonly id: string;
  readonly patient: Patient;
  readonly recipient: Recipient;
  readonly categories: readonly Category[];
  readonly endsByEvent: boolean;
  status: 'PROPOSED' | 'ACTIVE' | 'REJECTED' | 'REVOKED' | 'EXPIRED' | 'SUPERSEDED';
}

export interface Link {
  readonly id: string;
  readonly patient: Patient;
  /** A group where there is no mentor. */
  readonly mentor: Mentor | null;
  readonly helpsAfterReturn: boolean;
  status: 'PROPOSED' | 'ACCEPTED' | 'ACTIVE' | 'PAUSED' | 'DECLINED' | 'WITHDRAWN' | 'ENDED';
  patientAgreed: boolean;
  /** Paused because the consent it stood on ended: dark. */
  lacksConsent: boolean;
}

export interface Seat extends Span {
  readonly id: string;
  readonly patient: Patient;
  readonly clinician: 'ada' | 'cover';
}

export interface Emergency extends Span {
  readonly patient: Patient;
}

export interface Restriction extends Span {
  readonly id: string;
  readonly patient: Patient;
  readonly holder: Holder | 'everybody';
  readonly categories: readonly string[];
}

/** All that has happened to the two patients of one history. */
export interface World {
  now: number;
  readonly consents: Consent[];
  readonly links: Link[];
  readonly seats: Seat[];
  readonly emergencies: Emergency[];
  readonly restrictions: Restriction[];
  /** When the glass was tried. */
  readonly attempts: number[];
}

export const lasts = ({ now }: World, span: Span): boolean => span.from <= now && now < span.until;

import { Role } from '../../../src/access/role';
import type { TokenClaims } from '../../../src/access/tokens';
import { ALL_SCOPES } from '../../../src/app/personas';
import type { TestApp } from '../../support/app';

/** Who signs the tokens of the matrix. */
export const ISSUER = 'https://login.example/matrix';

/** Whom the actor's login is bound to: the word of a fixed id. */
export type Holder = { readonly clinician: string } | { readonly mentor: string } | { readonly patient: string };

/** Somebody who asks for what is known of the patient P, and what they are to P. */
export interface Actor {
  /** The head of their column. */
  readonly code: string;
  readonly who: string;
  /** Undefined: no token at all. */
  readonly role: Role | undefined;
  readonly holder?: Holder;
  /** What the token of a system asks for. */
  readonly scopes: readonly string[];
  readonly isElsewhere: boolean;
}

const actor = (code: string, who: string, role: Role | undefined, rest: Partial<Actor> = {}): Actor => ({
  code,
  who,
  role,
  scopes: [],
  isElsewhere: false,
  ...rest,
});
const clinician = (code: string, who: string): Actor =>
  actor(code, who, Role.CLINICIAN, { holder: { clinician: code } });
const mentor = (code: string, who: string): Actor => actor(code, who, Role.PEER_MENTOR, { holder: { mentor: code } });
const app = (code: string, who: string, scopes: readonly string[] = ALL_SCOPES): Actor =>
  actor(code, who, Role.PARTNER_APP, { scopes });
const system = (code: string, who: string): Actor => actor(code, who, Role.EHR_SYSTEM, { scopes: ALL_SCOPES });

/** Everybody who asks. */
export const ACTORS: readonly Actor[] = [
  actor('AD', 'administrator', Role.ADMINISTRATOR),
  actor('IN', 'front desk', Role.INTAKE),
  actor('PD', 'program director', Role.PROGRAM_DIRECTOR),
  actor('PO', 'privacy officer', Role.PRIVACY_OFFICER),
  clinician('CT', 'clinician of the care team'),
  clinician('NA', 'clinician of the care team who held the sessions and wrote the counseling note'),
  clinician('CN', 'clinician of no care team'),
  clinician('CS', 'peer supervisor, of no care team'),
  clinician('SV', "peer supervisor of P's mentors, of no care team"),
  clinician('CF', 'clinician who was of the care team until last year'),
  clinician('VB', 'covering clinician before the cover'),
  clinician('VC', 'covering clinician during the cover'),
  clinician('VA', 'covering clinician after the cover'),
  clinician('EG', 'clinician who has broken the glass'),
  clinician('EX', 'clinician whose broken glass has expired'),
  clinician('CE', 'clinician on call, to whom an urgent follow-up has escalated'),
  clinician('RS', 'clinician of the care team, denied everything by a restriction'),
  clinician('RM', 'clinician of the care team, denied MEDICATION by a restriction'),
  clinician('RP', 'clinician of the care team, denied PEER_SUPPORT by a restriction'),
  mentor('ME', 'EMPLOYED mentor with an active link'),
  mentor('MP', 'EMPLOYED mentor with a link that the patient has not answered'),
  mentor('MV', 'SUPERVISED_VOLUNTEER mentor with a link and consent to PEER_SUPPORT'),
  mentor('MI', 'INDEPENDENT mentor with a link and consent to more categories'),
  mentor('MR', 'SUPERVISED_VOLUNTEER mentor with a link whose consent was revoked'),
  actor('PT', 'the patient', Role.PATIENT, { holder: { patient: 'P' } }),
  actor('PX', 'another patient', Role.PATIENT, { holder: { patient: 'Q' } }),
  app('AA', 'app with consent to every category, and to counseling notes'),
  app('AP', 'app with consent to PEER_SUPPORT'),
  app('AS', 'app with consent to every category, its token asks for PeerSupport only', ['system/PeerSupport.rs']),
  app('AN', 'app without consent; one was proposed'),
  app('AR', 'app whose consent was revoked'),
  app('AE', 'app whose consent has expired'),
  app('AO', 'app whose consent ran out, and nobody has said so yet'),
  app('AU', 'app whose consent was superseded by one to somebody else'),
  app('AF', 'app whose consent has not started'),
  system('EP', "record system, the program's own"),
  system(
    'EQ',
    'record system of a qualified service organization, registered without recovery, groups and returns to use',
  ),
  system('EC', 'record system by consent, with one to every category'),
  system('EN', 'record system by consent, without one'),
  actor('OD', 'program director of another organization', Role.PROGRAM_DIRECTOR, { isElsewhere: true }),
  actor('OC', 'clinician of another organization', Role.CLINICIAN, { isElsewhere: true, holder: { clinician: 'OC' } }),
  actor('NB', 'clinician by token, bound to nobody', Role.CLINICIAN),
  actor('NT', 'no token', undefined),
];

/** The subject of the actor's tokens; of a system, its client id. */
export const subjectOf = ({ code }: Actor): string => `matrix-${code}`;

/** What the actor's token says; undefined where there is none. */
export function claimsOf(testApp: TestApp, actor: Actor): TokenClaims | undefined {
  if (!actor.role) return undefined;
  const { uuid } = actor.isElsewhere ? testApp.meadow : testApp.harbor;
  return { issuer: ISSUER, subject: subjectOf(actor), organizationId: uuid, role: actor.role, scopes: actor.scopes };
}

import { consentRow } from '../../../corpus/data-set/consent-row';
import type { TableRow } from '../../../corpus/data-set/rows';
import { FAR_FUTURE, FUTURE, idOf, P, PAST, RECENT } from './ids';

/** Every category that a consent may name beside counseling notes. */
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
];

/** What the independent mentor's consent opens. */
export const OF_INDEPENDENT = ['PEER_SUPPORT', 'IDENTITY', 'RETURN_TO_USE'];

/** The consents of P. The one that supersedes another comes before it. */
export function consentRows(organization: string): TableRow[] {
  const consent = (name: string, recipient: TableRow, categories: readonly string[], rest: TableRow = {}): TableRow =>
    consentRow({
      organization_id: organization,
      id: idOf('consent', name),
      patient_id: P,
      ...recipient,
      categories,
      signed_at: PAST,
      starts_at: PAST,
      expires_at: FAR_FUTURE,
      created_at: PAST,
      ...rest,
    });
  const toApp = (code: string, categories: readonly string[], rest: TableRow = {}): TableRow =>
    consent(code, { partner_app_id: idOf('client', code) }, categories, rest);
  const toMentor = (code: string, categories: readonly string[], rest: TableRow = {}): TableRow =>
    consent(code, { peer_mentor_id: idOf('mentor', code) }, categories, { scope: 'PEER_SHARING', ...rest });
  const revoked = { status: 'REVOKED', revoked_at: RECENT, revoked_reason: 'No longer needed.' };
  const toOthers = { external_name: 'Example Hospital', external_address: '2 Example Street' };
  return [
    consent('external', toOthers, ['CARE_PLAN'], { expires_at: null, expiry_event: 'The end of treatment' }),
    toApp('AA', CATEGORIES),
    consent('AA notes', { partner_app_id: idOf('client', 'AA') }, ['COUNSELING_NOTE'], { scope: 'COUNSELING_NOTES' }),
    toApp('AP', ['PEER_SUPPORT']),
    toApp('AS', CATEGORIES),
    toApp('AN', CATEGORIES, { status: 'PROPOSED', signed_at: null, signed_by: null, signature_method: null }),
    toApp('AR', CATEGORIES, revoked),
    toApp('AE', CATEGORIES, { status: 'EXPIRED', expires_at: RECENT, expired_reason: 'Treatment ended.' }),
    toApp('AO', CATEGORIES, { expires_at: RECENT }),
    toApp('AU', CATEGORIES, { status: 'SUPERSEDED', superseded_by_id: idOf('consent', 'external') }),
    toApp('AF', CATEGORIES, { starts_at: FUTURE }),
    toApp('EC', CATEGORIES),
    toMentor('MV', ['PEER_SUPPORT']),
    toMentor('MI', OF_INDEPENDENT),
    toMentor('MR', ['PEER_SUPPORT', 'IDENTITY'], revoked),
  ];
}

/** Who is denied what: a clinician everything, others one category. */
export function restrictionRows(organization: string): TableRow[] {
  const restriction = (code: string, categories: readonly string[], until: string | null): TableRow => ({
    organization_id: organization,
    id: idOf('restriction', code),
    patient_id: P,
    clinician_id: idOf('clinician', code),
    categories,
    reason: 'They know each other.',
    starts_at: PAST,
    ends_at: until,
  });
  return [
    restriction('RS', [...CATEGORIES, 'COUNSELING_NOTE'], null),
    restriction('RM', ['MEDICATION'], FAR_FUTURE),
    restriction('RP', ['PEER_SUPPORT'], FAR_FUTURE),
  ];
}

/** What left by hand. */
export function disclosureRows(organization: string): TableRow[] {
  const disclosure = (name: string, rest: TableRow): TableRow => ({
    organization_id: organization,
    id: idOf('disclosure', name),
    patient_id: P,
    at: RECENT,
    basis: 'COURT_ORDER',
    recipient: 'Example Court',
    recipient_affiliation: 'State of Example',
    recipient_address: '3 Example Street',
    purpose: 'CARE_COORDINATION',
    categories: ['CARE_PLAN'],
    description: 'A copy of the plan',
    nature: 'By post',
    operation: null,
    consent_id: null,
    discloser_id: idOf('clinician', 'NA'),
    ...rest,
  });
  return [disclosure('by hand', {})];
}

/** What an app was shown. */
export function apiDisclosureRows(organization: string): TableRow[] {
  return [
    {
      organization_id: organization,
      id: idOf('disclosure', 'by consent').replace(/....$/, '0000'),
      at: RECENT,
      recipient_id: idOf('client', 'AA'),
      recipient: 'App AA',
      operation: 'patient',
      patient_ids: [P],
      consent_ids: [idOf('consent', 'AA')],
      parts: [4],
    },
  ];
}

/** Who broke the glass: one can still look, the other's hour is over. */
export function emergencyRows(organization: string): TableRow[] {
  const access = (code: string, until: string, rest: TableRow): TableRow => ({
    organization_id: organization,
    id: idOf('emergency', code),
    patient_id: P,
    clinician_id: idOf('clinician', code),
    reason: 'Unconscious in the waiting room.',
    granted_at: PAST,
    expires_at: until,
    reviewed_at: null,
    reviewed_by_id: null,
    justified: null,
    review_note: null,
    ...rest,
  });
  return [
    access('EG', FAR_FUTURE, {}),
    access('EX', RECENT, {
      reviewed_at: RECENT,
      reviewed_by_id: idOf('clinician', 'CS'),
      justified: true,
      review_note: 'It was needed.',
    }),
  ];
}

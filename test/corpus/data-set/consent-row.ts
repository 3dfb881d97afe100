import type { TableRow } from './rows';

/** What each consent has to say for itself. */
interface OwnConsent extends TableRow {
  readonly organization_id: string;
  readonly id: string;
  readonly patient_id: string;
  readonly categories: readonly string[];
  readonly signed_at: string;
  readonly starts_at: string;
  readonly created_at: string;
}

/** A consent as its table holds it: signed with every element of 42 CFR 2.31(a), in force and without an end; `own` says what differs. */
export function consentRow(own: OwnConsent): TableRow {
  return {
    version: 1,
    scope: 'NAMED_DISCLOSURE',
    discloser: 'Harbor Recovery',
    partner_app_id: null,
    peer_mentor_id: null,
    external_name: null,
    external_is_class: false,
    external_address: null,
    purpose: 'CARE_COORDINATION',
    purpose_text: 'Caring together',
    status: 'ACTIVE',
    expires_at: '2999-01-01T00:00:00Z',
    expiry_event: null,
    signed_by: 'SELF',
    signature_method: 'ELECTRONIC',
    acknowledges_right_to_revoke: true,
    acknowledges_redisclosure: true,
    acknowledges_consequences_of_refusal: true,
    revoked_at: null,
    revoked_reason: null,
    expired_reason: null,
    superseded_by_id: null,
    ...own,
  };
}

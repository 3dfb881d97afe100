import { registerEnumType } from 'type-graphql';

/** Where a consent stands. All but PROPOSED and ACTIVE are final. */
export enum ConsentStatus {
  PROPOSED = 'PROPOSED',
  ACTIVE = 'ACTIVE',
  REJECTED = 'REJECTED',
  REVOKED = 'REVOKED',
  EXPIRED = 'EXPIRED',
  SUPERSEDED = 'SUPERSEDED',
}

registerEnumType(ConsentStatus, {
  name: 'ConsentStatus',
  description: 'Where a consent stands. All but PROPOSED and ACTIVE are final: change means a new consent.',
  valuesConfig: {
    PROPOSED: { description: 'Prepared by staff; the patient has not answered.' },
    ACTIVE: { description: 'Signed. It lets its recipient see from startsAt until it ends.' },
    REJECTED: { description: 'The patient said no, which is always fine.' },
    REVOKED: { description: 'Taken back by the patient (42 CFR 2.31(a)(6)).' },
    EXPIRED: { description: 'Its date or event has come (42 CFR 2.31(a)(7)).' },
    SUPERSEDED: { description: 'A newer one took its place.' },
  },
});

const { ACTIVE, REJECTED, REVOKED, EXPIRED, SUPERSEDED } = ConsentStatus;

/** What is written as active is expired from its end on: access ends at that instant, whenever the sweep says so. */
export const LAPSE = { at: 'expiresAt', from: ACTIVE, to: EXPIRED } as const;

/** Where a consent stands at this instant, by the rule of app.reach: it lets see while its end is still to come. */
export function consentStatusAt(
  { status, expiresAt }: { readonly status: ConsentStatus; readonly expiresAt: Date | null },
  at: Date,
): ConsentStatus {
  return status === LAPSE.from && expiresAt !== null && expiresAt <= at ? LAPSE.to : status;
}

const STEPS: Record<ConsentStatus, readonly ConsentStatus[]> = {
  PROPOSED: [ACTIVE, REJECTED],
  ACTIVE: [REVOKED, EXPIRED, SUPERSEDED],
  REJECTED: [],
  REVOKED: [],
  EXPIRED: [],
  SUPERSEDED: [],
};

/** The statuses a consent may go to from this one; none once it has ended. */
export function nextConsentStatuses(from: ConsentStatus): readonly ConsentStatus[] {
  return STEPS[from];
}

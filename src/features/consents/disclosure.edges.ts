import { extend, on, page } from '../../platform/graphql/reads';
import { DateTime } from '../../platform/graphql/scalars';
import { Patient } from '../patients';
import { Consent } from './consent.entity';
import { Disclosure } from './disclosure.entity';

const disclosure = on<Disclosure>();

export const DisclosureFields = extend(
  () => Disclosure,
  (own) => ({
    consent: own
      .one(() => Consent, 'consentId')
      .nullable()
      .describe('The consent that it stands on; null for any other basis, and when you may not see it.'),
  }),
);

export const PatientDisclosures = extend(
  () => Patient,
  () => ({
    disclosures: page(() => Disclosure)
      .by('patientId')
      .arg('from', () => DateTime, 'Only those at this instant or later.', disclosure.since('at'))
      .arg('to', () => DateTime, 'Only those before this instant.', disclosure.before('at'))
      .orderByDescending('at')
      .describe(
        'What of the record went to whom outside the program, the latest first (42 CFR 2.25). For the patient and the privacy officer; other staff see what they wrote down themselves.',
      ),
  }),
);

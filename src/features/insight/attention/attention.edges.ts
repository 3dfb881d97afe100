import { ValueField } from '../../../platform/graphql/inputs';
import { defineFilter, extend, many, on } from '../../../platform/graphql/reads';
import { CaseloadFilter, Patient } from '../../patients';
import { Attention } from './attention.entity';
import { SENTENCES } from './attention-sentences';

const hasBegun = on<Attention>().hasCome('since');

ValueField(
  'True: patients for whom `attention` has a reason that you may see; false: those for whom it has none.',
  () => Boolean,
  { optional: true },
)(CaseloadFilter.prototype, 'needsAttention');

defineFilter(CaseloadFilter, {
  needsAttention: on<Patient>().existsOrNot(() => Attention, 'patientId', hasBegun),
});

export const PatientAttention = extend(
  () => Patient,
  () => ({
    attention: many(() => Attention)
      .by('patientId')
      .where(hasBegun)
      .orderByDescending('since')
      .describe(
        'Why somebody should look after the patient now, the latest first. For the patient and the program; empty for mentors and whoever reads by consent.',
      ),
  }),
);

export const AttentionFields = extend(
  () => Attention,
  (reason) => ({
    sentence: reason
      .derived(
        () => String,
        { kind: true },
        ({ kind }) => SENTENCES[kind],
      )
      .describe('It, in a sentence.'),
  }),
);

import { registerEnumType } from 'type-graphql';

/** How a consent was signed. */
export enum SignatureMethod {
  ELECTRONIC = 'ELECTRONIC',
  HANDWRITTEN = 'HANDWRITTEN',
}

registerEnumType(SignatureMethod, {
  name: 'SignatureMethod',
  description: 'How a consent was signed.',
  valuesConfig: {
    ELECTRONIC: { description: 'Electronically, as the law of the place allows (42 CFR 2.31(a)(8)).' },
    HANDWRITTEN: { description: 'By hand; the program keeps the paper.' },
  },
});

/** In what capacity somebody signed. */
export enum SignedBy {
  SELF = 'SELF',
  PARENT_OR_GUARDIAN = 'PARENT_OR_GUARDIAN',
  REPRESENTATIVE = 'REPRESENTATIVE',
  PERSONAL_REPRESENTATIVE_OF_DECEASED = 'PERSONAL_REPRESENTATIVE_OF_DECEASED',
}

registerEnumType(SignedBy, {
  name: 'SignedBy',
  description: 'In what capacity the consent was signed (42 CFR 2.31(a)(8)).',
  valuesConfig: {
    SELF: { description: 'The patient.' },
    PARENT_OR_GUARDIAN: { description: 'Who may consent for a minor (42 CFR 2.14).' },
    REPRESENTATIVE: { description: 'Who may consent for a patient who cannot decide (42 CFR 2.15(a)).' },
    PERSONAL_REPRESENTATIVE_OF_DECEASED: { description: 'Who may consent for a patient who died (42 CFR 2.15(b)).' },
  },
});

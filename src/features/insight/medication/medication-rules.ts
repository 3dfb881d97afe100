import { Medication, SafetyFactKind } from '../../care-plans';
import { isRuledOut, readClearance } from './read-fact';

/** What a rule finds in the latest fact of its kind: a sentence to mind, null for nothing to mind, undefined where the fact says nothing it can use. */
export type Finding = string | null | undefined;

/** A rule for some medications, on one kind of fact. */
export interface MedicationRule {
  readonly medications: readonly Medication[];
  readonly kind: SafetyFactKind;
  readonly source: string;
  readonly find: (value: string) => Finding;
}

/** The contraindications of the medications for alcohol use disorder are those of this guide. */
export const NIAAA = 'NIAAA pocket guide, prescribing medications for alcohol use disorder';

/** The list of allergies knows no medication: a person has to look. */
export const RECORD = "The patient's record";

export const NALTREXONE: readonly Medication[] = [Medication.NALTREXONE_ORAL, Medication.NALTREXONE_EXTENDED_RELEASE];

/** Medications that are opioids themselves: naltrexone works against them. */
export const OPIOIDS: readonly Medication[] = [Medication.BUPRENORPHINE, Medication.METHADONE];

/** Acamprosate leaves the body by the kidneys alone: from here on down it is not given. mL/min. */
const CLEARANCE_TOO_LOW = 30;
/** From there down to the former, the dose is lower. mL/min. */
const CLEARANCE_LOW = 50;

const unlessRuledOut =
  (sentence: string) =>
  (value: string): Finding =>
    isRuledOut(value) ? null : sentence;

/** What is looked at, for which medication. Where no rule names a medication, nothing but allergies is looked at for it. */
export const RULES: readonly MedicationRule[] = [
  {
    medications: NALTREXONE,
    kind: SafetyFactKind.OPIOID_USE,
    source: NIAAA,
    find: unlessRuledOut(
      'Opioid use is recorded, or not clearly ruled out. Naltrexone blocks opioids and can bring on sudden withdrawal.',
    ),
  },
  {
    medications: NALTREXONE,
    kind: SafetyFactKind.ACUTE_HEPATITIS,
    source: NIAAA,
    find: unlessRuledOut('Acute hepatitis is recorded, or not clearly ruled out. Naltrexone is not given with it.'),
  },
  {
    medications: [Medication.ACAMPROSATE],
    kind: SafetyFactKind.CREATININE_CLEARANCE,
    source: NIAAA,
    find: findInClearance,
  },
  {
    medications: [Medication.DISULFIRAM],
    kind: SafetyFactKind.RECENT_ALCOHOL,
    source: NIAAA,
    find: unlessRuledOut(
      'Recent alcohol is recorded, or not clearly ruled out. Disulfiram with alcohol makes a person seriously ill.',
    ),
  },
  {
    medications: Object.values(Medication),
    kind: SafetyFactKind.ALLERGY,
    source: RECORD,
    find: unlessRuledOut('An allergy is recorded. Look whether it is to this medication.'),
  },
];

function findInClearance(value: string): Finding {
  const clearance = readClearance(value);
  if (!clearance) return undefined;
  const { amount, isAbove, isOpenAbove, isOpenBelow } = clearance;
  if (amount <= CLEARANCE_TOO_LOW && !isOpenAbove)
    return `Creatinine clearance is ${CLEARANCE_TOO_LOW} mL/min or lower. Acamprosate is not given.`;
  if (!isOpenBelow && (amount > CLEARANCE_LOW || (amount === CLEARANCE_LOW && isAbove))) return null;
  // Below 50 can be below 30, and above 20 can be above 50: nobody knows which of these it is.
  if (isOpenBelow || isOpenAbove) return undefined;
  return `Creatinine clearance is between ${CLEARANCE_TOO_LOW} and ${CLEARANCE_LOW} mL/min. Acamprosate needs a lower dose.`;
}

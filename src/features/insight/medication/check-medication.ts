import { type Medication, type SafetyFact, SafetyFactKind } from '../../care-plans';
import { type MedicationRule, NALTREXONE, NIAAA, OPIOIDS, RULES } from './medication-rules';
import { MedicationWarning } from './medication-warning';

type Fact = Pick<SafetyFact, 'kind' | 'value' | 'observedOn'>;

/** What is known when a medication is looked at. */
export interface Known {
  /** The latest first. */
  readonly facts: readonly Fact[];
  /** Other medications of the patient that go on. */
  readonly beside: readonly Medication[];
  /** The last day that a return to use may be of; undefined when there was none. */
  readonly lastReturnOn: string | undefined;
}

/** What speaks against a medication, and what nobody looked at. */
export interface Check {
  readonly warnings: readonly MedicationWarning[];
  readonly notChecked: readonly SafetyFactKind[];
}

/** Looks at a medication: what is known speaks for itself, and what nobody recorded was not checked, which is never "safe". */
export function checkMedication(medication: Medication, known: Known): Check {
  const warnings: MedicationWarning[] = besideOpioids(medication, known.beside);
  const notChecked: SafetyFactKind[] = [];
  for (const rule of RULES.filter(({ medications }) => medications.includes(medication))) {
    const latest = known.facts.find(({ kind }) => kind === rule.kind);
    const isOld = isOvertaken(rule, latest, known);
    const found = latest && !isOld ? rule.find(latest.value) : undefined;
    const sentence = isOld ? LOOK_AGAIN : found;
    if (found === undefined) notChecked.push(rule.kind);
    if (sentence) warnings.push(new MedicationWarning(rule.kind, sentence, rule.source));
  }
  return { warnings, notChecked };
}

const LOOK_AGAIN =
  'A return to use was shared since recent alcohol was last looked at. Look again before the next dose.';

/** Alcohol is looked at again at every return to use: what was known until that day says nothing any more. */
function isOvertaken({ kind }: MedicationRule, latest: Fact | undefined, { lastReturnOn }: Known): boolean {
  if (kind !== SafetyFactKind.RECENT_ALCOHOL || lastReturnOn === undefined) return false;
  return latest === undefined || latest.observedOn <= lastReturnOn;
}

function besideOpioids(medication: Medication, beside: readonly Medication[]): MedicationWarning[] {
  const [others, sentence] = NALTREXONE.includes(medication)
    ? [
        OPIOIDS,
        'Buprenorphine or methadone goes on beside it. Naltrexone blocks both and can bring on sudden withdrawal.',
      ]
    : [
        OPIOIDS.includes(medication) ? NALTREXONE : [],
        'Naltrexone goes on beside it, which blocks this medication and can bring on sudden withdrawal.',
      ];
  if (!beside.some((other) => others.includes(other))) return [];
  return [new MedicationWarning(SafetyFactKind.OPIOID_USE, sentence, NIAAA)];
}

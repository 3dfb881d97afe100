import { uuidFor } from '../../../corpus/data-set/rows';

/** The fixed id of a row of the scenario, by kind and name: the same in every run. */
export const idOf = (kind: string, name: string): string => uuidFor(`matrix ${kind} ${name}`);

/** The patient whom everything is about. */
export const P = idOf('patient', 'P');

/** Another patient, of whom there is next to nothing. */
export const Q = idOf('patient', 'Q');

/** Long ago, and long after every clock that runs this. */
export const PAST = '2024-03-01T10:00:00Z';
export const RECENT = '2025-03-01T10:00:00Z';
export const FUTURE = '2990-03-01T10:00:00Z';
export const FAR_FUTURE = '2999-03-01T10:00:00Z';

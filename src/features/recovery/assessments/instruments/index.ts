import type { Instrument } from '../assessment-words';
import { AUDIT } from './audit';
import { AUDIT_C } from './audit-c';
import { BARC_10 } from './barc-10';
import { GAD_7 } from './gad-7';
import type { InstrumentData } from './instrument-data';
import { PHQ_9 } from './phq-9';

export type { InstrumentData } from './instrument-data';
export { PHQ_9_ITEM_9 } from './phq-9';

/** Every instrument, as data. */
export const INSTRUMENTS: Readonly<Record<Instrument, InstrumentData>> = { AUDIT, AUDIT_C, PHQ_9, GAD_7, BARC_10 };

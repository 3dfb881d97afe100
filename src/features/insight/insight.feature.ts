import { defineFeature } from '../../access/feature';
import { AttentionFields, PatientAttention } from './attention/attention.edges';
import { Attention } from './attention/attention.entity';
import { MatActivityInsight } from './medication/medication.edges';
import { PatientTimeline, TimelineEntryFields } from './timeline/timeline.edges';
import { TimelineEntry } from './timeline/timeline-entry.entity';

/** What follows from the record as a whole: who asks for attention, what happened when, what speaks against a medication: rank 8. */
export const insight = defineFeature({
  name: 'insight',
  folder: __dirname,
  rows: ['attention/attention', 'attention/re-engagement', 'timeline/timeline'],
  entities: [Attention, TimelineEntry],
  resolvers: [PatientAttention, AttentionFields, MatActivityInsight, PatientTimeline, TimelineEntryFields],
});

// Smart tags: the shapes of the graph that PostgreSQL's catalog does not tell. Relations go by the id alone, because row security
// adds the organization; each has an index that begins with both.
import { jsonPgSmartTags } from 'postgraphile/utils';

const unique = { tags: { unique: 'id' } };

/** A relation by id, with the name of its list on the other side. */
const by = (column, table, list) => `(${column}) references ${table} (id)|@foreignFieldName ${list}`;

const ACTIVITY = {
  unique: 'id',
  interface: 'mode:single type:kind',
  type: [
    'CBT name:CbtActivity attributes:focus,planned_sessions',
    'MAT name:MatActivity attributes:display,dose',
    'COUNSELING name:CounselingActivity attributes:format,frequency',
  ],
  foreignKey: by('care_plan_id', 'care_plan', 'activities'),
};

/** See https://postgraphile.org/postgraphile/5/smart-tags and …/polymorphism. */
export const tags = jsonPgSmartTags({
  version: 1,
  config: {
    class: {
      'public.patient': unique,
      'public.clinician': unique,
      'public.peer_mentor': unique,
      'public.peer_group': unique,
      'public.care_plan': { tags: { unique: 'id', foreignKey: by('patient_id', 'patient', 'plans') } },
      'public.care_activity': { tags: ACTIVITY },
      'public.session': {
        tags: {
          foreignKey: [
            `${by('activity_id', 'care_activity', 'sessions')}|@fieldName activity`,
            `${by('clinician_id', 'clinician', 'heldSessions')}|@fieldName clinician`,
          ],
        },
      },
      'public.meeting': { tags: { foreignKey: by('peer_group_id', 'peer_group', 'meetings') } },
      'public.peer_link': {
        tags: {
          foreignKey: [
            by('care_plan_id', 'care_plan', 'links'),
            `${by('peer_mentor_id', 'peer_mentor', 'links')}|@fieldName mentor`,
            `${by('peer_group_id', 'peer_group', 'links')}|@fieldName group`,
          ],
        },
      },
    },
  },
});

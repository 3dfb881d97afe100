import type { Client } from 'pg';
import { type AskerName, id, uuid } from './people';
import { LONG_AGO, Writer } from './rows';
import { restrict } from './world';

/** One thing that is so in one of two worlds, and not in the other. */
export interface HiddenBit {
  readonly name: string;
  /** Makes it so. */
  readonly flip: (writer: Writer, client: Client) => Promise<unknown>;
  /** From whom it is hidden: by access.md, no answer of theirs may differ. */
  readonly hiddenFrom: readonly AskerName[];
  /** Somebody whose answers have to differ, or else the tries would be blind. */
  readonly shownTo: AskerName;
  /** Ids and words by which somebody would ask about it. */
  readonly clues: readonly string[];
  /** Mutations that tell of it by right. */
  readonly except?: readonly string[];
}

const OUTSIDERS: readonly AskerName[] = ['careApp', 'peerApp', 'narrowApp', 'otherApp', 'ehr', 'volunteer', 'asked'];
const ALEX = [id('patient', 'alex'), id('care_plan', 'plan alex')];
const without = (...names: AskerName[]): AskerName[] => OUTSIDERS.filter((name) => !names.includes(name));

const identity = (name: string, change: string, clues: readonly string[]): HiddenBit => ({
  name,
  flip: (_writer, client) => client.query(`update patient_identity set ${change} where id = $1`, [uuid('alex')]),
  hiddenFrom: [...OUTSIDERS, 'employed', 'outside', 'administrator', 'bo', 'meadow'],
  shownTo: 'intake',
  clues: [...ALEX, ...clues],
});

/** What hangs on the link of the patient to the mentor on the staff. */
const ofLink = {
  patient_id: uuid('alex'),
  peer_link_id: uuid('link alex employed'),
  peer_mentor_id: uuid('employed'),
};

/** Every kind of thing that somebody may not know of. The tries are made for each. */
export const HIDDEN_BITS: readonly HiddenBit[] = [
  {
    name: 'a link is to help after a return to use',
    flip: (writer) =>
      writer.put('peer_link_recurrence', {
        id: uuid('link alex volunteer'),
        patient_id: uuid('alex'),
        peer_mentor_id: uuid('volunteer'),
      }),
    hiddenFrom: [...OUTSIDERS, 'employed', 'restricted', 'outside', 'intake', 'bo', 'meadow'],
    shownTo: 'team',
    clues: [...ALEX, id('peer_link', 'link alex volunteer')],
  },
  {
    name: 'a return to use',
    flip: (writer) => writer.returnToUse('alex', []),
    hiddenFrom: [
      ...OUTSIDERS,
      'employed',
      'restricted',
      'outside',
      'intake',
      'privacy',
      'administrator',
      'bo',
      'meadow',
    ],
    shownTo: 'team',
    clues: [...ALEX, id('return_to_use', 'return alex')],
  },
  {
    name: 'a return to use with a safety need, and what is urgent about it',
    flip: (writer) => writer.returnToUse('alex', ['WITHDRAWAL_RISK']),
    hiddenFrom: [
      ...OUTSIDERS,
      'employed',
      'restricted',
      'outside',
      'intake',
      'privacy',
      'administrator',
      'bo',
      'meadow',
    ],
    shownTo: 'team',
    clues: [...ALEX, id('return_to_use', 'return alex')],
    // Whoever may discharge is told that something urgent comes first, and not what.
    except: ['dischargePatient'],
  },
  {
    name: 'a medication for addiction treatment',
    flip: (writer) => writer.medication('alex'),
    hiddenFrom: [...OUTSIDERS, 'employed', 'restricted', 'outside', 'intake', 'privacy', 'bo', 'meadow'],
    shownTo: 'team',
    clues: [...ALEX, id('mat_activity', 'mat alex'), id('session', 'session mat alex'), id('dose', 'dose alex')],
  },
  {
    name: 'a safety fact',
    flip: (writer) =>
      writer.put('safety_fact', {
        id: uuid('fact'),
        patient_id: uuid('alex'),
        kind: 'PREGNANCY',
        value: 'yes',
        observed_on: '2025-05-05',
        source: 'patient',
      }),
    hiddenFrom: [...OUTSIDERS, 'employed', 'restricted', 'outside', 'intake', 'meadow'],
    shownTo: 'team',
    clues: [...ALEX, id('safety_fact', 'fact')],
  },
  {
    name: 'a check-in',
    flip: (writer) =>
      writer.put('check_in', {
        id: uuid('check-in'),
        patient_id: uuid('alex'),
        occurred_at: LONG_AGO,
        mood: 1,
        craving: 9,
        wants_contact: true,
      }),
    hiddenFrom: [...OUTSIDERS, 'outside', 'intake', 'privacy', 'administrator', 'bo', 'meadow'],
    shownTo: 'employed',
    clues: [...ALEX, id('check_in', 'check-in')],
  },
  {
    name: 'a period of recovery',
    flip: (writer) => writer.recoveryPeriod('bo', 20),
    hiddenFrom: [...OUTSIDERS, 'intake', 'privacy', 'administrator', 'alex', 'meadow'],
    shownTo: 'outside',
    clues: [id('patient', 'bo'), id('recovery_period', 'period bo 20')],
  },
  {
    name: 'that the days of recovery were counted anew',
    flip: (writer) => writer.recoveryPeriod('alex', 5),
    // Those who may know of recovery and not of returns to use see as many days as before.
    hiddenFrom: [
      ...OUTSIDERS,
      'employed',
      'restricted',
      'outside',
      'intake',
      'privacy',
      'administrator',
      'bo',
      'meadow',
    ],
    shownTo: 'team',
    clues: [...ALEX, id('recovery_period', 'period alex 5')],
  },
  {
    name: 'a milestone of coming back after a return to use',
    flip: (writer) =>
      writer.put('milestone', {
        id: uuid('back'),
        patient_id: uuid('alex'),
        kind: 'BACK_AFTER_RECURRENCE',
        title: 'Back',
        reached_on: '2025-05-05',
        recorded_at: LONG_AGO,
      }),
    hiddenFrom: [
      ...OUTSIDERS,
      'employed',
      'restricted',
      'outside',
      'intake',
      'privacy',
      'administrator',
      'bo',
      'meadow',
    ],
    shownTo: 'team',
    clues: [...ALEX, id('milestone', 'back')],
  },
  {
    name: 'a link to a group',
    flip: (writer) => writer.link('alex', { group: 'group' }),
    hiddenFrom: [...OUTSIDERS, 'employed', 'restricted', 'outside', 'intake', 'bo', 'meadow'],
    shownTo: 'team',
    clues: [...ALEX, id('peer_link', 'link alex group'), id('peer_group', 'group')],
  },
  {
    name: 'a community that they would like to meet',
    flip: (_writer, client) =>
      client.query(
        "update fellowship_preferences set own_version = 1, fellowships = '{SMART_RECOVERY}' where id = $1",
        [uuid('alex')],
      ),
    hiddenFrom: [...OUTSIDERS, 'employed', 'restricted', 'outside', 'intake', 'bo', 'meadow'],
    shownTo: 'team',
    clues: [...ALEX, id('peer_group', 'group')],
  },
  {
    name: 'what support they would like',
    flip: (_writer, client) =>
      client.query("update support_preferences set own_version = 2, languages = '{es}' where id = $1", [uuid('alex')]),
    hiddenFrom: ['careApp', 'otherApp', 'ehr', 'asked', 'outside', 'intake', 'administrator', 'bo', 'meadow'],
    shownTo: 'team',
    clues: ALEX,
  },
  {
    name: 'a mentor whom they keep out',
    flip: (writer) => restrict(writer, 'another', 'peer_mentor_id', ['PEER_SUPPORT']),
    hiddenFrom: [...OUTSIDERS, 'employed', 'outside', 'intake', 'administrator', 'bo', 'meadow'],
    shownTo: 'team',
    clues: [...ALEX, id('peer_mentor', 'another')],
  },
  identity('another birth date', "birth_date = '1988-08-08'", ['1988-08-08']),
  identity('another name', "family_name = 'Zylstra', name_key = 'zylstra alex', given_name_key = 'alex zylstra'", [
    'Zylstra',
    'zyl',
  ]),
  // A score whose band follows from it is there to be read by those who may not know the sex.
  identity('another sex', "sex = 'FEMALE'", [id('assessment', 'screening alex')]),
  {
    name: 'an assessment',
    flip: (writer) => writer.assessment('alex', 'screening'),
    hiddenFrom: [...without('peerApp'), 'employed', 'outside', 'intake', 'privacy', 'administrator', 'bo', 'meadow'],
    shownTo: 'team',
    clues: [...ALEX, id('assessment', 'screening')],
  },
  {
    name: 'an invitation to mentor others',
    flip: (writer) =>
      writer.put('mentor_invitation', { id: uuid('invitation'), patient_id: uuid('alex'), invited_at: LONG_AGO }),
    hiddenFrom: [...OUTSIDERS, 'employed', 'outside', 'intake', 'privacy', 'administrator', 'bo', 'meadow'],
    shownTo: 'team',
    clues: [...ALEX, id('mentor_invitation', 'invitation')],
  },
  {
    name: 'a patient who has become a mentor',
    flip: (writer) =>
      writer.put('account', {
        id: uuid('mentee'),
        issuer: 'https://development.alongside.invalid/',
        subject: 'oracle-alex',
        peer_mentor_id: uuid('another'),
        connected_at: LONG_AGO,
        is_of_mentee: true,
      }),
    // The care team is told that the two cannot be linked, and not why; co-workers no longer see the patient, as of anybody who works here.
    hiddenFrom: [...OUTSIDERS, 'employed', 'outside', 'administrator', 'bo', 'meadow'],
    shownTo: 'director',
    clues: [...ALEX, id('peer_mentor', 'another'), id('account', 'mentee')],
  },
  {
    name: 'another identifier',
    flip: (writer) => writer.identifier('alex', 'secret-7'),
    hiddenFrom: [...OUTSIDERS, 'employed', 'outside', 'administrator', 'bo', 'meadow'],
    shownTo: 'intake',
    clues: [...ALEX, 'secret-7'],
  },
  {
    name: 'a way to reach them',
    flip: (_writer, client) =>
      client.query(
        `update patient_contact set points = '[{"channel":"SMS","value":"+1 555 0199","mayLeaveMessage":true,"sayWhoWeAre":true,"safeHours":null}]'
          where id = $1`,
        [uuid('alex')],
      ),
    hiddenFrom: [...OUTSIDERS, 'outside', 'administrator', 'privacy', 'bo', 'meadow'],
    shownTo: 'intake',
    clues: [...ALEX, '+1 555 0199'],
  },
  {
    name: 'a consent to another app',
    flip: (writer) => writer.consent('alex', 'otherApp', ['IDENTITY', 'CARE_PLAN', 'PEER_SUPPORT']),
    hiddenFrom: [...without('otherApp'), 'employed', 'outside', 'intake', 'administrator', 'bo', 'meadow'],
    shownTo: 'otherApp',
    clues: [...ALEX, id('consent', 'consent alex otherApp'), id('partner_app', 'otherApp')],
  },
  {
    name: 'a restriction on a clinician who sees nothing of them anyway',
    flip: (writer) => restrict(writer, 'outside', 'clinician_id', ['CARE_PLAN', 'MEDICATION']),
    hiddenFrom: [...OUTSIDERS, 'employed', 'outside', 'intake', 'administrator', 'bo', 'meadow'],
    shownTo: 'privacy',
    clues: [...ALEX, id('access_restriction', 'restriction outside'), id('clinician', 'outside')],
    // Break-glass is the one audited exception.
    except: ['breakGlass'],
  },
  {
    name: 'an emergency access',
    flip: (writer) =>
      writer.put('emergency_access', {
        id: uuid('glass'),
        patient_id: uuid('alex'),
        clinician_id: uuid('emergency'),
        reason: 'Found unconscious.',
        granted_at: LONG_AGO,
        expires_at: '2999-01-01T00:00:00Z',
      }),
    hiddenFrom: [...OUTSIDERS, 'employed', 'outside', 'team', 'intake', 'administrator', 'bo', 'meadow'],
    shownTo: 'emergency',
    clues: [...ALEX, id('emergency_access', 'glass'), id('clinician', 'emergency')],
  },
  {
    name: 'a link of another mentor',
    flip: (writer) => writer.link('alex', { mentor: 'another' }),
    // The staff sees how many slots a mentor has left; of whom, it does not tell.
    hiddenFrom: [...without('peerApp', 'narrowApp'), 'employed', 'bo', 'meadow'],
    shownTo: 'team',
    clues: [...ALEX, id('peer_link', 'link alex another'), id('peer_mentor', 'another')],
  },
  {
    name: 'a proposed link that the patient has not answered',
    flip: (writer) => writer.link('alex', { mentor: 'asked' }, 'PROPOSED'),
    hiddenFrom: [...without('peerApp', 'narrowApp'), 'employed', 'outside', 'intake', 'administrator', 'bo', 'meadow'],
    shownTo: 'team',
    clues: [...ALEX, id('peer_link', 'link alex asked'), id('peer_mentor', 'asked')],
  },
  {
    name: 'a contact with a mentor',
    flip: (writer) =>
      writer.put('peer_contact', {
        ...ofLink,
        id: uuid('contact'),
        version: 1,
        occurred_at: '2025-03-02T17:00:00Z',
        minutes: 30,
        mode: 'PHONE',
        reported_by: 'MENTOR',
      }),
    hiddenFrom: [...without('peerApp', 'narrowApp'), 'outside', 'intake', 'administrator', 'privacy', 'bo', 'meadow'],
    shownTo: 'team',
    clues: [...ALEX, id('peer_link', 'link alex employed'), id('peer_contact', 'contact')],
  },
  {
    name: 'what a mentor is worried about',
    flip: async (writer, client) => {
      await writer.put('peer_concern', {
        ...ofLink,
        id: uuid('concern'),
        sentence: 'Worried.',
        is_urgent: true,
        raised_at: LONG_AGO,
      });
      // A trigger has opened what follows it, under an id that nobody could ask for.
      await client.query('update follow_up set id = $2 where source_id = $1', [uuid('concern'), uuid('follow-up')]);
    },
    hiddenFrom: [...OUTSIDERS, 'employed', 'alex', 'outside', 'intake', 'administrator', 'privacy', 'bo', 'meadow'],
    shownTo: 'team',
    clues: [...ALEX, id('peer_link', 'link alex employed'), id('follow_up', 'follow-up')],
  },
  {
    name: 'being a patient at all',
    flip: async (writer) => {
      await writer.patient('cy', 'Zephyr', '1990-09-09');
      await writer.plan('cy');
    },
    hiddenFrom: [...OUTSIDERS, 'employed', 'team', 'outside', 'restricted', 'administrator', 'alex', 'bo', 'meadow'],
    shownTo: 'intake',
    clues: [id('patient', 'cy'), id('care_plan', 'plan cy'), 'Zephyr', '1990-09-09', 'cy-1'],
    except: ['breakGlass'],
  },
  {
    name: 'a login of somebody who is a patient',
    flip: async (writer) => {
      await writer.put('account', {
        id: uuid('account twice'),
        issuer: 'https://login.example/',
        subject: 'somebody',
        patient_id: uuid('bo'),
        connected_at: LONG_AGO,
      });
    },
    hiddenFrom: [...OUTSIDERS, 'employed', 'team', 'outside', 'administrator', 'director', 'alex', 'bo', 'meadow'],
    shownTo: 'intake',
    clues: ['somebody', id('account', 'account twice'), id('patient', 'bo')],
  },
];

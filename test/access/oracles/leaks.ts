import type { AskerName } from './people';
import type { Channel } from './tries/a-try';

/** A fault that lets a bit be learned by one way, planted in both worlds by the superuser. */
export interface Leak {
  readonly channel: Channel;
  readonly name: string;
  readonly bit: string;
  readonly asker: AskerName;
  readonly planted: string;
}

const open = (...tables: string[]) => tables.map((table) => `create policy leak on ${table} using (true);`).join(' ');
const undenied = (table: string) => `drop policy deny on ${table}`;
/** Of whom a writer sees nothing they do not see the patient either, so that two policies have to be wrong. */
const openPatients = (table: string) => `${undenied('patient')}; ${open('patient', table)}`;

/** One for each channel. */
export const LEAKS: readonly Leak[] = [
  {
    channel: 'id',
    name: 'activities of every kind are open',
    bit: 'a medication for addiction treatment',
    asker: 'careApp',
    planted: open('care_activity'),
  },
  {
    channel: 'id',
    name: 'a band by sex needs no identity',
    bit: 'another sex',
    asker: 'peerApp',
    planted: 'drop policy identity on assessment_sex_band',
  },
  {
    channel: 'list',
    name: 'links are denied to nobody',
    bit: 'a link to a group',
    asker: 'restricted',
    planted: undenied('peer_link'),
  },
  {
    channel: 'filter',
    name: 'names are open',
    bit: 'another name',
    asker: 'employed',
    planted: open('patient_identity'),
  },
  {
    channel: 'order',
    name: 'names are open',
    bit: 'another name',
    asker: 'employed',
    planted: open('patient_identity'),
  },
  {
    channel: 'cursor',
    name: 'links are denied to nobody',
    bit: 'a link to a group',
    asker: 'restricted',
    planted: undenied('peer_link'),
  },
  {
    channel: 'count',
    name: 'links are denied to nobody',
    bit: 'a link to a group',
    asker: 'restricted',
    planted: undenied('peer_link'),
  },
  {
    channel: 'identifier',
    name: 'identifiers are open',
    bit: 'another identifier',
    asker: 'careApp',
    planted: open('patient_identifier'),
  },
  {
    channel: 'uniqueness',
    name: 'a login is bound once, whoever binds it',
    bit: 'a login of somebody who is a patient',
    asker: 'administrator',
    planted:
      'drop index account_login; create unique index account_login on account (organization_id, issuer, subject)',
  },
  {
    channel: 'foreign key',
    name: 'patients are open to whoever binds logins',
    bit: 'being a patient at all',
    asker: 'administrator',
    planted: openPatients('account'),
  },
  {
    channel: 'mutation',
    name: 'patients are open',
    bit: 'being a patient at all',
    asker: 'team',
    planted: openPatients('care_episode'),
  },
  {
    channel: 'idempotency',
    name: 'patients are open',
    bit: 'being a patient at all',
    asker: 'team',
    planted: openPatients('care_episode'),
  },
];

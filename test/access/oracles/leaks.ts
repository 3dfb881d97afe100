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

const open = (table: string) => `create policy leak on ${table} using (true)`;

/** One for each channel. */
export const LEAKS: readonly Leak[] = [
  {
    channel: 'id',
    name: 'activities of every kind are open',
    bit: 'a medication for addiction treatment',
    asker: 'careApp',
    planted: open('care_activity'),
  },
];

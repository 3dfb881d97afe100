import { Role } from '../../access/role';
import { type EntityClass, idPrefixOf } from '../../platform/graphql/nodes';
import type { Account } from './account.entity';
import { Clinician } from './clinician.entity';

/** A kind of person that a login can be bound to. Each feature adds the kinds it owns. */
export interface AccountHolder<T extends object = object> {
  readonly entity: EntityClass<T>;
  readonly column: 'clinicianId' | 'peerMentorId' | 'patientId';
  /** The one role whose tokens may be of such a login. */
  readonly role: Role;
  /** Who may bind logins to this kind. */
  readonly boundBy: readonly Role[];
  readonly nameOf: (holder: T) => string | null;
}

const holders = new Map<string, AccountHolder>();

/** Lets logins be bound to records of this entity. */
export function defineAccountHolder<T extends object>(holder: AccountHolder<T>): void {
  holders.set(idPrefixOf(holder.entity), holder as unknown as AccountHolder);
}

/** Every kind of holder, by the prefix of its ids. */
export function accountHolders(): ReadonlyMap<string, AccountHolder> {
  return holders;
}

/** The kind of holder that an account is bound to, with the holder's id. */
export function boundHolder(account: Account): { holder: AccountHolder; id: string } {
  for (const holder of holders.values()) {
    const id = account[holder.column];
    if (id) return { holder, id };
  }
  throw new Error('The account is bound to a kind of holder that nobody defined.');
}

defineAccountHolder({
  entity: Clinician,
  column: 'clinicianId',
  role: Role.CLINICIAN,
  boundBy: [Role.ADMINISTRATOR],
  nameOf: (clinician) => clinician.displayName,
});

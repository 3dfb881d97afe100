import type { EntityClass } from '../platform/graphql/nodes';
import type { Row } from '../platform/graphql/reads';
import { toldBy } from './category-of-rows';

/** Whom an operation has shown, and which categories of them, until it is written down. */
export class ShownPatients {
  #bits = new Map<string, number>();

  get isEmpty(): boolean {
    return this.#bits.size === 0;
  }

  /** Notes a row that the answer is made of. */
  note(entity: EntityClass, row: Row): void {
    const told = toldBy(entity, row);
    if (told) this.#bits.set(told.patientId, (this.#bits.get(told.patientId) ?? 0) | told.bits);
  }

  /** Hands over what was noted, and begins anew. */
  take(): { readonly patientIds: string[]; readonly bits: number[] } {
    const taken = this.#bits;
    this.#bits = new Map();
    return { patientIds: [...taken.keys()], bits: [...taken.values()] };
  }
}

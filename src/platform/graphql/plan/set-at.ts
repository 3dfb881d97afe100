import type { EntityClass } from '../nodes';
import type { Order, SetRead } from '../reads/set-read';
import type { Site } from './compiler';
import type { Args } from './source';

/** A set at one place: its rows' alias, order, and the two halves of `from … where …`. */
export interface SetAt {
  readonly read: SetRead<object>;
  readonly site: Site;
  readonly entity: EntityClass;
  readonly alias: string;
  readonly args: Args;
  /** Of `Run.calls`. */
  readonly index: number;
  readonly order: Order;
  readonly from: string;
  readonly where: string;
}

import { ARGUMENTS } from './written/arguments';
import { PAGES } from './written/pages';
import { REFUSED } from './written/refused';
import { SHAPES } from './written/shapes';
import { SWITCHES } from './written/switches';
import { VALUES } from './written/values';
import type { WrittenOperation } from './written/written';

/** Operations written by hand, each named for the trap that it covers. */
export const WRITTEN_OPERATIONS: readonly WrittenOperation[] = [
  ...SHAPES,
  ...SWITCHES,
  ...PAGES,
  ...ARGUMENTS,
  ...VALUES,
  ...REFUSED,
];

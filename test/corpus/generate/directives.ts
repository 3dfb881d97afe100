import { GraphQLBoolean, GraphQLNonNull } from 'graphql';
import type { Draft } from './draft';

const SWITCH = new GraphQLNonNull(GraphQLBoolean);

/** Nothing, or `@skip` and `@include` with literals and variables; mostly so that what follows stays. */
export function writeDirectives(draft: Draft, share = 0.1): string {
  const { choice } = draft;
  if (!choice.chance(share)) return '';
  const stays = choice.chance(0.7);
  if (choice.chance(0.1)) return ` @skip(if: ${writeSwitch(draft, !stays)}) @include(if: ${writeSwitch(draft, true)})`;
  return choice.chance(0.5)
    ? ` @skip(if: ${writeSwitch(draft, !stays)})`
    : ` @include(if: ${writeSwitch(draft, stays)})`;
}

function writeSwitch(draft: Draft, isOn: boolean): string {
  return draft.choice.chance(0.6) ? draft.variable(SWITCH, isOn, `switch ${isOn}`) : String(isOn);
}

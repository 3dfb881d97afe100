import { becomeMentor, type Farewell, type Mentor, sayFarewell } from './become-mentor';
import { gather } from './cast';
import { comeBack, type WayBack } from './come-back';
import { type Arrival, comeIntoCare } from './come-into-care';
import { findPeers, type Peers } from './find-peers';
import { type Return, returnToUse } from './return-to-use';
import { type Sharing, shareWithApp } from './share-with-app';
import type { Stage } from './stage';
import { type Walk, walkOn } from './walk';

/** A year of one person's recovery, as the answers of the API tell it. */
export interface Story {
  readonly arrival: Arrival;
  readonly peers: Peers;
  readonly walk: Walk;
  readonly told: Return;
  readonly wayBack: WayBack;
  readonly sharing: Sharing;
  readonly farewell: Farewell;
  readonly mentor: Mentor;
}

/** Plays the story, chapter by chapter, through the public API and nothing else. */
export async function playStory(stage: Stage): Promise<Story> {
  const cast = await gather(stage);
  const { person, arrival } = await comeIntoCare(stage, cast);
  const peers = await findPeers(cast, person);
  const walk = await walkOn(stage, cast, person);
  const { told, shared } = await returnToUse(stage, cast, person);
  const wayBack = await comeBack(stage, cast, person, shared);
  const sharing = await shareWithApp(stage, cast, person);
  const farewell = await sayFarewell(cast, person);
  const mentor = await becomeMentor(stage, cast, person);
  return { arrival, peers, walk, told, wayBack, sharing, farewell, mentor };
}

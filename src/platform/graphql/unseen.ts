/** Thrown where a subscriber may not see what changed: then nothing is sent, and nobody is told that there was something. */
export class Unseen extends Error {}

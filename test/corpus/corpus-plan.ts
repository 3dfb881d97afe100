/** Where the corpus begins unless the environment says otherwise: `CORPUS_SEED` makes another one, `CORPUS_RUNS` a longer one. */
export const CORPUS_SEED = Number(process.env.CORPUS_SEED ?? 20_260_114);

/** How many generated operations each half compares. */
export const RUNS_A_HALF = Number(process.env.CORPUS_RUNS ?? 3_200) / 2;

/** Set to ask one operation of the seed again: its number, or the path that a report names. */
export const CORPUS_PATH = process.env.CORPUS_PATH;

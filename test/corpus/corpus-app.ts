import { STANDING_STILL, startTestApp, type TestApp, usualLog } from '../support/app';
import { loadDataSet } from './data-set/load-data-set';
import { plainExecutor, planExecutor, type SchemaExecutor } from './executors';
import { type Facts, gatherFacts } from './facts';
import { Recorder } from './touched/recorder';

/** The product over the corpus' data set, and both ways of answering. */
export interface CorpusApp {
  readonly app: TestApp;
  readonly plain: SchemaExecutor;
  readonly plan: SchemaExecutor;
  readonly facts: Facts;
  /** Hears what the plain executor does. */
  readonly recorder: Recorder;
}

/** Starts the product on a database of its own with the data set in it, where nothing comes with time. Stop its `app` afterwards. */
export async function startCorpusApp(): Promise<CorpusApp> {
  const app = await startTestApp({}, usualLog(), STANDING_STILL);
  try {
    await loadDataSet(app);
    const [plain, plan] = [await plainExecutor(app), await planExecutor(app)];
    const facts = await gatherFacts(app, plain.schema);
    return { app, plain, plan, facts, recorder: new Recorder(plain.schema) };
  } catch (error) {
    await app.stop();
    throw error;
  }
}

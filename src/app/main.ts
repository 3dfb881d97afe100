import 'reflect-metadata';
import { settingsFromEnvironment } from '../platform/config/environment';
import { createLog } from '../platform/observability/log';
import { explainFailure } from './explain-failure';
import { start } from './start';

/** `npm start`: everything up, until a signal asks it down again. */
async function main(): Promise<void> {
  const settings = settingsFromEnvironment();
  const log = createLog({ level: settings.logLevel, pretty: settings.environment === 'development' });
  const running = await start(settings, log);

  let stopping: Promise<void> | undefined;
  const stop = (): void => {
    // A second signal while requests finish changes nothing; a third party's SIGKILL always can.
    stopping ??= running.stop().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

function fail(error: unknown): never {
  process.stderr.write(`${explainFailure(error)}\n`);
  process.exit(1);
}

main().catch(fail);

import { startTestApp, type TestApp } from '../../support/app';
import { aConsentingPatient, type ConsentingPatient } from '../../support/factories/consents';

/** The server of a file of tests, and whom the test that runs now is about. */
export interface Scene extends ConsentingPatient {
  readonly app: TestApp;
}

/** Starts a server for the tests of a file, with another patient and client for each. Good to read within tests only. */
export function forEachTest(): Scene {
  const scene: Partial<Scene> = {};
  beforeAll(async () => {
    Object.assign(scene, { app: await startTestApp() });
  });
  beforeEach(async () => {
    Object.assign(scene, await aConsentingPatient((scene as Scene).app));
  });
  afterAll(() => scene.app?.stop());
  return scene as Scene;
}

declare global {
  // Jest loads setup and teardown as separate modules of one process: only the global object is common to them.
  var alongsideTestTeardown: (() => Promise<void>) | undefined;
}

/** Called by the global setup with what undoes it. */
export function rememberTeardown(tearDown: () => Promise<void>): void {
  globalThis.alongsideTestTeardown = tearDown;
}

/** Drops the test databases and stops the server, unless it is somebody else's. */
export default async function globalTeardown(): Promise<void> {
  await globalThis.alongsideTestTeardown?.();
}

import { createLog } from '../../../src/platform/observability/log';

const CANARY = 'canary-7f3a';

describe('the log', () => {
  it('writes one JSON object a line, with a level, a time and the message', () => {
    const { lines, log } = aLog();
    log.info({ requestId: 'r1' }, 'served');
    expect(entry(lines)).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-.*Z$/),
      requestId: 'r1',
      msg: 'served',
    });
  });

  it('leaves out what is below its level', () => {
    const { lines, log } = aLog('warn');
    log.info('quiet');
    expect(lines).toEqual([]);
  });

  it.each([
    'authorization',
    'body',
    'cookie',
    'headers',
    'password',
    'parameters',
    'query',
    'token',
    'url',
    'variables',
  ])('removes %s, at the top and one level down', (name) => {
    const { lines, log } = aLog();
    log.info({ [name]: CANARY, request: { [name]: { deep: CANARY } } }, 'served');
    expect(lines).toHaveLength(1);
    expect(lines.join()).not.toContain(CANARY);
  });

  it.each([
    ['as the subject', (error: Error) => [error]],
    ['as the subject, with a message', (error: Error) => [error, 'failed']],
    ['under err', (error: Error) => [{ err: error }]],
    ['under err, with a message', (error: Error) => [{ err: error }, 'failed']],
  ])('tells the kind and the place of an error given %s, and nothing that it says', (_how, argumentsFor) => {
    const { lines, log } = aLog();
    log.error(...(argumentsFor(aTalkativeError()) as [Error, string]));
    expect(lines.join()).not.toContain(CANARY);
    expect(entry(lines)).toMatchObject({
      err: {
        type: 'RangeError',
        code: '23505',
        constraint: 'patient_key',
        frames: expect.any(Array),
        cause: { type: 'TypeError' },
      },
    });
    expect(lines.join()).toContain('log.test.ts');
  });

  it('writes short lines for a terminal', () => {
    const { lines, log } = aLog('info', true);
    log.info({ port: 4000 }, 'listening');
    expect(lines.join()).toMatch(/^\d\d:\d\d:\d\d info listening \{"port":4000\}\n$/);
  });
});

function aTalkativeError(): Error {
  const error = new RangeError(`${CANARY}\n    at ${CANARY} (/${CANARY}.js:1:1)`, {
    cause: new TypeError(CANARY),
  });
  return Object.assign(error, { code: '23505', constraint: 'patient_key', table: `${CANARY} x`, detail: CANARY });
}

function aLog(level = 'info', pretty = false) {
  const lines: string[] = [];
  return { lines, log: createLog({ level, pretty, destination: { write: (line) => lines.push(line) } }) };
}

function entry(lines: readonly string[]): unknown {
  return JSON.parse(lines.join(''));
}

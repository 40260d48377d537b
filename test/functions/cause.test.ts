import { toRecognitionError } from '../../cloudfunctions/shared/errors';

describe('a defect of our own leaves its class and place for the log, and nothing else', () => {
  test('of an Error', () => {
    const error = new RangeError('secret\n    at secret (/secret.js:1:1)');
    expect(toRecognitionError(error).cause).toMatch(/^RangeError cause\.test\.ts:\d+:\d+$/);
  });

  test('of what a library throws, the place where we called it', () => {
    let thrown: unknown;
    try {
      new URL('secret');
    } catch (error) {
      thrown = error;
    }
    expect(toRecognitionError(thrown).cause).toMatch(/^TypeError cause\.test\.ts:\d+:\d+$/);
  });

  test.each([
    ['text', 'secret', 'string'],
    ['nothing', undefined, 'undefined'],
    ['an error without a stack', Object.assign(new TypeError(), { stack: 'secret' }), 'TypeError'],
    ['an error of a telling class', new (class 样本某某 extends Error {})(), /^Error cause.test/],
  ])('of %s', (_title, thrown, cause) => {
    const given = toRecognitionError(thrown).cause;
    if (typeof cause === 'string') expect(given).toBe(cause);
    else expect(given).toMatch(cause);
  });
});

import { RecognitionError, toFailure } from '../../cloudfunctions/shared/errors';

/** As the SDK makes it: `message` is a getter of the error's own. */
function sdkError(errCode: unknown, errMsg: unknown): Error {
  const error = Object.assign(new Error(), { errCode, errMsg });
  return Object.defineProperty(error, 'message', {
    get() {
      throw new TypeError('Cannot convert object to primitive value');
    },
  });
}

const text =
  'openapi.ocr.vehicleLicense:fail some text hint: [9bF05142542] rid: 60f6692a-02a0c9fa-5e832557';

test.each([
  [-604104, 'NO_CALLER', false],
  [101000, 'IMAGE_URL_INVALID', false],
  [101001, 'LICENSE_NOT_FOUND', false],
  [101002, 'IMAGE_UNREADABLE', false],
  [41005, 'IMAGE_UNREADABLE', false],
  [101003, 'QUOTA_EXCEEDED', false],
  [45009, 'QUOTA_EXCEEDED', false],
  [-604101, 'NO_PERMISSION', false],
  [-601004, 'NO_PERMISSION', false],
  [-601018, 'NO_PERMISSION', false],
  [48001, 'NO_PERMISSION', false],
  [48004, 'NO_PERMISSION', false],
  [-604100, 'API_NOT_FOUND', false],
  [40001, 'CREDENTIAL', false],
  [40013, 'CREDENTIAL', false],
  [40014, 'CREDENTIAL', false],
  [40125, 'CREDENTIAL', false],
  [40164, 'CREDENTIAL', false],
  [42001, 'CREDENTIAL', false],
  [-1, 'BUSY', true],
  [45011, 'BUSY', true],
  [-601001, 'BUSY', true],
  [-601003, 'BUSY', true],
  [-601008, 'BUSY', true],
  [-604102, 'BUSY', true],
  [-604103, 'BUSY', true],
  [-501001, 'BUSY', true],
  [-501002, 'BUSY', true],
  [-501003, 'BUSY', true],
  [-501004, 'BUSY', true],
  [-503001, 'BUSY', true],
  [-501005, 'UNEXPECTED', false],
  [-502001, 'UNEXPECTED', false],
  [12345, 'UNEXPECTED', false],
])('the call’s %i is %s', (errCode, reason, retryable) => {
  expect(toFailure(sdkError(errCode, text), 'call')).toMatchObject({
    ok: false,
    errCode,
    reason,
    retryable,
  });
});

test('-501007 without a caller is the console’s test button, with one it is unexpected', () => {
  expect(toFailure(sdkError(-501007, text), 'call')).toMatchObject({ reason: 'NO_CALLER' });
  expect(toFailure(sdkError(-501007, text), 'call', 'oSpecimen-1')).toMatchObject({
    reason: 'UNEXPECTED',
  });
});

test('a number that came as text is turned into a number', () => {
  expect(toFailure(sdkError('101003', text), 'call')).toMatchObject({
    errCode: 101003,
    reason: 'QUOTA_EXCEEDED',
  });
});

test('101002 whose text speaks of the market quota is a used-up quota', () => {
  const error = sdkError(101002, 'openapi.ocr.vehicleLicense:fail not enough market quota');
  expect(toFailure(error, 'call')).toMatchObject({ errCode: 101002, reason: 'QUOTA_EXCEEDED' });
});

test.each([
  ['0'],
  [0],
  [1.5],
  [Number.NaN],
  [{ s: 1, e: 20, c: [1] }],
  [null],
  ['x'],
  ['9'.repeat(30)],
])('errCode %j is no number to show, and never 0', (errCode) => {
  expect(toFailure(sdkError(errCode, text), 'call')).toMatchObject({
    errCode: -700000,
    reason: 'UNEXPECTED',
  });
});

describe('errMsg', () => {
  test("keeps WeChat's own text with its handles", () => {
    expect(toFailure(sdkError(101001, text), 'call').errMsg).toContain(text);
  });

  test("keeps the gateway's text", () => {
    const gatewayText = 'system error: error code: -604101';
    expect(toFailure(sdkError(-604101, gatewayText), 'call').errMsg).toContain(gatewayText);
  });

  test.each([
    [
      'an answer that is no JSON',
      sdkError(-601001, `openapi.ocr.x:fail invalid json: {"id_num":"1`),
    ],
    [
      'a transport error',
      Object.assign(new Error(), { errCode: -501001, errMsg: 'openapi.ocr.x:fail http://1' }),
    ],
    ["Tencent Cloud's own error", sdkError(-501001, 'ocr.vehicleLicense:fail /data/1')],
    ['a text that is no text', sdkError(101001, { id_num: 1 })],
  ])('has our own sentence for %s', (_title, error) => {
    expect(toFailure(error, 'call').errMsg).toMatch(/^[^|]+$/);
    expect(toFailure(error, 'call').errMsg).not.toMatch(/id_num|http|data/);
  });

  test.each([
    'https://a.b/c?d=e',
    'cloud://a.b/c',
    '10.0.0.1:80/dl/x.jpg',
    '/license-ocr/x/abc.jpg',
    'C:\\a\\b.jpg',
    'x'.repeat(30),
    '样本某某',
  ])('has no %s from WeChat', (secret) => {
    const error = sdkError(101002, `openapi.ocr.x:fail ${secret} rid: 1-2`);
    expect(toFailure(error, 'call').errMsg).toMatch(/ \| WeChat: openapi\.ocr\.x:fail … rid: 1-2$/);
  });

  test('has not even the beginning of an OPENID where it is cut', () => {
    const error = sdkError(101002, `openapi.ocr.x:fail ${'a '.repeat(132)}oSpecimen-User-1-2-3`);
    expect(toFailure(error, 'call', 'oSpecimen-User-1-2-3').errMsg).not.toContain('oSpec');
  });

  test('carries no address, no OPENID, no long number and nothing but ASCII from WeChat', () => {
    const errMsg =
      'openapi.ocr.x:fail https://a.b/c?d=e oSpecimen-1 张三 660601199012211234 cloud://a.b/c rid: 1-2';
    expect(toFailure(sdkError(101000, errMsg), 'call', 'oSpecimen-1').errMsg).toMatch(
      / \| WeChat: openapi\.ocr\.x:fail … … … … … rid: 1-2$/,
    );
  });
});

describe('the stage decides what -1 means', () => {
  test.each([
    ['address', 'BUSY', -503001],
    ['download', 'BUSY', -503001],
    ['call', 'BUSY', -700009],
    ['event', 'UNEXPECTED', -700000],
    ['reply', 'UNEXPECTED', -700000],
  ] as const)('a TypeError of the SDK while at the %s is %s %i', (stage, reason, errCode) => {
    const error = Object.assign(new TypeError('secret'), { errCode: -1, errMsg: 'secret' });
    const failure = toFailure(error, stage);
    expect(failure).toMatchObject({ reason, errCode });
    expect(failure.errMsg).not.toContain('secret');
  });
});

test.each([
  ['undefined', undefined],
  ['null', null],
  ['text', 'secret'],
  [
    'a hostile Proxy',
    new Proxy(
      {},
      {
        getOwnPropertyDescriptor: () => {
          throw new Error('secret');
        },
      },
    ),
  ],
  [
    'an object whose errCode is a getter',
    {
      get errCode() {
        throw new Error('secret');
      },
    },
  ],
])('%s can be thrown without harm', (_title, thrown) => {
  expect(toFailure(thrown, 'call')).toEqual({
    ok: false,
    errCode: -700000,
    errMsg: expect.not.stringContaining('secret'),
    reason: 'UNEXPECTED',
    retryable: false,
  });
});

test('our own errors pass as they are', () => {
  expect(toFailure(new RecognitionError('TIMEOUT', -700007, 'too late'), 'call')).toEqual({
    ok: false,
    errCode: -700007,
    errMsg: 'too late',
    reason: 'TIMEOUT',
    retryable: true,
  });
});

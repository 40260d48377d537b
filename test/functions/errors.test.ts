import {
  RecognitionError,
  type Stage,
  toFailure,
  toRecognitionError,
  withoutCaller,
} from '../../cloudfunctions/shared/errors';

const failureOf = (thrown: unknown, stage?: Stage) => toFailure(toRecognitionError(thrown, stage));

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
  'openapi.ocr.vehicleLicense:fail system busy hint: [9bF05142542] rid: 60f6692a-02a0c9fa-5e832557';

const numbers: Record<string, number[]> = {
  NO_CALLER: [-604104],
  IMAGE_URL_INVALID: [101000],
  LICENSE_NOT_FOUND: [101001],
  IMAGE_UNREADABLE: [101002, 41005],
  IMAGE_TOO_LARGE: [40006, 40009, 45001],
  IMAGE_FORMAT: [40005, 40137, 44001],
  QUOTA_EXCEEDED: [101003, 45009],
  NO_PERMISSION: [-604101, -601004, -601018, -602018, 61003, 61007, 48001, 48004],
  API_NOT_FOUND: [-604100],
  CREDENTIAL: [40001, 40013, 40014, 40125, 40164, 40243, 41001, 42001, 89503, 89506],
  BUSY: [
    -1, 45011, -601001, -601003, -601008, -604102, -604103, -501001, -501002, -501003, -501004,
    -503001,
  ],
  UNEXPECTED: [-501005, -502001, 12345],
};
test.each(
  Object.entries(numbers).flatMap(([reason, all]) => all.map((errCode) => [errCode, reason])),
)('the call’s %i is %s', (errCode, reason) => {
  const retryable = reason === 'BUSY';
  const failure = failureOf(sdkError(errCode, text), 'call');
  expect(failure).toMatchObject({ ok: false, errCode, reason, retryable });
});

test('-501007 without a caller is the console’s test button, with one it is unexpected', () => {
  const error = toRecognitionError(sdkError(-501007, text), 'call');
  expect(toFailure(error)).toMatchObject({ errCode: -501007, reason: 'UNEXPECTED' });
  const test = toFailure(withoutCaller(error));
  expect(test).toMatchObject({ errCode: -501007, reason: 'NO_CALLER' });
  expect(test.errMsg).toMatch(/^no Mini Program user is behind this call/);
  const other = toRecognitionError(sdkError(101003, text), 'call');
  expect(withoutCaller(other)).toBe(other);
});

test('a number that came as text is turned into a number', () => {
  expect(failureOf(sdkError('101003', text), 'call')).toMatchObject({
    errCode: 101003,
    reason: 'QUOTA_EXCEEDED',
  });
});

test('101002 whose text speaks of the market quota is a missing quota', () => {
  const error = sdkError(101002, 'openapi.ocr.vehicleLicense:fail not enough market quota');
  expect(failureOf(error, 'call')).toMatchObject({ errCode: 101002, reason: 'QUOTA_EXCEEDED' });
});

test.each(['0', 0, 1.5, Number.NaN, { s: 1, e: 20, c: [1] }, null, 'x', '9'.repeat(30)])(
  'errCode %j is not a number to show, and never 0',
  (errCode) => {
    expect(failureOf(sdkError(errCode, text), 'call')).toMatchObject({
      errCode: -700000,
      reason: 'UNEXPECTED',
    });
  },
);

describe('sentences say what to do', () => {
  const errMsg = (errCode: number) => failureOf(sdkError(errCode, ''), 'call').errMsg;

  test('a missing quota is ordered first, and used up second', () => {
    expect(errMsg(101003)).toMatch(
      /ordered once, for 0 yuan.*fuwu\.weixin\.qq\.com\/service\/detail\/000ce4cec24ca026d37900ed551415.*used up.*00:00/,
    );
  });

  test.each([
    [-604101, /上传并部署.*ten minutes.*微信认证/],
    [-604100, /npm run build.*上传并部署/],
    [40164, /开发管理 - 开发设置.*npm run doctor/],
  ])('%i names the command or the screen', (errCode, pattern) => {
    expect(errMsg(errCode)).toMatch(pattern);
  });
});

// What is kept of WeChat's text: wechat-text.test.ts.
test.each([
  ['an answer that is not JSON', sdkError(-601001, 'openapi.ocr.x:fail image {"id_num":"1')],
  [
    'a transport error',
    Object.assign(new Error(), { errCode: -501001, errMsg: 'openapi.ocr.x:fail image' }),
  ],
  ["Tencent Cloud's own error", sdkError(-501001, 'ocr.vehicleLicense:fail /data/1')],
  ['a text that is not text', sdkError(101001, { id_num: 1 })],
  ['a text without words', sdkError(101001, 'openapi.ocr.x:fail')],
])('nothing is told of %s', (_title, error) => {
  expect(failureOf(error, 'call').errMsg).not.toMatch(/\||openapi|data/);
});

describe('the stage decides what -1 means', () => {
  test.each([
    ['address', 'BUSY', -503001],
    ['download', 'BUSY', -503001],
    ['limit', 'BUSY', -502001],
    ['call', 'BUSY', -700009],
    [undefined, 'UNEXPECTED', -700000],
  ] as const)('a TypeError of the SDK at %s is %s %i', (stage, reason, errCode) => {
    const error = Object.assign(new TypeError('secret'), { errCode: -1, errMsg: 'secret' });
    const failure = failureOf(error, stage);
    expect(failure).toMatchObject({ reason, errCode });
    expect(failure.errMsg).not.toContain('secret');
  });
});

describe('cloud storage', () => {
  const thrown = (code: unknown, errCode: unknown = -1) =>
    toRecognitionError(Object.assign(new Error('secret'), { code, errCode }), 'address');

  test.each([
    ...['STORAGE_EXCEED_AUTHORITY', 'PERMISSION_DENIED', 'ACTION_FORBIDDEN', 'ENV_ISOLATED'],
    ...['INVALID_ENV', 'INVALID_ENV_STATUS', 'INVALID_ENV_SOURCE', 401, 403, 410],
  ])('that answers %s refuses for good', (code) => {
    const cause = typeof code === 'number' ? `HTTP ${code}` : code;
    const error = thrown(code);
    expect(error).toMatchObject({ cause, errCode: -700000 });
    expect(toFailure(error)).toMatchObject({
      reason: 'UNEXPECTED',
      retryable: false,
      errMsg: expect.stringMatching(
        /^cloud storage refuses .*wx\.cloud\.init.*仅创建者及管理员可读写/,
      ),
    });
  });

  test.each([
    ['SYS_ERR', 'SYS_ERR'],
    ['ECONNRESET', 'ECONNRESET'],
    [500, 'HTTP 500'],
    [429, 'HTTP 429'],
    ['粤B12345', undefined],
    ['oSpecimen', undefined],
    [undefined, undefined],
  ])('that answers %s is busy', (code, cause) => {
    expect(thrown(code)).toMatchObject({ reason: 'BUSY', errCode: -503001 });
    expect(thrown(code).cause).toBe(cause);
  });

  test('keeps a number of its own', () => {
    expect(thrown(undefined, -503002)).toMatchObject({
      reason: 'UNEXPECTED',
      errCode: -503002,
      sentence: expect.stringMatching(/^cloud storage refuses/),
    });
    expect(thrown(undefined, -501005)).toMatchObject({ reason: 'UNEXPECTED', errCode: -501005 });
    expect(thrown(undefined, -501003)).toMatchObject({ reason: 'BUSY', errCode: -501003 });
    expect(thrown(undefined, -503003)).toMatchObject({ reason: 'FILE_NOT_FOUND' });
  });
});

const hostile = {
  getOwnPropertyDescriptor() {
    throw new Error('secret');
  },
};
test.each([
  ['undefined', undefined],
  ['null', null],
  ['text', 'secret'],
  ['a hostile Proxy', new Proxy({}, hostile)],
  ['a hostile Proxy of an error', new Proxy(new Error(), hostile)],
  [
    'an object whose errCode is a getter',
    {
      get errCode() {
        throw new Error('secret');
      },
    },
  ],
])('%s can be thrown without harm', (_title, thrown) => {
  expect(failureOf(thrown, 'call')).toEqual({
    ok: false,
    errCode: -700000,
    errMsg: expect.not.stringContaining('secret'),
    reason: 'UNEXPECTED',
    retryable: false,
  });
});

test('our own errors pass as they are', () => {
  expect(failureOf(new RecognitionError('TIMEOUT', -700007, 'too late'), 'call')).toEqual({
    ok: false,
    errCode: -700007,
    errMsg: 'too late',
    reason: 'TIMEOUT',
    retryable: true,
  });
});

import fc from 'fast-check';
import { isQuotaText, wechatText } from '../../cloudfunctions/shared/wechat-text';

const rid = 'rid: 60f6692a-02a0c9fa-5e832557';
const handles = `hint: [9bF05142542] ${rid}`;

describe("of WeChat's text errMsg has the API, known words and the handles", () => {
  const shown = (errMsg: unknown, errCode = 101002) => wechatText(errCode, errMsg);

  test.each([
    'system error',
    'not enough market quota',
    'image decode failed',
    'invalid credential, access_token is invalid or not latest, could get access_token by getStableAccessToken',
    'reach max api daily quota limit',
    'invalid ip not in whitelist',
  ])('%s', (words) => {
    const errMsg = `openapi.ocr.driverLicense:fail ${words} ${handles}`;
    expect(shown(errMsg)).toBe(errMsg);
  });

  test("the gateway's text as it is", () => {
    const errMsg = 'system error: error code: -604101';
    expect(shown(errMsg, -604101)).toBe(errMsg);
    expect(shown(errMsg, -604100)).toBeUndefined();
  });

  test.each([
    'https://a.b/c?d=e',
    '/license-ocr/x/abc.jpg',
    'oSpecimen-User-1-2-3',
    '样本某某',
    'LSPECIMEN00000000',
    '66060119901221123X',
    '1990-12-21',
    '粤B·12345',
    'Yangben Moumou',
    '"id_num":"1"',
    'rid: 66060119901221',
    'hint: [LSPECIMEN00000000]',
    'hint: [yangben]',
    'hints: [ req_id: LSPECIMEN00000000 ]',
    'hints: [ req_id: yangben ]',
    'hints: [样本1a]',
  ])('and nothing of %s', (secret) => {
    const errMsg = `openapi.ocr.x:fail ${secret}, image ${handles}`;
    expect(shown(errMsg)).toMatch(
      /^openapi\.ocr\.x:fail (… )?image( hint: \[9bF05142542\])?( rid: 60f6692a-02a0c9fa-5e832557)?$/,
    );
  });

  test('at most 300 characters of words', () => {
    const errMsg = `openapi.ocr.x:fail ${'image '.repeat(9000)}${handles}`;
    expect(shown(errMsg)?.length).toBeLessThan(400);
    expect(shown(errMsg)).toContain(handles);
  });
});

test.each([
  'hint: [9bF05142542]',
  'hints: [ req_id: AbC.2fG-1a2b ]',
  'hints: [AbCdEfGh-1jK!]',
  'hint: [_acfjDj4-g]',
])('the handle %s is kept', (handle) => {
  const errMsg = `openapi.ocr.driverLicense:fail image ${handle} ${rid}`;
  expect(wechatText(101001, errMsg)).toBe(errMsg);
});

test('of a text of any length the handles at its end are kept', () => {
  for (const length of [10, 3_000, 3_299, 3_300, 3_301, 500_000]) {
    const errMsg = `openapi.ocr.x:fail ${'样'.repeat(length)} ${handles}`;
    expect(wechatText(101001, errMsg)).toBe(`openapi.ocr.x:fail … ${handles}`);
  }
});

test('a text made of the handles themselves takes a time that does not grow with it', () => {
  const piece = fc.constantFrom(
    ...['hint: [', 'hints: [ req_id: ', 'hint: [aB1', 'hint: [aB1cdef]', 'rid: ', 'rid: 60f6692a-'],
    ...['[', ']', ' ', '…', '… ', ',.:;!', 'image ', 'req_id: ', 'a1-', '样本', '\n'],
  );
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 6 }), (pieces) => {
      const unit = pieces.join('');
      const started = process.cpuUsage();
      for (const length of [112_000, 525_000])
        wechatText(101001, `openapi.ocr.x:fail ${unit.repeat(length / unit.length)}`);
      // The square of the length took 3 s for the shorter one.
      expect(process.cpuUsage(started).user).toBeLessThan(300_000);
    }),
    { numRuns: 60 },
  );
});

test.each([
  [101002, 'openapi.ocr.x:fail not enough market quota', true],
  [101003, 'openapi.ocr.x:fail not enough market quota', false],
  [101002, 'openapi.ocr.x:fail image decode failed', false],
  [101002, { a: 'market quota' }, false],
])('%i %j: is it the missing quota? %j', (errCode, errMsg, isQuota) => {
  expect(isQuotaText(errCode, errMsg)).toBe(isQuota);
});

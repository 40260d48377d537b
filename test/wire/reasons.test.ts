import type { LicenseKind } from '../../cloudfunctions/shared/contract';
import { errorPage, type Fault, wechatError } from '../../scripts/local-cloud';
import {
  call,
  callsSpent,
  openId,
  prepare,
  servePicture,
  specimen,
  upload,
  useLocalCloud,
} from '../helpers/functions';

const local = useLocalCloud();
const kind: LicenseKind = 'vehicleLicense';
const photo = () => specimen('vehicle-both-pages.jpg');

const handles = 'hint: [9bF05142542] rid: 60f6692a-02a0c9fa-5e832557';
const text = `system error ${handles}`;
const gatewayError = (errorCode: number): Fault => ({
  stage: 'ocr',
  kind: 'gateway-error',
  errorCode,
});

describe("what WeChat's JSON reports", () => {
  test.each([
    [101000, 'IMAGE_URL_INVALID'],
    [101001, 'LICENSE_NOT_FOUND'],
    [101002, 'IMAGE_UNREADABLE'],
    [41005, 'IMAGE_UNREADABLE'],
    [101003, 'QUOTA_EXCEEDED'],
    [45009, 'QUOTA_EXCEEDED'],
    [48001, 'NO_PERMISSION'],
    [48004, 'NO_PERMISSION'],
    [40001, 'CREDENTIAL'],
    [40013, 'CREDENTIAL'],
    [40014, 'CREDENTIAL'],
    [40125, 'CREDENTIAL'],
    [40164, 'CREDENTIAL'],
    [42001, 'CREDENTIAL'],
    [45011, 'BUSY'],
    [61023, 'UNEXPECTED'],
  ])('%i is %s, with its text', async (errCode, reason) => {
    local.cloud.faults.set(wechatError(errCode, text));
    const fileID = await upload(local.cloud, photo());
    const retryable = reason === 'BUSY';
    expect(await call(local.cloud, kind, { fileID })).toEqual({
      ok: false,
      errCode,
      errMsg: expect.stringContaining(`openapi.ocr.vehicleLicense:fail system error ${handles}`),
      reason,
      retryable,
      photo: retryable ? 'kept' : 'deleted',
    });
  });

  test('101002 that speaks of the market quota is QUOTA_EXCEEDED', async () => {
    local.cloud.faults.set(wechatError(101002, 'not enough market quota hint: [a]'));
    const fileID = await upload(local.cloud, photo());
    expect(await call(local.cloud, kind, { fileID })).toMatchObject({
      errCode: 101002,
      reason: 'QUOTA_EXCEEDED',
    });
  });

  test("the caller's OPENID does not come back in its text", async () => {
    local.cloud.faults.set(wechatError(101002, `no image of ${openId} ${handles}`));
    const fileID = await upload(local.cloud, photo());
    expect(await call(local.cloud, kind, { fileID })).toMatchObject({
      errMsg: expect.stringMatching(/fail no image of … hint: \[9bF05142542\] rid: \S+$/),
    });
  });

  test('a number that comes as text is a number in the result', async () => {
    local.cloud.faults.set(wechatError('101003'));
    const fileID = await upload(local.cloud, photo());
    expect(await call(local.cloud, kind, { fileID })).toMatchObject({ errCode: 101003 });
  });

  test('"0" as text, which the SDK throws, is UNEXPECTED and not 0', async () => {
    local.cloud.faults.set(wechatError('0'));
    const fileID = await upload(local.cloud, photo());
    expect(await call(local.cloud, kind, { fileID })).toMatchObject({
      ok: false,
      errCode: -700000,
      reason: 'UNEXPECTED',
    });
  });
});

describe("what the gateway's code reports", () => {
  test.each([
    [-604104, 'NO_CALLER'],
    [-604100, 'API_NOT_FOUND'],
    [-604101, 'NO_PERMISSION'],
    [-601004, 'NO_PERMISSION'],
    [-601018, 'NO_PERMISSION'],
    [-601001, 'BUSY'],
    [-601003, 'BUSY'],
    [-601008, 'BUSY'],
    [-601002, 'UNEXPECTED'],
  ])('%i is %s, with its text', async (errCode, reason) => {
    local.cloud.faults.set(gatewayError(errCode));
    const fileID = await upload(local.cloud, photo());
    expect(await call(local.cloud, kind, { fileID })).toMatchObject({
      ok: false,
      errCode,
      reason,
      errMsg: expect.stringContaining(`system error: error code: ${errCode}`),
    });
  });
});

describe('what WeChat asks to try again is tried again, twice', () => {
  test.each([
    [-1, wechatError(-1)],
    [-604102, gatewayError(-604102)],
    [-604103, gatewayError(-604103)],
  ])('%i three times is BUSY, and the photo is kept', async (errCode, fault) => {
    local.cloud.faults.set(fault);
    const fileID = await upload(local.cloud, photo());
    const { result, logs } = await local.cloud.callFunction(kind, { fileID }, { openId });
    expect(result).toMatchObject({ errCode, reason: 'BUSY', retryable: true, photo: 'kept' });
    expect(JSON.parse(logs[0] ?? '')).toMatchObject({ tries: 3 });
  });

  test.each([
    [-1, wechatError(-1)],
    [-604102, gatewayError(-604102)],
    [-604103, gatewayError(-604103)],
  ])('%i once does not reach the page', async (_errCode, fault) => {
    local.cloud.faults.set({ ...fault, times: 1 });
    const fileID = await upload(local.cloud, photo());
    const { result, logs } = await local.cloud.callFunction(kind, { fileID }, { openId });
    expect(result).toMatchObject({ ok: true, photo: 'deleted' });
    expect(JSON.parse(logs[0] ?? '')).toMatchObject({ tries: 2 });
  });

  test.each([101001, 101003, 45011])('%i is tried once', async (errCode) => {
    local.cloud.faults.set(wechatError(errCode));
    const fileID = await upload(local.cloud, photo());
    const { logs } = await local.cloud.callFunction(kind, { fileID }, { openId });
    expect(JSON.parse(logs[0] ?? '')).toMatchObject({ tries: 1 });
  });
});

describe('what is wrong with the transport', () => {
  test.each<[string, Fault, number]>([
    ['Tencent Cloud errors', { stage: 'ocr', kind: 'tencent-error', code: 'SYS_ERR' }, -501001],
    [
      'Tencent Cloud time-outs',
      { stage: 'ocr', kind: 'tencent-error', code: 'SERVER_TIMEOUT' },
      -501002,
    ],
    [
      'request limits',
      { stage: 'ocr', kind: 'tencent-error', code: 'EXCEED_REQUEST_LIMIT' },
      -501003,
    ],
    [
      'concurrency limits',
      { stage: 'ocr', kind: 'tencent-error', code: 'EXCEED_CONCURRENT_REQUEST_LIMIT' },
      -501004,
    ],
    ['a reset connection', { stage: 'ocr', kind: 'reset' }, -501001],
    ['HTML from the gateway', errorPage('ocr', 200), -601001],
    ['HTML from WeChat', errorPage('wechat'), -700009],
    [
      'text from WeChat',
      {
        stage: 'wechat',
        kind: 'answer',
        body: 'service temporarily unavailable',
        contentType: 'text/plain',
      },
      -700009,
    ],
    [
      'JSON that is cut off',
      {
        stage: 'wechat',
        kind: 'answer',
        body: '{"errcode":0,"errmsg":"ok","owner":"样本某某","plate_n',
      },
      -601001,
    ],
    ['null', { stage: 'wechat', kind: 'answer', body: null }, -700009],
    ['a list', { stage: 'wechat', kind: 'answer', body: [{ vin: '样本' }] }, -700009],
    ['trouble with the address of the photo', { stage: 'get-url', kind: 'reset' }, -503001],
    [
      'an address that storage cannot give',
      { stage: 'get-url', kind: 'file-status', code: 'STORAGE_REQUEST_FAIL' },
      -503001,
    ],
    ['a broken download', { stage: 'download', kind: 'cut-off' }, -503001],
  ])('%s are BUSY, in our own words, and the photo is kept', async (_title, fault, errCode) => {
    local.cloud.faults.set(fault);
    const fileID = await upload(local.cloud, photo());
    const result = await call(local.cloud, kind, { fileID });
    expect(result).toEqual({
      ok: false,
      errCode,
      errMsg:
        errCode === -700009
          ? "WeChat's answer was not a JSON object: try the same photo again in a moment"
          : 'WeChat or Tencent Cloud is busy: try the same photo again in a moment',
      reason: 'BUSY',
      retryable: true,
      photo: 'kept',
    });
  });
});

describe('what cloud storage refuses for good', () => {
  test.each<[string, Fault, string, number]>([
    [
      'another environment',
      { stage: 'get-url', kind: 'tencent-error', code: 'ENV_ISOLATED' },
      'ENV_ISOLATED',
      -700000,
    ],
    [
      'no permission',
      { stage: 'get-url', kind: 'tencent-error', code: 'STORAGE_EXCEED_AUTHORITY' },
      'STORAGE_EXCEED_AUTHORITY',
      -700000,
    ],
    [
      'a gateway that knows no such signature',
      { stage: 'get-url', kind: 'answer', body: '', status: 401 },
      'HTTP 401',
      -700000,
    ],
    [
      'a refused download',
      { stage: 'download', kind: 'answer', body: '', status: 403 },
      'HTTP 403',
      -700000,
    ],
    [
      'an expired download',
      { stage: 'download', kind: 'answer', body: '', status: 410 },
      'HTTP 410',
      -700000,
    ],
  ])('%s is UNEXPECTED, its word in the log', async (_title, fault, cause, errCode) => {
    local.cloud.faults.set(fault);
    const fileID = await upload(local.cloud, photo());
    const { result, logs } = await local.cloud.callFunction(kind, { fileID }, { openId });
    expect(result).toEqual({
      ok: false,
      errCode,
      errMsg: expect.stringMatching(/^cloud storage refuses the photo for good: check/),
      reason: 'UNEXPECTED',
      retryable: false,
      photo: 'deleted',
    });
    expect(JSON.parse(logs.join('\n'))).toMatchObject({ cause });
  });
});

describe('what our own checks find, before a call is spent', () => {
  const refused = async (event: unknown, caller: string | undefined = openId) => {
    const results: unknown[] = [];
    const spent = await callsSpent(local.cloud, async () => {
      results.push(await call(local.cloud, kind, event, caller));
    });
    expect(spent).toBe(0);
    return results[0];
  };

  test('an event that does not fit', async () => {
    expect(await refused({})).toMatchObject({
      reason: 'INVALID_EVENT',
      errCode: -700001,
      photo: 'none',
    });
  });

  test.each([undefined, ''])('no caller (%s) where one is needed', async (caller) => {
    const fileID = await upload(local.cloud, photo());
    const { result } = await local.cloud.callFunction(kind, { fileID }, { openId: caller });
    expect(result).toMatchObject({ reason: 'NO_CALLER', errCode: -700002, photo: 'none' });
    expect(await prepare(local.cloud, kind, caller)).toMatchObject({
      reason: 'NO_CALLER',
      errCode: -700002,
    });
    expect(await local.cloud.storage.get(fileID)).toBeDefined();
  });

  test('a file that storage does not have', async () => {
    const fileID = await upload(local.cloud, photo());
    await local.cloud.storage.delete(fileID);
    expect(await refused({ fileID })).toMatchObject({
      reason: 'FILE_NOT_FOUND',
      errCode: -503003,
      photo: 'none',
    });
  });

  test.each([
    [2 * 1024 * 1024, 'IMAGE_TOO_LARGE', -700004],
    [2 * 1024 * 1024 + 1, 'IMAGE_TOO_LARGE', -700004],
    [2 * 1024 * 1024 - 1, 'IMAGE_FORMAT', -700005],
    [1, 'IMAGE_FORMAT', -700005],
    [0, 'IMAGE_FORMAT', -700005],
  ])('%i bytes that are no picture are %s', async (size, reason, errCode) => {
    const fileID = await upload(local.cloud, Buffer.alloc(size));
    expect(await refused({ fileID })).toMatchObject({ reason, errCode, photo: 'deleted' });
  });

  test('a text file', async () => {
    const fileID = await upload(local.cloud, Buffer.from('not a picture'));
    expect(await refused({ fileID })).toMatchObject({ reason: 'IMAGE_FORMAT', photo: 'deleted' });
  });
});

describe('signatures', () => {
  test.each([
    ['JPEG', Buffer.from([0xff, 0xd8, 0xff])],
    ['PNG', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
    ['WebP', Buffer.from('RIFF\n\0\0\0WEBP')],
    ['BMP', Buffer.from('BM')],
    ['GIF 87', Buffer.from('GIF87a')],
    ['GIF 89', Buffer.from('GIF89a')],
  ])('%s is let through to WeChat, which decides', async (_title, signature) => {
    const fileID = await upload(local.cloud, Buffer.concat([signature, Buffer.alloc(100)]));
    const result = await call(local.cloud, kind, { fileID });
    expect(result).toMatchObject({ reason: 'IMAGE_UNREADABLE', errCode: 101002 });
  });
});

test('an answer without a value in one field of the card is LICENSE_NOT_FOUND', async () => {
  const size = { img_size: { w: 1000, h: 700 } };
  const corner = { x: 1, y: 1 };
  const pos = { left_top: corner, right_top: corner, right_bottom: corner, left_bottom: corner };
  for (const body of [
    {},
    { errCode: 101003 },
    { something: 'else' },
    { errcode: 0, ...size },
    { ...size, card_position_front: { pos }, card_position_back: { pos } },
    { vin: '', owner: '无', plate_num: { text: '-', pos } },
  ]) {
    local.cloud.faults.set({ stage: 'wechat', kind: 'answer', body });
    const fileID = await upload(local.cloud, photo());
    expect(await call(local.cloud, kind, { fileID })).toMatchObject({
      ok: false,
      reason: 'LICENSE_NOT_FOUND',
      errCode: -700006,
      photo: 'deleted',
    });
    local.cloud.faults.clear();
  }
});

test('an answer that is too large to return is UNEXPECTED', async () => {
  local.cloud.faults.set({
    stage: 'wechat',
    kind: 'answer',
    body: { owner: '样'.repeat(310_000) },
  });
  const fileID = await upload(local.cloud, photo());
  expect(await call(local.cloud, kind, { fileID })).toMatchObject({
    ok: false,
    reason: 'UNEXPECTED',
    errCode: -700000,
  });
});

test('a picture without a licence is LICENSE_NOT_FOUND', async () => {
  const fileID = await upload(local.cloud, specimen('blurred.jpg'));
  expect(await call(local.cloud, kind, { fileID })).toMatchObject({
    reason: 'LICENSE_NOT_FOUND',
    errCode: 101001,
    photo: 'deleted',
  });
});

test('an address that WeChat cannot download is IMAGE_URL_INVALID', async () => {
  const picture = await servePicture(photo());
  picture.close();
  expect(await call(local.cloud, kind, { imgUrl: picture.url })).toMatchObject({
    reason: 'IMAGE_URL_INVALID',
    errCode: 101000,
    photo: 'none',
  });
});

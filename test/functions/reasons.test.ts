import type { LicenseKind } from '../../cloudfunctions/shared/contract';
import { errorPage, type Fault, wechatError } from '../../scripts/local-cloud';
import {
  call,
  openId,
  recognize as run,
  servePicture,
  specimen,
  specimenOf,
  upload,
  useLocalCloud,
  withoutCall,
} from '../helpers/functions';

const local = useLocalCloud();
const kind: LicenseKind = 'vehicleLicense';

/** What a photo comes to where this is broken, and the line of its log. */
async function recognize(fault?: Fault, bytes = specimenOf(kind)) {
  const { result, logs } = await run(local.cloud, kind, { fault, bytes });
  return { result, log: JSON.parse(logs.join('\n')) };
}

const handles = 'hint: [9bF05142542] rid: 60f6692a-02a0c9fa-5e832557';
const text = `system error ${handles}`;
const gatewayError = (errorCode: number): Fault => ({
  stage: 'ocr',
  kind: 'gateway-error',
  errorCode,
});

// All numbers: errors.test.ts; all signatures: photo.test.ts.
describe("what WeChat's JSON reports", () => {
  test.each([
    [101001, 'LICENSE_NOT_FOUND'],
    [45011, 'BUSY'],
    [61023, 'UNEXPECTED'],
  ])('%i is %s, with its text', async (errCode, reason) => {
    const { result } = await recognize(wechatError(errCode, text));
    const retryable = reason === 'BUSY';
    expect(result).toEqual({
      ok: false,
      errCode,
      errMsg: expect.stringContaining(`openapi.ocr.vehicleLicense:fail system error ${handles}`),
      reason,
      retryable,
      photo: retryable ? 'kept' : 'deleted',
    });
  });

  test.each<[string, Fault, Record<string, unknown>]>([
    [
      "the caller's OPENID does not come back in its text",
      wechatError(101002, `no image of ${openId} ${handles}`),
      { errMsg: expect.stringMatching(/fail no image of … hint: \[9bF05142542\] rid: \S+$/) },
    ],
    [
      '"0" as text, which the SDK throws, is UNEXPECTED and not 0',
      wechatError('0'),
      { ok: false, errCode: -700000, reason: 'UNEXPECTED' },
    ],
  ])('%s', async (_title, fault, expected) => {
    expect((await recognize(fault)).result).toMatchObject(expected);
  });
});

test("the gateway's code is the number, with its text", async () => {
  expect((await recognize(gatewayError(-604101))).result).toMatchObject({
    ok: false,
    errCode: -604101,
    reason: 'NO_PERMISSION',
    errMsg: expect.stringContaining('system error: error code: -604101'),
  });
});

// When there is another try: call.test.ts.
describe('what WeChat asks to try again is tried again, twice', () => {
  test('three times is BUSY, and the photo is kept', async () => {
    const { result, log } = await recognize(wechatError(-1));
    expect(result).toMatchObject({ errCode: -1, reason: 'BUSY', retryable: true, photo: 'kept' });
    expect(log).toMatchObject({ tries: 3 });
  });

  test('once does not reach the page', async () => {
    const { result, log } = await recognize({ ...gatewayError(-604103), times: 1 });
    expect(result).toMatchObject({ ok: true, photo: 'deleted' });
    expect(log).toMatchObject({ tries: 2 });
  });
});

describe('what is wrong with the transport', () => {
  const tencentError = (code: string): Fault => ({ stage: 'ocr', kind: 'tencent-error', code });
  const wechatAnswer = (body: unknown, contentType = 'application/json'): Fault => ({
    stage: 'wechat',
    kind: 'answer',
    body,
    contentType,
  });
  test.each<[string, Fault, number]>([
    ['Tencent Cloud errors', tencentError('SYS_ERR'), -501001],
    ['a reset connection', { stage: 'ocr', kind: 'reset' }, -501001],
    ['HTML from the gateway', errorPage('ocr', 200), -601001],
    ['HTML from WeChat', errorPage('wechat'), -700009],
    ['text from WeChat', wechatAnswer('service temporarily unavailable', 'text/plain'), -700009],
    ['JSON that is cut off', wechatAnswer('{"errcode":0,"owner":"样本某某","plate_n'), -601001],
    ['null', wechatAnswer(null), -700009],
    ['a list', wechatAnswer([{ vin: '样本' }]), -700009],
    ['trouble with the address of the photo', { stage: 'get-url', kind: 'reset' }, -503001],
    [
      'an address that storage cannot give',
      { stage: 'get-url', kind: 'file-status', code: 'STORAGE_REQUEST_FAIL' },
      -503001,
    ],
    ['a broken download', { stage: 'download', kind: 'cut-off' }, -503001],
  ])('%s are BUSY, in our own words, and the photo is kept', async (_title, fault, errCode) => {
    expect((await recognize(fault)).result).toEqual({
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
  const refusal = (stage: 'get-url' | 'download', status: number): Fault => ({
    stage,
    kind: 'answer',
    body: '',
    status,
  });
  const tencentError = (code: string): Fault => ({ stage: 'get-url', kind: 'tencent-error', code });
  test.each<[string, Fault, string]>([
    ['another environment', tencentError('ENV_ISOLATED'), 'ENV_ISOLATED'],
    ['a gateway that knows no such signature', refusal('get-url', 401), 'HTTP 401'],
    ['a refused download', refusal('download', 403), 'HTTP 403'],
  ])('%s is UNEXPECTED, its word in the log', async (_title, fault, cause) => {
    const { result, log } = await recognize(fault);
    expect(log).toMatchObject({ cause });
    expect(result).toEqual({
      ok: false,
      errCode: -700000,
      errMsg: expect.stringMatching(/^cloud storage refuses the photo for good: check/),
      reason: 'UNEXPECTED',
      retryable: false,
      photo: 'deleted',
    });
  });
});

describe('what our own checks find, before a call is spent', () => {
  const refused = (event: unknown) =>
    withoutCall(local.cloud, () => call(local.cloud, kind, event));

  test('a file that storage does not have', async () => {
    const fileID = await upload(local.cloud, specimenOf(kind));
    await local.cloud.storage.delete(fileID);
    expect(await refused({ fileID })).toMatchObject({
      reason: 'FILE_NOT_FOUND',
      errCode: -503003,
      photo: 'none',
    });
  });

  test.each([
    [2 * 1024 * 1024, 'IMAGE_TOO_LARGE', -700004],
    [2 * 1024 * 1024 - 1, 'IMAGE_FORMAT', -700005],
    [0, 'IMAGE_FORMAT', -700005],
  ])('%i bytes that are not a picture are %s', async (size, reason, errCode) => {
    const fileID = await upload(local.cloud, Buffer.alloc(size));
    expect(await refused({ fileID })).toMatchObject({ reason, errCode, photo: 'deleted' });
  });
});

test('an answer without a value in one field of the card is LICENSE_NOT_FOUND', async () => {
  const body = { vin: '', owner: '无', img_size: { w: 1000, h: 700 } };
  expect((await recognize({ stage: 'wechat', kind: 'answer', body })).result).toMatchObject({
    ok: false,
    reason: 'LICENSE_NOT_FOUND',
    errCode: -700006,
    photo: 'deleted',
  });
});

test('an answer that is too large to return is UNEXPECTED', async () => {
  const body = { owner: '样'.repeat(310_000) };
  expect((await recognize({ stage: 'wechat', kind: 'answer', body })).result).toMatchObject({
    ok: false,
    reason: 'UNEXPECTED',
    errCode: -700000,
  });
});

test('a picture without a licence is LICENSE_NOT_FOUND', async () => {
  expect((await recognize(undefined, specimen('blurred.jpg'))).result).toMatchObject({
    reason: 'LICENSE_NOT_FOUND',
    errCode: 101001,
    photo: 'deleted',
  });
});

test('an address that WeChat cannot download is IMAGE_URL_INVALID', async () => {
  const picture = await servePicture(specimenOf(kind));
  picture.close();
  expect(await call(local.cloud, kind, { imgUrl: picture.url })).toMatchObject({
    reason: 'IMAGE_URL_INVALID',
    errCode: 101000,
    photo: 'none',
  });
});

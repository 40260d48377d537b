import { choosePhoto } from '../../miniprogram-sample/components/license-scanner/choose';
import { createCloudSender } from '../../miniprogram-sample/components/license-scanner/cloud';
import { cloudFailure } from '../../miniprogram-sample/components/license-scanner/failure';
import type { CloudLike } from '../../miniprogram-sample/components/license-scanner/types';
import { useFakeWx } from './fake-wx';
import { callError } from './samples';

/**
 * What real clients rejected with, as developers published it (buhuia/xixili#1, liuchengyuu/carpool#12,
 * wuhou123/wxxcx#5, Mint-green/UnlearnableWord#10, LCM9902/Duck-Princess-Cultivation-Plan#16), or as
 * WeChat's base library 2.30.3 writes it. Request ids are replaced.
 */
const calls: Record<string, Record<string, number>> = {
  FUNCTION_MISSING: {
    'Error: errCode: -501000  | errMsg: FunctionName parameter could not be found. 更多错误信息请访问：https://docs.cloudbase.net/error-code/basic/FUNCTION_NOT_FOUND':
      -501000,
    'Error: errCode: -501000  | errMsg: 找不到对应的FunctionName.': -501000,
    'Error: errCode: -404011 cloud function execution error | errMsg: cloud.callFunction:fail requestID , cloud function service error code -504002, error message Function not found: [vehicleLicense]; at cloud.callFunction api;':
      -504002,
    'Error: errCode: -404011 cloud function execution error | errMsg: cloud.callFunction:fail \n-501000 FunctionName parameter could not be found':
      -501000,
  },
  ENVIRONMENT_INVALID: {
    'Error: errCode: -501000  | errMsg: Environment not found': -501000,
    'Error: errCode: -404011 cloud function execution error | errMsg: cloud.callFunction:fail requestID , cloud function service error code -501000, error message [100004] env not exists;':
      -501000,
    'Error: errCode: -501000  | errMsg: [100003] Param Invalid: env check invalid be filterd':
      -501000,
    'Error: invalid scope 没有权限，请先开通云服务': -1,
    'Error: errCode: -601034  | errMsg: 没有权限，请先开通云开发或者云托管': -601034,
  },
  FUNCTION_TIME_LIMIT: {
    'Error: errCode: -504003  | errMsg: Invoking task timed out after 3 seconds': -504003,
  },
  FUNCTION_FAILED: {
    'Error: errCode: -504002  | errMsg: functions execute fail | errMsg: SyntaxError: Unexpected token':
      -504002,
    "Error: errCode: -404011 cloud function execution error | errMsg: cloud.callFunction:fail requestID 0, cloud function service error code -504002, error message Cannot find module 'wx-server-sdk'; at cloud.callFunction api;":
      -504002,
  },
  BUSY: {
    'Error: errCode: -501002  | errMsg: resource server timeout | errMsg: ESOCKETTIMEDOUT': -501002,
    'Error: errCode: -501004  | errMsg: concurrency exceeded': -501004,
    'Error: errCode: -601001  | errMsg: system error': -601001,
  },
  NETWORK: {
    'Error: errCode: -404012 polling exceed max timeout retry': -404012,
    'request:fail': -1,
    'Error: net::ERR_INTERNET_DISCONNECTED': -1,
  },
  UNEXPECTED: {
    'Error: errCode: -999999  | errMsg: never seen before': -999999,
  },
};
const retryables = ['FUNCTION_TIME_LIMIT', 'BUSY', 'NETWORK'];

describe('what wx.cloud rejects with becomes a reason', () => {
  test.each(
    Object.entries(calls).flatMap(([reason, messages]) =>
      Object.entries(messages).map(([message, errCode]) => ({ message, errCode, reason })),
    ),
  )('a call: $message', ({ message, errCode, reason }) => {
    const thrown = callError(message);
    // As on phones: no number, and a text that ends in a trace.
    expect(thrown.errCode).toBe(-1);
    expect(thrown.errMsg).toMatch(/, abort\)$/);
    const failure = cloudFailure('call', thrown);
    const retryable = retryables.includes(reason);
    expect(failure).toMatchObject({ ok: false, errCode, reason, retryable });
    expect(failure.errMsg).not.toMatch(/callId|trace|abort|https/);
  });

  test('a call before wx.cloud.init', () => {
    const errMsg =
      "cloud.callFunction:fail Cloud API isn't enabled, please call wx.cloud.init first / 请先调用 wx.cloud.init() 完成初始化后再调用其他云 API。";
    expect(cloudFailure('call', { errCode: -1, errMsg })).toMatchObject({
      reason: 'ENVIRONMENT_INVALID',
      retryable: false,
    });
    expect(cloudFailure('upload', new Error(errMsg))).toMatchObject({
      reason: 'ENVIRONMENT_INVALID',
    });
  });

  test.each([
    [{ errCode: -503002, errMsg: 'cloud.uploadFile:fail -503002 denied' }, 'UPLOAD_FORBIDDEN'],
    [
      { errCode: -404001, errMsg: 'cloud.uploadFile:fail storage permission denied' },
      'UPLOAD_FORBIDDEN',
    ],
    [{ errMsg: 'cloud.uploadFile:fail 没有权限，请先开通云开发或者云托管' }, 'ENVIRONMENT_INVALID'],
    [{ errMsg: 'uploadFile:fail Error: read ECONNRESET' }, 'NETWORK'],
    [{ errMsg: 'uploadFile:fail' }, 'NETWORK'],
    [{ errMsg: 'cloud.uploadFile:fail createUploadTask:fail file not found' }, 'IMAGE_UNREADABLE'],
    [{ errMsg: 'uploadFile:fail no such file or directory wxfile://tmp_1' }, 'IMAGE_UNREADABLE'],
    [{ errCode: -1, errMsg: 'uploadFile:fail url not in domain list' }, 'DOMAIN_UNLISTED'],
    [{ errMsg: 'uploadFile:fail 您的上传域名不在合法域名列表中' }, 'DOMAIN_UNLISTED'],
    [{ errMsg: 'uploadFile:fail something that nobody has seen' }, 'UPLOAD_FAILED'],
    [{ errCode: -999999, errMsg: 'cloud.uploadFile:fail never seen before' }, 'UPLOAD_FAILED'],
  ])('an upload: %j', (thrown, reason) => {
    expect(cloudFailure('upload', thrown)).toMatchObject({
      reason,
      retryable: ['NETWORK', 'UPLOAD_FAILED'].includes(reason),
    });
  });

  test.each([undefined, null, 'boom', 0, {}, new TypeError('x is not a function')])(
    'what is not of wx.cloud: %p',
    (thrown) => {
      expect(cloudFailure('call', thrown)).toMatchObject({ errCode: -1, reason: 'UNEXPECTED' });
    },
  );

  test('no address and no folder of a user stays in the text', () => {
    const { errMsg } = cloudFailure('upload', {
      errMsg:
        'uploadFile:fail https://cos.example/license-ocr/o-1/a.jpg license-ocr/o-1/a.jpg cloud://e.b/c',
    });
    expect(errMsg).toBe('uploadFile:fail … … …');
  });
});

test('a photo is a failure as a value where there is no cloud at all', async () => {
  (globalThis as { wx?: unknown }).wx = {};
  const sender = createCloudSender(() => wx.cloud as unknown as CloudLike);
  const photo = { kind: 'vehicleLicense', filePath: 'tmp/photo.jpg', keepFile: false } as const;
  const ignore = { uploading() {}, stalled() {}, recognizing() {} };
  expect(await sender.accept(photo).send(ignore)).toMatchObject({
    result: { ok: false, reason: 'UNEXPECTED' },
  });
});

describe('the chooser', () => {
  const fake = useFakeWx();

  test('offers one compressed picture from where the user wants it', async () => {
    expect(await choosePhoto('album')).toEqual({ ok: true, path: 'tmp/photo.jpg', bytes: 1 });
    const sizeType = ['compressed'];
    expect(fake.chosen).toEqual([
      { count: 1, mediaType: ['image'], sourceType: ['album'], sizeType },
    ]);
  });

  test.each([
    [{ errMsg: 'chooseMedia:fail cancel' }, undefined],
    [
      { errno: 104, errMsg: 'chooseMedia:fail privacy permission is not authorized' },
      'PRIVACY_REFUSED',
    ],
    [{ errno: 103, errMsg: 'chooseMedia:fail' }, 'PRIVACY_REFUSED'],
    [{ errMsg: 'chooseMedia:fail privacy permission is not authorized in gap' }, 'PRIVACY_REFUSED'],
    [
      {
        errno: 112,
        errMsg: 'chooseMedia:fail api scope is not declared in the privacy agreement',
      },
      'PRIVACY_UNDECLARED',
    ],
    [{ errMsg: 'chooseMedia:fail appid privacy api banned' }, 'PRIVACY_UNDECLARED'],
    [{ errMsg: 'chooseMedia:fail system permission denied' }, 'CAMERA_DENIED'],
    [{ errMsg: 'chooseMedia:fail auth deny' }, 'CAMERA_DENIED'],
    [{ errMsg: 'chooseMedia:fail' }, 'UNEXPECTED'],
  ])('that fails with %j gives %s', async (error, reason) => {
    fake.chooser = () => Promise.reject(error);
    const result = await choosePhoto('camera');
    expect(result && !result.ok ? result.reason : result).toBe(reason);
  });

  test('that gives no photo is a failure', async () => {
    fake.chooser = async () => ({ type: 'image', tempFiles: [] });
    expect(await choosePhoto('camera')).toMatchObject({ ok: false, reason: 'UNEXPECTED' });
  });
});

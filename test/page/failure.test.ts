import { choosePhoto } from '../../miniprogram-sample/services/choose';
import { callFunction, initCloud } from '../../miniprogram-sample/services/cloud';
import { cloudFailure } from '../../miniprogram-sample/services/failure';
import { installFakeWx } from './fake-wx';

describe('what wx.cloud rejects with becomes a reason', () => {
  const text = (code: number, message: string) =>
    `cloud.callFunction:fail Error: errCode: ${code}  | errMsg: ${message} (callId: 1)`;
  test.each([
    [-501000, 'FunctionName parameter could not be found.', 'FUNCTION_MISSING', false],
    [-501000, 'Environment not found', 'ENVIRONMENT_INVALID', false],
    [-501000, '[100003] Param Invalid: env check invalid be filterd', 'ENVIRONMENT_INVALID', false],
    [-504003, 'Invoking task timed out after 3 seconds', 'FUNCTION_TIME_LIMIT', true],
    [-504002, 'functions execute fail | errMsg: SyntaxError', 'FUNCTION_FAILED', false],
    [-404011, 'cloud function execution error', 'FUNCTION_FAILED', false],
    [-501002, 'resource server timeout | errMsg: ESOCKETTIMEDOUT', 'BUSY', true],
    [-501004, 'concurrency exceeded', 'BUSY', true],
    [-601001, 'system error', 'BUSY', true],
    [-1, 'request:fail', 'NETWORK', true],
    [-1, 'net::ERR_INTERNET_DISCONNECTED', 'NETWORK', true],
    [-999999, 'something nobody has seen', 'UNEXPECTED', false],
  ])('%i "%s" is %s', (errCode, message, reason, retryable) => {
    const errMsg = text(errCode, message);
    expect(cloudFailure('call', { errCode, errMsg })).toEqual({
      ok: false,
      errCode,
      errMsg,
      reason,
      retryable,
    });
  });

  test('also where the code stands in the text only', () => {
    expect(cloudFailure('call', new Error(text(-504003, 'Invoking task timed out')))).toMatchObject(
      {
        errCode: -504003,
        reason: 'FUNCTION_TIME_LIMIT',
      },
    );
  });

  test.each([undefined, null, 'boom', 0, {}])('also where it is %p', (thrown) => {
    expect(cloudFailure('call', thrown)).toMatchObject({ errCode: -1, reason: 'UNEXPECTED' });
    expect(cloudFailure('upload', thrown)).toMatchObject({ reason: 'NETWORK', retryable: true });
  });

  test('an upload that cloud storage refuses is not the network’s', () => {
    expect(
      cloudFailure('upload', { errCode: -503002, errMsg: 'uploadFile:fail permission denied' }),
    ).toMatchObject({ reason: 'UPLOAD_FORBIDDEN', retryable: false });
  });

  test('no address and no folder of a user stays in the text', () => {
    const { errMsg } = cloudFailure('upload', {
      errMsg:
        'uploadFile:fail https://cos.example/license-ocr/o-1/a.jpg license-ocr/o-1/a.jpg cloud://e.b/c',
    });
    expect(errMsg).toBe('uploadFile:fail … … …');
  });
});

describe('a function call', () => {
  test('resolves with what the function returned', async () => {
    const fake = installFakeWx();
    const answer = callFunction('vehicleLicense', { fileID: 'cloud://a' }, 1000);
    await null;
    fake.calls[0]?.answer({ ok: true, license: {} });
    expect(await answer).toEqual({ ok: true, license: {} });
  });

  test.each([undefined, null, 'text', {}, { errCode: 0 }])(
    'that answers %p was not made by this contract',
    async (result) => {
      const fake = installFakeWx();
      const answer = callFunction('vehicleLicense', { fileID: 'cloud://a' }, 1000);
      await null;
      fake.calls[0]?.answer(result);
      expect(await answer).toMatchObject({ ok: false, reason: 'FUNCTION_FAILED' });
    },
  );

  test('fails as a value where there is no cloud at all', async () => {
    (globalThis as { wx?: unknown }).wx = {};
    expect(await callFunction('vehicleLicense', { fileID: 'cloud://a' }, 1000)).toMatchObject({
      ok: false,
      reason: 'UNEXPECTED',
    });
  });
});

test('the cloud environment is set explicitly', () => {
  installFakeWx();
  expect(() => initCloud()).not.toThrow();
});

describe('the chooser', () => {
  test('offers one compressed picture from where the user wants it', async () => {
    const fake = installFakeWx();
    let asked: unknown;
    const chooser = fake.chooser;
    fake.chooser = (options) => {
      asked = options;
      return chooser(options);
    };
    expect(await choosePhoto('album')).toEqual({ ok: true, path: 'tmp/photo.jpg' });
    expect(asked).toEqual({
      count: 1,
      mediaType: ['image'],
      sourceType: ['album'],
      sizeType: ['compressed'],
    });
  });

  test.each([
    [{ errMsg: 'chooseMedia:fail cancel' }, undefined],
    [{ errMsg: 'chooseMedia:fail user cancel' }, undefined],
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
    [{ errMsg: 'chooseMedia:fail system permission denied' }, 'CAMERA_DENIED'],
    [{ errMsg: 'chooseMedia:fail auth deny' }, 'CAMERA_DENIED'],
    [{ errMsg: 'chooseMedia:fail' }, 'UNEXPECTED'],
  ])('that fails with %j gives %s', async (error, reason) => {
    const fake = installFakeWx();
    fake.chooser = () => Promise.reject(error);
    const result = await choosePhoto('camera');
    expect(result && !result.ok ? result.reason : result).toBe(reason);
  });

  test('that gives no photo is a failure', async () => {
    const fake = installFakeWx();
    fake.chooser = async () => ({ type: 'image', tempFiles: [] });
    expect(await choosePhoto('camera')).toMatchObject({ ok: false, reason: 'UNEXPECTED' });
  });
});

import type { SendPhoto } from '../../miniprogram-sample/components/license-scanner/types';
import { blockOf } from '../helpers/readme';
import { flush, pass, useFakeWx } from './fake-wx';
import { attachScanner, shoot } from './mini-program';
import { failure, success, vehicleLicense } from './samples';

/** A host with a backend of its own, which may do anything. */

const fake = useFakeWx();

type Photo = Parameters<SendPhoto>[0];

/** A scanner whose host answers by hand. */
async function shootWith(request: (photo: Photo) => unknown) {
  const scanner = await shoot(attachScanner({ request }));
  const recognized = () => scanner.triggered.filter(({ name }) => name === 'recognized');
  return { scanner, recognized };
}

test('the request gets photo and kind, and all of it sent is a recognition', async () => {
  const asked: object[] = [];
  const { scanner } = await shootWith(({ onProgress, ...photo }) => {
    asked.push(photo);
    onProgress(100);
    return new Promise(() => {});
  });
  expect(asked).toEqual([{ kind: 'vehicleLicense', filePath: 'tmp/photo.jpg' }]);
  expect(scanner.data).toMatchObject({ step: 'recognizing' });
  expect(fake.uploads).toEqual([]);
});

test('a rejection is a failed upload', async () => {
  const { scanner } = await shootWith(() => Promise.reject({ errMsg: 'uploadFile:fail' }));
  expect(scanner.data).toMatchObject({ step: 'failed', reason: 'NETWORK' });
});

test('progress that comes after the answer changes nothing', async () => {
  let photo: Photo | undefined;
  const { scanner, recognized } = await shootWith(async (given) => {
    photo = given;
    return success(vehicleLicense);
  });
  expect(recognized()).toHaveLength(1);
  photo?.onProgress(100);
  await pass(60_000);
  expect(scanner.data).toMatchObject({ step: 'ready', statusText: '' });
});

test.each([Number.NaN, -20, 'half' as never])('progress of %p is none', async (odd) => {
  const { scanner } = await shootWith(({ onProgress }) => {
    onProgress(30);
    onProgress(odd);
    return new Promise(() => {});
  });
  expect(scanner.data).toMatchObject({ step: 'uploading', percent: 30 });
});

test('an answer that never comes is asked about, ends after a minute, and can be tried again', async () => {
  let calls = 0;
  const { scanner, recognized } = await shootWith(() => {
    calls += 1;
    return calls === 1 ? new Promise(() => {}) : Promise.resolve(success(vehicleLicense));
  });
  await pass(20_000);
  expect(scanner.data).toMatchObject({ step: 'uploading', stalled: true });
  await pass(40_000);
  expect(scanner.data).toMatchObject({ step: 'failed', reason: 'NO_ANSWER' });
  expect((scanner.data.failure as { fix: string }).fix).toContain('JSON.parse');
  scanner.call('nextStep');
  await flush();
  expect(recognized()).toHaveLength(1);
});

test('progress is a sign of life', async () => {
  let photo: Photo | undefined;
  const { scanner } = await shootWith((given) => {
    photo = given;
    return new Promise(() => {});
  });
  for (const percent of [10, 20, 30, 40, 50]) {
    await pass(15_000);
    photo?.onProgress(percent);
  }
  expect(scanner.data).toMatchObject({ step: 'uploading', stalled: false, percent: 50 });
});

test('an answer without warnings, extra and absent fields is filled', async () => {
  const { recognized } = await shootWith(async () => ({
    ok: true,
    license: { plateNum: '粤B12345' },
  }));
  const [{ detail }] = recognized() as unknown as [{ detail: unknown }];
  const { result } = detail as { result: { license: Record<string, unknown> } };
  expect(result).toMatchObject({
    errCode: 0,
    errMsg: 'ok',
    warnings: [],
    extra: {},
    photo: 'none',
  });
  expect(result.license).toMatchObject({ plateNum: '粤B12345', vin: null, overallSize: null });
});

test('what the function contract has beside is handed on', async () => {
  const answer = { ...success(vehicleLicense), receipt: 'later' };
  const { recognized } = await shootWith(async () => answer);
  expect(recognized()[0]?.detail).toMatchObject({ result: answer });
});

test.each<[unknown, string]>([
  [undefined, 'request answered without "ok"'],
  ['<html>', 'request answered without "ok"'],
  [[], 'request answered without "ok"'],
  [{ ok: 'yes' }, 'request answered without "ok"'],
  [{ ok: true }, 'request answered ok: true without "license"'],
  [{ ok: true, license: [] }, 'request answered ok: true without "license"'],
  [{ ok: true, license: {}, warnings: {} }, 'request answered "warnings" that are not a list'],
  [
    { ok: true, license: {}, warnings: [{ field: 'vin', code: 'VIN_FORMAT' }, null] },
    'request answered warnings[1] without "field" or "code"',
  ],
])('the answer %j is refused with a sentence that says where', async (answer, sentence) => {
  const { scanner } = await shootWith(async () => answer);
  expect(scanner.data).toMatchObject({
    step: 'failed',
    reason: 'FUNCTION_FAILED',
    failureDetail: `FUNCTION_FAILED -1：${sentence}`,
  });
});

test('a failure without its parts is one, and cannot be tried again', async () => {
  const { scanner } = await shootWith(async () => ({ ok: false }));
  expect(scanner.triggered).toContainEqual({
    name: 'failed',
    detail: { ok: false, errCode: -1, errMsg: '', reason: 'UNEXPECTED', retryable: false },
  });
});

test.each(['NO_PERMISSION', 'FUNCTION_FAILED', 'INVALID_EVENT', 'TIMEOUT', 'QUOTA_EXCEEDED'])(
  'developers with a backend of their own are told nothing of cloud functions: %s',
  async (reason) => {
    const { scanner } = await shootWith(async () => failure(reason as never));
    const { fix } = scanner.data.failure as { fix: string };
    expect(fix).toMatch(/。$/);
    expect(fix).not.toMatch(/云函数|云开发|云存储|wx\.cloud|config\.json/);
  },
);

test('nobody is promised that the photo is deleted', async () => {
  const { scanner } = await shootWith(() => new Promise(() => {}));
  expect(scanner.data.footnote).toBe('照片交给小程序的服务器识别');
  expect(JSON.stringify(scanner.data.consentWording)).not.toMatch(/立即删除|微信的识别服务/);
});

test('another environment gets every call, and wx.cloud none', async () => {
  const called: string[] = [];
  const instance = (wx as unknown as { cloud: Record<string, (options: object) => unknown> }).cloud;
  const note = (name: string) => (options: object) => {
    called.push(name);
    return instance[name]?.(options);
  };
  const cloud = {
    callFunction: note('callFunction'),
    uploadFile: note('uploadFile'),
    deleteFile: note('deleteFile'),
  };
  const scanner = attachScanner();
  await flush();
  scanner.set('cloud', cloud);
  await flush();
  await shoot(scanner);
  fake.uploads[0]?.succeed();
  await flush();
  scanner.call('leave');
  await flush();
  // The first prepare was asked of wx.cloud, before anything else was given.
  expect(called).toEqual(['callFunction', 'uploadFile', 'callFunction', 'deleteFile']);
  expect(fake.prepared).toHaveLength(2);
});

test.each([
  [{ request: 'https://example.test' as never }, /request 应为函数/],
  [{ cloud: { lost: 'its methods' } as never }, /cloud 应为 wx\.cloud/],
])('%j is refused with what it should be', (backend, message) => {
  expect(() => attachScanner().use(backend)).toThrow(message);
});

const readme = 'miniprogram-sample/components/README.md';

interface ExamplePage {
  data: { request?: SendPhoto; texts?: object };
  onReady(): unknown;
  onRecognized(event: object): void;
}

/** The page of a README's example; `known` stands for what the example takes from elsewhere. */
function pageOf(code: string, known: Record<string, unknown> = {}): ExamplePage {
  let page: unknown;
  const Page = (options: unknown) => {
    page = options;
  };
  new Function('Page', ...Object.keys(known), code)(Page, ...Object.values(known));
  return page as ExamplePage;
}

/** The request of the README's example. */
function exampleRequest(): SendPhoto {
  const { request } = pageOf(blockOf(readme, 'Page(', '## 后端不是云开发')).data;
  if (!request) throw new Error('the example has no request');
  return request;
}

describe('the README’s pages that give it on the instance', () => {
  async function takePhotoAfter(page: ExamplePage) {
    const scanner = attachScanner();
    await page.onReady.call({ selectComponent: () => scanner });
    await flush();
    await shoot(scanner);
    return scanner;
  }

  test('a request', async () => {
    const upload = async () => success(vehicleLicense);
    const scanner = await takePhotoAfter(pageOf(blockOf(readme, 'use({ request'), { upload }));
    expect(scanner.triggered).toContainEqual(expect.objectContaining({ name: 'recognized' }));
  });

  test('another environment', async () => {
    const said: unknown[] = [];
    class Cloud {
      constructor(options: object) {
        said.push(Object.keys(options));
      }
      init = async () => said.push('init');
      callFunction = ({ data }: { data: object }) => {
        said.push(data);
        return new Promise(() => {});
      };
      uploadFile = () => {};
      deleteFile = () => {};
    }
    const wxOfPage = { cloud: { Cloud } };
    await takePhotoAfter(pageOf(blockOf(readme, 'use({ cloud })'), { wx: wxOfPage }));
    const named = ['resourceAppid', 'resourceEnv'];
    expect(said.slice(0, 3)).toEqual([named, 'init', { action: 'prepare' }]);
  });
});

test('the README’s texts are shown, and the kept photo is the page’s', () => {
  const said: unknown[] = [];
  const console = { log: (fileID: unknown) => said.push(fileID) };
  const page = pageOf(blockOf(readme, 'textVersion', '## 留下照片，换掉文字'), { console });
  const scanner = attachScanner({ texts: page.data.texts });
  expect(JSON.stringify(scanner.data)).toMatch(/拍行驶证.*某某租车需要你的同意/);
  page.onRecognized({ detail: { fileID: 'cloud://kept' } });
  expect(said).toEqual(['cloud://kept']);
});

test.each<[string, string, number, object]>([
  ['a result', JSON.stringify(success(vehicleLicense)), 200, { step: 'ready' }],
  [
    'an HTML error page',
    '<html>502 Bad Gateway</html>',
    502,
    { step: 'failed', reason: 'UPLOAD_FAILED' },
  ],
  ['half a JSON', '{"ok": tr', 200, { step: 'failed', reason: 'UPLOAD_FAILED' }],
])(
  'the README’s example ends where the server answers %s',
  async (_name, data, statusCode, end) => {
    const wxOfPage = {
      uploadFile({ success }: { success(answer: object): void }) {
        setTimeout(() => {
          // As a phone does: what a callback throws reaches nobody.
          try {
            success({ data, statusCode });
          } catch {}
        }, 1000);
        return { onProgressUpdate() {} };
      },
    };
    const request = exampleRequest();
    const { scanner } = await shootWith((photo) => {
      const real = (globalThis as { wx?: unknown }).wx;
      (globalThis as { wx?: unknown }).wx = wxOfPage;
      try {
        return request(photo);
      } finally {
        (globalThis as { wx?: unknown }).wx = real;
      }
    });
    await pass(1500);
    expect(scanner.data).toMatchObject(end);
  },
);

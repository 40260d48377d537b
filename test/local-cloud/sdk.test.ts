import { randomBytes } from 'node:crypto';
import { functionRoot, openId, specimen, useLocalCloud } from '../helpers/functions';

const local = useLocalCloud({ functionRoot });

async function call(step: string, rest: Record<string, unknown> = {}): Promise<unknown> {
  return (await local.cloud.callFunction('sdk', { step, ...rest }, { openId })).result;
}

/** An expression with the unmodified SDK in a function. */
const inFunction = (code: string) => call('run', { code: `({ cloud }) => ${code}` });

async function withoutCaller(step: string, rest: Record<string, unknown> = {}): Promise<unknown> {
  return (await local.cloud.callFunction('sdk', { step, ...rest })).result;
}

interface Address {
  status: number;
  tempFileURL: string;
}

async function addressesOf(...fileList: (string | object)[]): Promise<Address[]> {
  const { ok } = (await call('getTempFileURL', { fileList })) as { ok: { fileList: Address[] } };
  return ok.fileList;
}

describe('the unmodified SDK in an instance', () => {
  test('knows caller, app and environment', async () => {
    expect(await call('context')).toEqual({
      ok: { OPENID: openId, APPID: local.cloud.appId, ENV: local.cloud.envId },
    });
  });

  test('knows none of them in an event without a caller', async () => {
    await call('context');
    expect(await withoutCaller('context')).toEqual({ ok: {} });
  });

  test('downloads and deletes bytes as they are', async () => {
    const bytes = randomBytes(300_000);
    const stored = await local.cloud.storage.put('any/folder/样本 1.bin', bytes);
    expect(await call('download', { fileID: stored })).toEqual({ ok: bytes.toString('base64') });

    const missing = `${stored}.missing`;
    const deleted = await call('deleteFile', { fileList: [stored, missing] });
    expect(deleted).toEqual({
      ok: {
        fileList: [
          { fileID: stored, status: 0, errMsg: 'ok' },
          { fileID: missing, status: -503003, errMsg: 'storage file not exists' },
        ],
        errMsg: 'deleteFile:ok',
      },
    });
    expect(await local.cloud.storage.get(stored)).toBeUndefined();
  });

  test('uploads a Buffer or a file, wherever it likes', async () => {
    for (const content of ["Buffer.from('样本')", 'require("fs").createReadStream(__filename)']) {
      const cloudPath = 'any/文件 夹/a+b.json';
      const uploaded = await call('run', {
        code: `({ cloud, require, __filename }) => cloud.uploadFile({ cloudPath: '${cloudPath}', fileContent: ${content} })`,
      });
      const fileID = `cloud://${local.cloud.bucket}/${cloudPath}`;
      expect(uploaded).toMatchObject({ ok: { fileID, errMsg: 'uploadFile:ok' } });
      const stored = await local.cloud.storage.get(fileID);
      expect(stored?.toString()).toMatch(/^样本$|^\/\/ A function that does one thing/);
      expect(await call('download', { fileID })).toEqual({
        ok: Buffer.from(stored ?? '').toString('base64'),
      });
    }
    const climbing = "cloud.uploadFile({ cloudPath: '../a', fileContent: Buffer.from('x') })";
    expect(await inFunction(climbing)).toMatchObject({
      errMsg: 'uploadFile:fail not a path of cloud storage',
    });
  });

  test('calls another function, which has no caller', async () => {
    const echo = (step: string, rest = '') =>
      inFunction(`cloud.callFunction({ name: 'probe', data: { step: '${step}'${rest} } })`);
    expect(await echo('event')).toMatchObject({
      ok: { result: { step: 'event' }, errMsg: 'callFunction:ok' },
    });
    expect(await echo('echo', ", value: [1, '样本', null]")).toMatchObject({
      ok: { result: [1, '样本', null] },
    });
    expect(await echo('sync')).toMatchObject({ ok: { result: 'sync' } });
    expect(
      await inFunction("cloud.callFunction({ name: 'sdk', data: { step: 'context' } })"),
    ).toMatchObject({ ok: { result: { ok: {} } } });
    expect(await echo('throw')).toMatchObject({
      errMsg: expect.stringMatching(/^callFunction:fail RangeError: out of range/),
    });
    expect(await inFunction("cloud.callFunction({ name: 'missing' })")).toMatchObject({
      errMsg: expect.stringMatching(/^callFunction:fail FunctionName parameter could not be found/),
    });
  });

  test('logs through its logger', async () => {
    const { logs } = await local.cloud.callFunction('sdk', {
      step: 'run',
      code: "({ cloud }) => cloud.logger().info({ saved: 'licenses' })",
    });
    expect(logs.at(-1)).toBe("{ saved: 'licenses' }");
  });

  test('learns of a missing file by its status, and of another environment’s just so', async () => {
    const foreign = 'cloud://other-env.bucket/license-ocr/a/b.jpg';
    const climbing = `cloud://${local.cloud.bucket}/license-ocr/../b.jpg`;
    const missing = `cloud://${local.cloud.bucket}/license-ocr/a/b.jpg`;
    const seen = await addressesOf(missing, foreign, climbing);
    expect(seen.map(({ status, tempFileURL }) => [status, tempFileURL])).toEqual([
      [-503003, ''],
      [-503003, ''],
      [-503003, ''],
    ]);
  });

  test('sends a picture byte for byte and gets WeChat’s answer in camelCase', async () => {
    const fileID = await local.cloud.storage.put(
      `license-ocr/${openId}/both.jpg`,
      specimen('vehicle-both-pages.jpg'),
    );
    const before = local.cloud.ocrCalls['ocr.vehicleLicense'];
    const corner = { x: expect.any(Number), y: expect.any(Number) };
    const corners = {
      pos: { leftTop: corner, rightTop: corner, rightBottom: corner, leftBottom: corner },
    };
    expect(await call('recognize', { fileID })).toEqual({
      ok: {
        plateNum: '粤B9YB81',
        vehicleType: '小型轿车',
        owner: '样本某某',
        addr: '广东省样本市样本区虚构路1号',
        useCharacter: '非营运',
        model: '样本牌YB7150A',
        vin: 'LYB1234A5M1234567',
        engineNum: 'YB123456',
        registerDate: '2021-03-15',
        issueDate: '2021-03-18',
        plateNumB: '粤B9YB81',
        record: '440000000001',
        passengersNum: '5人',
        totalQuality: '1845kg',
        prepareQuality: '1420kg',
        overallSize: '4670×1806×1474mm',
        cardPositionFront: corners,
        cardPositionBack: corners,
        imgSize: { w: 1000, h: 1387 },
        errMsg: 'openapi.ocr.vehicleLicense:ok',
        errCode: 0,
      },
    });
    expect(local.cloud.ocrCalls['ocr.vehicleLicense']).toBe((before ?? 0) + 1);
  });

  test('lets WeChat fetch an address of storage', async () => {
    const fileID = await local.cloud.storage.put('any/main.jpg', specimen('vehicle-main-page.jpg'));
    const [{ tempFileURL: imgUrl } = {}] = await addressesOf(fileID);
    expect(await call('openapi', { name: 'ocr.vehicleLicense', args: { imgUrl } })).toMatchObject({
      ok: { vin: 'LYB1234A5M1234567', errCode: 0 },
    });
  });

  test.each([
    [
      'a Buffer that came through callFunction',
      { img: { contentType: 'image/jpeg', value: { type: 'Buffer', data: [1] } } },
      41005,
    ],
    ['a mode that does not exist', { imgUrl: 'http://127.0.0.1:1/', type: 'video' }, 40097],
  ])('%s gets WeChat’s own error', async (_what, args, errCode) => {
    expect(await call('openapi', { name: 'ocr.vehicleLicense', args })).toEqual({
      errCode,
      errMsg: expect.stringMatching(
        /^openapi\.ocr\.vehicleLicense:fail .+ hint: \[.+\] rid: [\w-]+$/,
      ),
    });
  });
});

describe('the gateway refuses', () => {
  test.each([
    ['an API that config.json does not list', 'ocr.driverLicense', -604101],
    ['an API that does not exist', 'ocr.drivingLicense', -604100],
  ])('%s', async (_what, name, errCode) => {
    expect(await call('openapi', { name, args: {} })).toEqual({
      errCode,
      errMsg: `system error: error code: ${errCode}`,
    });
  });

  test('an open API for an event without a caller, but not storage', async () => {
    const fileID = await local.cloud.storage.put('any/a.bin', Buffer.from('x'));
    expect(await withoutCaller('openapi', { name: 'ocr.vehicleLicense', args: {} })).toMatchObject({
      errCode: -604104,
    });
    expect(await withoutCaller('download', { fileID })).toEqual({ ok: 'eA==' });
  });

  test.each([
    ['an API that is not OCR', 'cloud.openapi.security.msgSecCheck({})'],
    ['an action that it does not know', 'cloud.cloudPay.queryOrder({})'],
  ])('%s, by the one sentence for what it leaves out', async (_what, code) => {
    expect(await inFunction(code)).toMatchObject({
      errMsg: expect.stringMatching(
        /the local cloud has no [\w.]+: what it leaves out stands in scripts\/local-cloud\/README\.md$/,
      ),
    });
  });

  test('another environment', async () => {
    const fileID = await local.cloud.storage.put('any/a.bin', Buffer.from('x'));
    expect(await call('otherEnvironment', { env: `${local.cloud.envId}-2`, fileID })).toMatchObject(
      {
        errMsg: `getTempFileURL:fail Env ${local.cloud.envId}-2 does not exist`,
      },
    );
  });
});

describe('storage', () => {
  async function address(maxAge = 60, bytes = Buffer.alloc(1000, 7)): Promise<URL> {
    const fileID = await local.cloud.storage.put('any/file.bin', bytes);
    const [{ tempFileURL = '' } = {}] = await addressesOf({ fileID, maxAge });
    return new URL(tempFileURL);
  }

  test('gives a file to whoever has its address, until that expires', async () => {
    const response = await fetch(await address());
    expect(Buffer.from(await response.arrayBuffer())).toEqual(Buffer.alloc(1000, 7));
    const short = await address(1);
    const status = async () => (await fetch(short)).status;
    while ((await status()) === 200) await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await status()).toBe(403);
  });

  test.each([
    ['another file', (url: URL) => url.pathname.replace('file.bin', 'other.bin'), 'pathname'],
    ['a later end', (url: URL) => url.search.replace(/t=\d+/, 't=99999999999'), 'search'],
    ['no signature', () => '', 'search'],
  ] as const)('refuses an address that was changed to %s', async (_what, change, part) => {
    const url = await address();
    await local.cloud.storage.put('any/other.bin', Buffer.from('secret'));
    url[part] = change(url);
    const response = await fetch(url);
    expect(response.status).toBe(403);
    expect(await response.text()).toContain('<Code>AccessDenied</Code>');
  });

  test('lets a page upload into its user’s folder only', async () => {
    const bytes = Buffer.from('x');
    expect(await local.cloud.storage.put(`license-ocr/${openId}/a.jpg`, bytes, { openId })).toBe(
      `cloud://${local.cloud.bucket}/license-ocr/${openId}/a.jpg`,
    );
    for (const folder of ['license-ocr', 'license-ocr-kept']) {
      await expect(
        local.cloud.storage.put(`${folder}/oSomebodyElse/a.jpg`, bytes, { openId }),
      ).rejects.toMatchObject({ errCode: -503002 });
    }
    await expect(local.cloud.storage.put('license-ocr/../a.jpg', bytes)).rejects.toMatchObject({
      errCode: -503001,
    });
  });

  test('stops sending when the reader goes, and counts what it sent', async () => {
    const url = await address(60, Buffer.alloc(50 * 1024 * 1024));
    const before = local.cloud.storage.bytesSent;
    const abort = new AbortController();
    const response = await fetch(url, { signal: abort.signal });
    let read = 0;
    for await (const chunk of response.body ?? []) {
      read += chunk.length;
      if (read > 1024 * 1024) break;
    }
    abort.abort();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(local.cloud.storage.bytesSent - before).toBeGreaterThanOrEqual(read);
    expect(local.cloud.storage.bytesSent - before).toBeLessThan(2 * 1024 * 1024);
  });
});

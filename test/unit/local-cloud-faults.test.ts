import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Fault, type LocalCloud, startLocalCloud } from '../../scripts/local-cloud';
import { faultNames } from '../../scripts/local-cloud/faults';

const functionRoot = path.join(__dirname, '..', 'fixtures', 'functions');
const openId = 'oSampleCaller0000000000000001';
const photo = readFileSync(path.join(__dirname, '../../scripts/specimens/driver.jpg'));

let cloud: LocalCloud;
let fileID: string;

async function start(timeLimitMs: number): Promise<void> {
  cloud = await startLocalCloud({ functionRoot, timeLimitMs, collections: ['counters'] });
  fileID = await cloud.storage.put(`license-ocr/${openId}/photo.jpg`, photo);
}

async function restart(timeLimitMs: number): Promise<void> {
  await cloud.close();
  await start(timeLimitMs);
}

beforeAll(() => start(10_000));
afterEach(() => cloud.faults.clear());
afterAll(() => cloud.close());

async function call(step: string, rest: Record<string, unknown> = {}): Promise<unknown> {
  return (await cloud.callFunction('sdk', { step, ...rest }, { openId })).result;
}

// A driver licence is no vehicle licence: without a fault WeChat answers 101001.
const ocr = () =>
  call('openapi', { name: 'ocr.vehicleLicense', args: { imgUrl: 'http://127.0.0.1:1/' } });
const getUrl = () => call('getTempFileURL', { fileList: [fileID] });
const download = () => call('download', { fileID });
const remove = () => call('deleteFile', { fileList: [fileID] });
const upload = () => call('upload', { cloudPath: 'any/a.bin', base64: 'eA==' });
const count = () => call('countDocuments', { name: 'counters', query: { _id: 'a' } });

const failed = (errCode: number, errMsg: string | RegExp) => ({
  errCode,
  errMsg: typeof errMsg === 'string' ? errMsg : expect.stringMatching(errMsg),
});
const api = 'openapi.ocr.vehicleLicense';

describe('what a function sees of a fault', () => {
  const rows: [Fault, () => Promise<unknown>, unknown][] = [
    [
      { name: 'reset', args: { stage: 'get-url' } },
      getUrl,
      failed(-1, /ECONNRESET|socket hang up/),
    ],
    [{ name: 'cut-off', args: { stage: 'get-url' } }, getUrl, failed(-1, /aborted/)],
    [{ name: 'html-answer', args: { stage: 'get-url' } }, getUrl, failed(-1, /Unexpected token/)],
    [{ name: 'http-status', args: { stage: 'get-url', status: 500 } }, getUrl, failed(-1, /./)],
    [
      { name: 'tencent-error', args: { stage: 'get-url', code: 'SYS_ERR' } },
      getUrl,
      failed(-1, 'getTempFileURL:fail local fault'),
    ],
    [
      { name: 'file-missing' },
      getUrl,
      { ok: expect.objectContaining({ fileList: [expect.objectContaining({ status: -503003 })] }) },
    ],
    [
      { name: 'file-status', args: { code: 'STORAGE_EXCEED_AUTHORITY' } },
      getUrl,
      { ok: expect.objectContaining({ fileList: [expect.objectContaining({ status: -503002 })] }) },
    ],

    [{ name: 'reset', args: { stage: 'download' } }, download, failed(-1, /ECONNRESET|hang up/)],
    [{ name: 'cut-off', args: { stage: 'download' } }, download, failed(-1, /aborted/)],
    [
      { name: 'http-status', args: { stage: 'download', status: 404 } },
      download,
      failed(-1, /Status:404 Url:http.*sign=/),
    ],
    [
      { name: 'html-answer', args: { stage: 'download' } },
      download,
      { ok: expect.stringMatching(/^PGh0bWw\+/) },
    ],
    [{ name: 'no-content-length' }, download, { ok: photo.toString('base64') }],
    [
      { name: 'slow-download', args: { bytesPerSecond: 200_000 } },
      download,
      { ok: photo.toString('base64') },
    ],

    [{ name: 'reset', args: { stage: 'delete' } }, remove, failed(-1, /ECONNRESET|hang up/)],
    [
      { name: 'delete-fails' },
      remove,
      { ok: expect.objectContaining({ fileList: [expect.objectContaining({ status: -503001 })] }) },
    ],
    [{ name: 'reset', args: { stage: 'upload' } }, upload, failed(-1, /ECONNRESET|hang up/)],

    [{ name: 'reset', args: { stage: 'database' } }, count, failed(-501001, /ECONNRESET|hang up/)],
    [{ name: 'cut-off', args: { stage: 'database' } }, count, failed(-501001, /aborted/)],
    [{ name: 'html-answer', args: { stage: 'database' } }, count, failed(-1, /Unexpected token/)],
    [
      { name: 'http-status', args: { stage: 'database', status: 503 } },
      count,
      failed(-501001, / 503 Service Unavailable/),
    ],
    [
      { name: 'tencent-error', args: { stage: 'database', code: 'DATABASE_PERMISSION_DENIED' } },
      count,
      failed(-502003, 'collection.count:fail -502003 database permission denied. local fault'),
    ],

    [{ name: 'reset', args: { stage: 'ocr' } }, ocr, failed(-501001, /ECONNRESET|hang up/)],
    [{ name: 'cut-off', args: { stage: 'ocr' } }, ocr, failed(-501001, /aborted/)],
    [{ name: 'html-answer', args: { stage: 'ocr' } }, ocr, failed(-601001, /unknown wx response/)],
    [
      { name: 'http-status', args: { stage: 'ocr', status: 503 } },
      ocr,
      failed(-501001, / 503 Service Unavailable/),
    ],
    [
      { name: 'tencent-error', args: { stage: 'ocr', code: 'SERVER_TIMEOUT' } },
      ocr,
      failed(-501002, /local fault/),
    ],
    [
      { name: 'gateway-error', args: { errorCode: -604102 } },
      ocr,
      failed(-604102, 'system error: error code: -604102'),
    ],
    [{ name: 'no-permission' }, ocr, failed(-604101, 'system error: error code: -604101')],
    [{ name: 'cut-off-protobuf' }, ocr, failed(-601001, /unknown wx response/)],

    [{ name: 'reset', args: { stage: 'wechat' } }, ocr, failed(-604103, /-604103$/)],
    [{ name: 'cut-off', args: { stage: 'wechat' } }, ocr, failed(-604103, /-604103$/)],
    [
      { name: 'html-answer', args: { stage: 'wechat' } },
      ocr,
      { ok: expect.objectContaining({ contentType: 'text/html', errCode: 0 }) },
    ],
    [{ name: 'wechat-error', args: { errcode: 48001 } }, ocr, failed(48001, /^openapi\..+ hint: /)],
    [
      { name: 'wechat-error', args: { errcode: '101003', errmsg: 'text' } },
      ocr,
      { errCode: '101003', errMsg: `${api}:fail text` },
    ],
    [{ name: 'busy' }, ocr, failed(-1, /:fail system error hint/)],
    [{ name: 'no-licence' }, ocr, failed(101001, /:fail certificate not found hint/)],
    [{ name: 'undecodable' }, ocr, failed(101002, /:fail image decode failed hint/)],
    [{ name: 'quota-exceeded' }, ocr, failed(101003, /:fail not enough market quota hint/)],
    [{ name: 'market-quota' }, ocr, failed(101002, /:fail not enough market quota hint/)],
    [{ name: 'daily-limit' }, ocr, failed(45009, /:fail reach max api daily quota limit hint/)],
    [{ name: 'token-invalid' }, ocr, failed(40001, /:fail invalid credential/)],
    [{ name: 'token-expired' }, ocr, failed(42001, /:fail access_token expired/)],
    [
      { name: 'answer', args: { body: { plate_num: { text: '样本', pos: [1] } } } },
      ocr,
      { ok: { plateNum: { text: '样本', pos: [1] }, errCode: 0, errMsg: `${api}:ok` } },
    ],
    [{ name: 'answer', args: { body: null } }, ocr, failed(-1, /null/)],
    [{ name: 'answer', args: { body: 7 } }, ocr, { ok: { errCode: 0, errMsg: `${api}:ok` } }],
    [
      { name: 'answer-text', args: { text: '[]', contentType: 'application/json' } },
      ocr,
      { ok: { errCode: 0, errMsg: `${api}:ok` } },
    ],
    [{ name: 'cut-off-json' }, ocr, failed(-601001, /invalid json: .*样本某某/)],
    [
      { name: 'html' },
      ocr,
      { ok: expect.objectContaining({ contentType: 'text/html', errCode: 0 }) },
    ],
    [
      { name: 'plain-text' },
      ocr,
      { ok: expect.objectContaining({ result: 'service temporarily unavailable', errCode: 0 }) },
    ],
  ];

  test.each(
    rows.map(
      ([fault, work, seen]) => [fault.name, fault.args ?? {}, { fault, work, seen }] as const,
    ),
  )('%s %j', async (_name, _args, { fault, work, seen }) => {
    cloud.faults.set(fault);
    expect(await work()).toEqual(seen);
  });

  test.each([
    [
      ['get-url', getUrl],
      ['delete', remove],
      ['ocr', ocr],
    ],
    [
      ['download', download],
      ['upload', upload],
      ['wechat', ocr],
    ],
  ] as const)('hang at %j, %j and %j ends at the time limit', async (...works) => {
    await restart(1500);
    cloud.faults.set(...works.map(([stage]) => ({ name: 'hang', args: { stage } })));
    await Promise.all(
      works.map(([, work]) => expect(work()).rejects.toMatchObject({ serviceCode: -504003 })),
    );
    await restart(10_000);
  });

  test('every fault of the table is tried here or below, and stands in the README', () => {
    const readme = readFileSync(
      path.join(__dirname, '..', '..', 'scripts', 'local-cloud', 'README.md'),
      'utf8',
    );
    const tried = new Set([...rows.map(([{ name }]) => name), 'hang', 'delay', 'call-error']);
    for (const name of faultNames) {
      expect(tried).toContain(name);
      expect(readme).toMatch(new RegExp(`^\\| \`${name}\` +\\|`, 'm'));
    }
  });
});

describe('faults', () => {
  test('strike as often as they say, then no more', async () => {
    cloud.faults.set({ name: 'busy', times: 2 });
    expect(await ocr()).toMatchObject({ errCode: -1 });
    expect(cloud.faults.active).toEqual([{ name: 'busy', times: 2 }]);
    expect(await ocr()).toMatchObject({ errCode: -1 });
    expect(await ocr()).toMatchObject({ errCode: 101000 });
    expect(cloud.faults.active).toEqual([]);
  });

  test('of one stage strike one after the other, in the order they were set', async () => {
    cloud.faults.set({ name: 'busy', times: 1 }, { name: 'no-licence', times: 1 });
    expect(await ocr()).toMatchObject({ errCode: -1 });
    expect(await ocr()).toMatchObject({ errCode: 101001 });
    expect(await ocr()).toMatchObject({ errCode: 101000 });
  });

  test('can be a delay before the answer, or before another fault', async () => {
    cloud.faults.set({ name: 'delay', args: { stage: 'wechat', ms: 200 } }, { name: 'busy' });
    const { result, durationMs } = await cloud.callFunction(
      'sdk',
      { step: 'openapi', name: 'ocr.vehicleLicense', args: {} },
      { openId },
    );
    expect(result).toMatchObject({ errCode: -1 });
    expect(durationMs).toBeGreaterThanOrEqual(200);
  });

  test('at WeChat’s side also strike those who call it directly', async () => {
    cloud.faults.set({ name: 'token-expired', times: 1 });
    const url = `${cloud.origin}/cv/ocr/driving?access_token=${cloud.issueToken('access_token')}`;
    const asked = async () => (await (await fetch(url, { method: 'POST' })).json()) as unknown;
    expect(await asked()).toMatchObject({ errcode: 42001 });
    expect(await asked()).toMatchObject({ errcode: 41005 });
  });

  test.each([
    [{ name: 'bussy' }, /no fault "bussy"; known: delay, hang/],
    [{ name: 'constructor' }, /no fault/],
    [{ name: 'busy', times: 0 }, /times/],
    [{ name: 'busy', args: { stage: 'ocr' } }, /stage/],
    [{ name: 'hang' }, /stage/],
    [{ name: 'hang', args: { stage: 'nowhere' } }, /stage/],
    [{ name: 'gateway-error', args: { errorCode: '-1' } }, /errorCode/],
  ] as [Fault, RegExp][])('%j is refused when it is set', (fault, message) => {
    expect(() => cloud.faults.set(fault)).toThrow(message);
    expect(cloud.faults.active).toEqual([]);
  });
});

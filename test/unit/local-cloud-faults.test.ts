import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  errorPage,
  type Fault,
  type FaultStage,
  type LocalCloud,
  startLocalCloud,
  wechatError,
} from '../../scripts/local-cloud';

const functionRoot = path.join(__dirname, '..', 'fixtures', 'functions');
const openId = 'oSampleCaller0000000000000001';
const photo = readFileSync(path.join(__dirname, '../../scripts/specimens/driver.jpg'));

let cloud: LocalCloud;
let fileID: string;

async function start(timeLimitMs: number): Promise<void> {
  cloud = await startLocalCloud({ functionRoot, timeLimitMs, collections: ['counters'] });
  fileID = await cloud.storage.put(`license-ocr/${openId}/photo.jpg`, photo);
}

beforeAll(() => start(10_000));
afterEach(() => cloud.faults.clear());
afterAll(() => cloud.close());

async function call(step: string, rest: Record<string, unknown> = {}): Promise<unknown> {
  return (await cloud.callFunction('sdk', { step, ...rest }, { openId })).result;
}

/** A request of each stage. Without a fault WeChat answers 101000 to this address. */
const at: Record<Exclude<FaultStage, 'call'>, () => Promise<unknown>> = {
  'get-url': () => call('getTempFileURL', { fileList: [fileID] }),
  download: () => call('download', { fileID }),
  delete: () => call('deleteFile', { fileList: [fileID] }),
  database: () => call('countDocuments', { name: 'counters', query: { _id: 'a' } }),
  ocr: () =>
    call('openapi', { name: 'ocr.vehicleLicense', args: { imgUrl: 'http://127.0.0.1:1/' } }),
  wechat: () => at.ocr(),
};
const ocr = at.ocr;

const failed = (errCode: number | string, errMsg: string | RegExp) => ({
  errCode,
  errMsg: typeof errMsg === 'string' ? errMsg : expect.stringMatching(errMsg),
});
const fileStatus = (status: number) => ({
  ok: expect.objectContaining({ fileList: [expect.objectContaining({ status })] }),
});
const odd = (rest: object) => ({ ok: expect.objectContaining({ errCode: 0, ...rest }) });
const api = 'openapi.ocr.vehicleLicense';
const answered = { ok: { errCode: 0, errMsg: `${api}:ok` } };
const reset = /ECONNRESET|socket hang up/;
const wechat = (body: unknown, contentType?: string): Fault => ({
  stage: 'wechat',
  kind: 'answer',
  body,
  ...(contentType ? { contentType } : {}),
});

test.each<[Fault, unknown]>([
  [{ stage: 'get-url', kind: 'reset' }, failed(-1, reset)],
  [{ stage: 'get-url', kind: 'cut-off' }, failed(-1, /aborted/)],
  [errorPage('get-url', 200), failed(-1, /Unexpected token/)],
  [{ stage: 'get-url', kind: 'answer', body: '', status: 500 }, failed(-1, /./)],
  [
    { stage: 'get-url', kind: 'tencent-error', code: 'SYS_ERR' },
    failed(-1, 'getTempFileURL:fail local fault'),
  ],
  [{ stage: 'get-url', kind: 'file-status', code: 'STORAGE_FILE_NONEXIST' }, fileStatus(-503003)],
  [
    { stage: 'get-url', kind: 'file-status', code: 'STORAGE_EXCEED_AUTHORITY' },
    fileStatus(-503002),
  ],

  [{ stage: 'download', kind: 'reset' }, failed(-1, reset)],
  [{ stage: 'download', kind: 'cut-off' }, failed(-1, /aborted/)],
  [
    { stage: 'download', kind: 'answer', body: '', status: 404 },
    failed(-1, /Status:404 Url:http.*sign=/),
  ],
  [errorPage('download', 200), { ok: expect.stringMatching(/^PGh0bWw\+/) }],
  [{ stage: 'download', kind: 'no-content-length' }, { ok: photo.toString('base64') }],
  [
    { stage: 'download', kind: 'trickle', bytesPerSecond: 200_000 },
    { ok: photo.toString('base64') },
  ],

  [{ stage: 'delete', kind: 'reset' }, failed(-1, reset)],
  [{ stage: 'delete', kind: 'file-status', code: 'STORAGE_REQUEST_FAIL' }, fileStatus(-503001)],

  [{ stage: 'database', kind: 'reset' }, failed(-501001, reset)],
  [{ stage: 'database', kind: 'cut-off' }, failed(-501001, /aborted/)],
  [errorPage('database', 200), failed(-1, /Unexpected token/)],
  [
    { stage: 'database', kind: 'answer', body: '', status: 503 },
    failed(-501001, / 503 Service Unavailable/),
  ],
  [
    { stage: 'database', kind: 'tencent-error', code: 'DATABASE_PERMISSION_DENIED' },
    failed(-502003, 'collection.count:fail -502003 database permission denied. local fault'),
  ],

  [{ stage: 'ocr', kind: 'reset' }, failed(-501001, reset)],
  [{ stage: 'ocr', kind: 'cut-off' }, failed(-501001, /aborted/)],
  [errorPage('ocr', 200), failed(-601001, /unknown wx response/)],
  [
    { stage: 'ocr', kind: 'answer', body: '', status: 503 },
    failed(-501001, / 503 Service Unavailable/),
  ],
  [{ stage: 'ocr', kind: 'tencent-error', code: 'SERVER_TIMEOUT' }, failed(-501002, /local fault/)],
  [
    { stage: 'ocr', kind: 'gateway-error', errorCode: -604102 },
    failed(-604102, 'system error: error code: -604102'),
  ],

  [{ stage: 'wechat', kind: 'reset' }, failed(-604103, /-604103$/)],
  [{ stage: 'wechat', kind: 'cut-off' }, failed(-604103, /-604103$/)],
  [errorPage('wechat'), odd({ contentType: 'text/html' })],
  [wechatError(-1), failed(-1, /:fail system error hint/)],
  [wechatError(48001), failed(48001, /^openapi\..+ hint: /)],
  [wechatError(101003), failed(101003, /:fail not enough market quota hint/)],
  [wechatError('101003', 'text'), failed('101003', `${api}:fail text`)],
  [
    wechat({ plate_num: { text: '样本', pos: [1] } }),
    { ok: { plateNum: { text: '样本', pos: [1] }, errCode: 0, errMsg: `${api}:ok` } },
  ],
  [wechat(null), failed(-1, /null/)],
  [wechat(7), answered],
  [wechat('[]', 'application/json'), answered],
  [wechat('{"errcode":0,"owner":"样本某某","plate_n'), failed(-601001, /invalid json: .*样本某某/)],
  [wechat('unavailable', 'text/plain'), odd({ result: 'unavailable' })],
])('what a function sees of %j', async (fault, seen) => {
  cloud.faults.set(fault);
  expect(await at[fault.stage as keyof typeof at]()).toEqual(seen);
});

test.each([
  ['get-url', 'delete', 'ocr'],
  ['download', 'wechat'],
] as const)('silence at %s, %s … ends at the time limit', async (...stages) => {
  await cloud.close();
  await start(1500);
  cloud.faults.set(...stages.map((stage) => ({ stage, kind: 'hang' }) as const));
  await Promise.all(
    stages.map((stage) => expect(at[stage]()).rejects.toMatchObject({ serviceCode: -504003 })),
  );
  await cloud.close();
  await start(10_000);
});

test('faults of one stage strike one after the other, as often as they say', async () => {
  cloud.faults.set({ ...wechatError(-1), times: 2 }, { ...wechatError(101001), times: 1 });
  expect(await ocr()).toMatchObject({ errCode: -1 });
  expect(await ocr()).toMatchObject({ errCode: -1 });
  expect(await ocr()).toMatchObject({ errCode: 101001 });
  expect(await ocr()).toMatchObject({ errCode: 101000 });
});

test('a delay comes before the answer, or before another fault', async () => {
  cloud.faults.set({ stage: 'wechat', kind: 'delay', ms: 200 }, wechatError(-1));
  const event = { step: 'openapi', name: 'ocr.vehicleLicense', args: {} };
  const { result, durationMs } = await cloud.callFunction('sdk', event, { openId });
  expect(result).toMatchObject({ errCode: -1 });
  expect(durationMs).toBeGreaterThanOrEqual(200);
});

test('faults of WeChat’s side also strike those who call it directly', async () => {
  cloud.faults.set({ ...wechatError(42001), times: 1 });
  const url = `${cloud.origin}/cv/ocr/driving?access_token=${cloud.issueToken('access_token')}`;
  const asked = async () => (await (await fetch(url, { method: 'POST' })).json()) as unknown;
  expect(await asked()).toMatchObject({ errcode: 42001 });
  expect(await asked()).toMatchObject({ errcode: 41005 });
});

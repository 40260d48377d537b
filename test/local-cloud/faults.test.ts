import { errorPage, type Fault, type FaultStage, wechatError } from '../../scripts/local-cloud';
import { functionRoot, openId, specimen, upload, useLocalCloud } from '../helpers/functions';

const photo = specimen('driver.jpg');

const local = useLocalCloud({
  functionRoot,
  timeLimitMs: 10_000,
  maxInstances: 5,
  collections: ['counters'],
});
let fileID: string;
beforeAll(async () => {
  fileID = await upload(local.cloud, photo);
});

async function call(step: string, rest: Record<string, unknown> = {}): Promise<unknown> {
  return (await local.cloud.callFunction('sdk', { step, ...rest }, { openId })).result;
}

/** A request of each stage. Without a fault WeChat answers 101000 to this address. */
const at: Record<Exclude<FaultStage, 'call'>, () => Promise<unknown>> = {
  'get-url': () => call('getTempFileURL', { fileList: [fileID] }),
  download: () => call('download', { fileID }),
  delete: () => call('deleteFile', { fileList: [fileID] }),
  database: () => call('run', { code: "({ db }) => db.collection('counters').count()" }),
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
const answer = (body: unknown, rest = {}) => ({ kind: 'answer', body, ...rest });
const api = 'openapi.ocr.vehicleLicense';
const reset = /ECONNRESET|socket hang up/;

/** Each fault without its stage, and what a function sees of it. */
const faults: Partial<Record<FaultStage, [fault: object, seen: unknown][]>> = {
  'get-url': [
    [{ kind: 'reset' }, failed(-1, reset)],
    [{ kind: 'cut-off' }, failed(-1, /aborted/)],
    [errorPage('get-url', 200), failed(-1, /Unexpected token/)],
    [answer('', { status: 500 }), failed(-1, /./)],
    [{ kind: 'tencent-error', code: 'SYS_ERR' }, failed(-1, 'getTempFileURL:fail local fault')],
    [{ kind: 'file-status', code: 'STORAGE_FILE_NONEXIST' }, fileStatus(-503003)],
    [{ kind: 'file-status', code: 'STORAGE_EXCEED_AUTHORITY' }, fileStatus(-503002)],
  ],
  download: [
    [{ kind: 'reset' }, failed(-1, reset)],
    [{ kind: 'cut-off' }, failed(-1, /aborted/)],
    [answer('', { status: 404 }), failed(-1, /Status:404 Url:http.*sign=/)],
    [errorPage('download', 200), { ok: expect.stringMatching(/^PGh0bWw\+/) }],
    [{ kind: 'no-content-length' }, { ok: photo.toString('base64') }],
    [{ kind: 'trickle', bytesPerSecond: 200_000 }, { ok: photo.toString('base64') }],
  ],
  delete: [
    [{ kind: 'reset' }, failed(-1, reset)],
    [{ kind: 'file-status', code: 'STORAGE_REQUEST_FAIL' }, fileStatus(-503001)],
  ],
  database: [
    [{ kind: 'reset' }, failed(-501001, reset)],
    [errorPage('database', 200), failed(-1, /Unexpected token/)],
    [
      { kind: 'tencent-error', code: 'DATABASE_PERMISSION_DENIED' },
      failed(-502003, 'collection.count:fail -502003 database permission denied. local fault'),
    ],
  ],
  ocr: [
    [{ kind: 'reset' }, failed(-501001, reset)],
    [{ kind: 'cut-off' }, failed(-501001, /aborted/)],
    [errorPage('ocr', 200), failed(-601001, /unknown wx response/)],
    [answer('', { status: 503 }), failed(-501001, / 503 Service Unavailable/)],
    [{ kind: 'tencent-error', code: 'SERVER_TIMEOUT' }, failed(-501002, /local fault/)],
    [
      { kind: 'gateway-error', errorCode: -604102 },
      failed(-604102, 'system error: error code: -604102'),
    ],
  ],
  wechat: [
    [{ kind: 'reset' }, failed(-604103, /-604103$/)],
    [{ kind: 'cut-off' }, failed(-604103, /-604103$/)],
    [errorPage('wechat'), odd({ contentType: 'text/html' })],
    [wechatError(101003), failed(101003, /:fail not enough market quota hint/)],
    [wechatError('101003', 'text'), failed('101003', `${api}:fail text`)],
    [
      answer({ plate_num: { text: '样本', pos: [1] } }),
      { ok: { plateNum: { text: '样本', pos: [1] }, errCode: 0, errMsg: `${api}:ok` } },
    ],
    [answer(null), failed(-1, /null/)],
    [answer(7), { ok: { errCode: 0, errMsg: `${api}:ok` } }],
    [answer('{"errcode":0,"owner":"样本某某","p'), failed(-601001, /invalid json: .*样本某某/)],
    [answer('unavailable', { contentType: 'text/plain' }), odd({ result: 'unavailable' })],
  ],
};

test.each(
  Object.entries(faults).flatMap(([stage, rows]) =>
    rows.map(([fault, seen]): [Fault, unknown] => [{ stage, ...fault } as Fault, seen]),
  ),
)('what a function sees of %j', async (fault, seen) => {
  local.cloud.faults.set(fault);
  expect(await at[fault.stage as keyof typeof at]()).toEqual(seen);
});

test('silence ends at the time limit', async () => {
  const stages = ['get-url', 'delete', 'ocr', 'download', 'wechat'] as const;
  local.cloud.configure({ timeLimitMs: 1500 });
  local.cloud.faults.set(...stages.map((stage) => ({ stage, kind: 'hang' }) as const));
  await Promise.all(
    stages.map((stage) => expect(at[stage]()).rejects.toMatchObject({ serviceCode: -504003 })),
  );
  local.cloud.configure({ timeLimitMs: 10_000 });
});

test('faults of one stage strike one after the other, as often as they say', async () => {
  local.cloud.faults.set({ ...wechatError(-1), times: 2 }, { ...wechatError(101001), times: 1 });
  expect(await ocr()).toMatchObject({ errCode: -1 });
  expect(await ocr()).toMatchObject({ errCode: -1 });
  expect(await ocr()).toMatchObject({ errCode: 101001 });
  expect(await ocr()).toMatchObject({ errCode: 101000 });
});

test('a delay comes before the answer, or before another fault', async () => {
  local.cloud.faults.set({ stage: 'wechat', kind: 'delay', ms: 200 }, wechatError(-1));
  const event = { step: 'openapi', name: 'ocr.vehicleLicense', args: {} };
  const { result, durationMs } = await local.cloud.callFunction('sdk', event, { openId });
  expect(result).toMatchObject({ errCode: -1 });
  expect(durationMs).toBeGreaterThanOrEqual(200);
});

test('faults of WeChat’s side also strike those who call it directly', async () => {
  local.cloud.faults.set({ ...wechatError(42001), times: 1 });
  const url = `${local.cloud.origin}/cv/ocr/driving?access_token=${local.cloud.issueToken('access_token')}`;
  const asked = async () => (await (await fetch(url, { method: 'POST' })).json()) as unknown;
  expect(await asked()).toMatchObject({ errcode: 42001 });
  expect(await asked()).toMatchObject({ errcode: 41005 });
});

import { call, openId, recognize, specimen, upload, useLocalCloud } from '../helpers/functions';

const local = useLocalCloud();
const other = 'oSpecimenUser_of-the-tests_02';

/** Every request that left the function, whatever became of it. */
const requests: string[] = [];
const traced = useLocalCloud({
  onTrace: ({ source, step }) => {
    if (source !== 'function') requests.push(`${source} ${step}`);
  },
});

test("another user's photo is neither read nor deleted, and nothing is asked of storage", async () => {
  const fileID = await upload(traced.cloud, specimen('driver.jpg'), other);
  requests.length = 0;
  expect(await call(traced.cloud, 'driverLicense', { fileID })).toEqual({
    ok: false,
    errCode: -700003,
    errMsg: expect.stringMatching(/wx\.cloud\.init of the page the environment/),
    reason: 'FILE_FORBIDDEN',
    retryable: false,
    photo: 'none',
  });
  expect(requests).toEqual([]);
  expect(await traced.cloud.storage.get(fileID)).toBeDefined();
});

test('the four requests of a recognition are address, download, call and deletion', async () => {
  requests.length = 0;
  expect((await recognize(traced.cloud)).result).toMatchObject({ ok: true });
  expect(requests.filter((request) => !request.startsWith('wechat'))).toEqual([
    'storage upload', // the page's
    'gateway storage.batchGetDownloadUrl',
    'storage download',
    'gateway openapi.ocr.driverLicense',
    'gateway storage.batchDeleteFile',
  ]);
});

test('one instance serves two callers and nobody in turn, each with its own folder', async () => {
  const instances = new Set<number>();
  for (const [caller, reason] of [
    [openId, undefined],
    [other, 'FILE_FORBIDDEN'],
    [undefined, 'NO_CALLER'],
    ['', 'NO_CALLER'],
    [openId, undefined],
  ] as const) {
    const fileID = await upload(local.cloud, specimen('driver.jpg'));
    const call = await local.cloud.callFunction('driverLicense', { fileID }, { openId: caller });
    instances.add(call.instance);
    expect(call.result).toMatchObject(reason ? { reason, photo: 'none' } : { ok: true });
  }
  expect(instances.size).toBe(1);
});

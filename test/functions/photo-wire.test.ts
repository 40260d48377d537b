import { errorPage, type Fault, wechatError } from '../../scripts/local-cloud';
import { call, recognize, useLocalCloud } from '../helpers/functions';

const local = useLocalCloud();

test('keepFile leaves the photo after a final failure', async () => {
  const { result, fileID } = await recognize(local.cloud, 'driverLicense', {
    fault: wechatError(101001),
    event: { keepFile: true },
  });
  expect(result.photo).toBe('kept');
  expect(await local.cloud.storage.get(fileID)).toBeDefined();
});

test('a photo kept after a failure can be tried again, and is deleted then', async () => {
  const fault = { ...errorPage('wechat'), times: 1 };
  const { result, fileID } = await recognize(local.cloud, 'driverLicense', { fault });
  expect(result).toMatchObject({ retryable: true, photo: 'kept' });
  expect(await call(local.cloud, 'driverLicense', { fileID })).toMatchObject({
    ok: true,
    photo: 'deleted',
  });
  expect(await local.cloud.storage.get(fileID)).toBeUndefined();
});

test.each<[string, Fault]>([
  ['fails', { stage: 'delete', kind: 'file-status', code: 'STORAGE_REQUEST_FAIL' }],
  ['is refused', { stage: 'delete', kind: 'tencent-error', code: 'SYS_ERR' }],
  ['is answered by an error page', errorPage('delete', 200)],
  ['hangs', { stage: 'delete', kind: 'hang' }],
])('a deletion that %s does not cost the result', async (_title, fault) => {
  const { result, durationMs } = await recognize(local.cloud, 'driverLicense', { fault });
  expect(result).toMatchObject({ ok: true, photo: 'delete-failed' });
  expect(durationMs).toBeLessThan(10_000);
});

test.each<[string, Fault, Record<string, unknown>]>([
  [
    'a photo that is gone when it is to be deleted counts as deleted',
    { stage: 'delete', kind: 'file-status', code: 'STORAGE_FILE_NONEXIST' },
    { ok: true, photo: 'deleted' },
  ],
  [
    'a photo that goes between its address and its download is FILE_NOT_FOUND',
    { stage: 'download', kind: 'answer', body: '', status: 404 },
    { reason: 'FILE_NOT_FOUND', errCode: -503003, photo: 'none' },
  ],
  [
    'a photo that is there is deleted though the OCR call says that a file is missing',
    { stage: 'ocr', kind: 'tencent-error', code: 'STORAGE_FILE_NONEXIST' },
    { reason: 'FILE_NOT_FOUND', photo: 'deleted' },
  ],
])('%s', async (_title, fault, expected) => {
  expect((await recognize(local.cloud, 'driverLicense', { fault })).result).toMatchObject(expected);
});

test.each<[string, Fault | undefined]>([
  ['', undefined],
  // So slowly that a busy machine does not leave megabytes in the sockets.
  [
    ' whose size is not told',
    { stage: 'download', kind: 'no-content-length', bytesPerSecond: 4 * 1024 * 1024 },
  ],
])('of an upload of 50 MB%s less than 3 MB is read', async (_title, fault) => {
  const before = local.cloud.storage.bytesSent;
  const bytes = Buffer.alloc(50 * 1024 * 1024, 0xff);
  const { result } = await recognize(local.cloud, 'driverLicense', { fault, bytes });
  expect(result).toMatchObject({
    reason: 'IMAGE_TOO_LARGE',
    errCode: -700004,
    photo: 'deleted',
  });
  expect(local.cloud.storage.bytesSent - before).toBeLessThan(3 * 1024 * 1024);
});

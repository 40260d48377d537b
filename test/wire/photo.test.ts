import { errorPage, type Fault, wechatError } from '../../scripts/local-cloud';
import { call, openId, specimen, upload, useLocalCloud } from '../helpers/functions';

const local = useLocalCloud();
const photo = () => specimen('driver.jpg');

test.each([
  ['after success', undefined, 'kept'],
  ['after a final failure', wechatError(101001), 'kept'],
  ['after a failure that can be tried again', errorPage('wechat'), 'kept'],
])('keepFile leaves the photo %s', async (_title, fault, expected) => {
  if (fault) local.cloud.faults.set(fault);
  const fileID = await upload(local.cloud, photo());
  const result = await call(local.cloud, 'driverLicense', { fileID, keepFile: true });
  expect(result.photo).toBe(expected);
  expect(await local.cloud.storage.get(fileID)).toBeDefined();
});

test('a photo kept after a failure can be tried again, and is deleted then', async () => {
  const fileID = await upload(local.cloud, photo());
  local.cloud.faults.set({ ...errorPage('wechat'), times: 1 });
  expect(await call(local.cloud, 'driverLicense', { fileID })).toMatchObject({
    retryable: true,
    photo: 'kept',
  });
  expect(await call(local.cloud, 'driverLicense', { fileID })).toMatchObject({
    ok: true,
    photo: 'deleted',
  });
  expect(await local.cloud.storage.get(fileID)).toBeUndefined();
});

test.each<[string, Fault]>([
  ['fails', { stage: 'delete', kind: 'file-status', code: 'STORAGE_REQUEST_FAIL' }],
  ['is refused', { stage: 'delete', kind: 'tencent-error', code: 'SYS_ERR' }],
  ['is reset', { stage: 'delete', kind: 'reset' }],
  ['is answered by an error page', errorPage('delete', 200)],
  ['hangs', { stage: 'delete', kind: 'hang' }],
])('a deletion that %s does not cost the result', async (_title, fault) => {
  local.cloud.faults.set(fault);
  const fileID = await upload(local.cloud, photo());
  const { result, durationMs } = await local.cloud.callFunction(
    'driverLicense',
    { fileID },
    { openId },
  );
  expect(result).toMatchObject({ ok: true, photo: 'delete-failed' });
  expect(durationMs).toBeLessThan(10_000);
});

test('a photo that is gone when it is to be deleted counts as deleted', async () => {
  local.cloud.faults.set({ stage: 'delete', kind: 'file-status', code: 'STORAGE_FILE_NONEXIST' });
  const fileID = await upload(local.cloud, photo());
  expect(await call(local.cloud, 'driverLicense', { fileID })).toMatchObject({
    ok: true,
    photo: 'deleted',
  });
});

test('a photo that goes between its address and its download is FILE_NOT_FOUND', async () => {
  local.cloud.faults.set({ stage: 'download', kind: 'answer', body: '', status: 404 });
  const fileID = await upload(local.cloud, photo());
  expect(await call(local.cloud, 'driverLicense', { fileID })).toMatchObject({
    reason: 'FILE_NOT_FOUND',
    errCode: -503003,
    photo: 'none',
  });
});

test("any other status of the file is UNEXPECTED, with Tencent Cloud's number", async () => {
  local.cloud.faults.set({
    stage: 'get-url',
    kind: 'file-status',
    code: 'STORAGE_EXCEED_AUTHORITY',
  });
  const fileID = await upload(local.cloud, photo());
  expect(await call(local.cloud, 'driverLicense', { fileID })).toMatchObject({
    reason: 'UNEXPECTED',
    errCode: -503002,
  });
});

test('a photo that is there is deleted though the OCR call says that a file is missing', async () => {
  const code = 'STORAGE_FILE_NONEXIST';
  local.cloud.faults.set({ stage: 'ocr', kind: 'tencent-error', code });
  const fileID = await upload(local.cloud, photo());
  expect(await call(local.cloud, 'driverLicense', { fileID })).toMatchObject({
    reason: 'FILE_NOT_FOUND',
    photo: 'deleted',
  });
});

test('of an upload of 50 MB less than 3 MB is read', async () => {
  const fileID = await upload(local.cloud, Buffer.alloc(50 * 1024 * 1024, 0xff));
  const before = local.cloud.storage.bytesSent;
  expect(await call(local.cloud, 'driverLicense', { fileID })).toMatchObject({
    reason: 'IMAGE_TOO_LARGE',
    errCode: -700004,
    photo: 'deleted',
  });
  expect(local.cloud.storage.bytesSent - before).toBeLessThan(3 * 1024 * 1024);
});

test('of an upload of 50 MB whose size is not told less than 3 MB is read', async () => {
  local.cloud.faults.set({ stage: 'download', kind: 'no-content-length' });
  const fileID = await upload(local.cloud, Buffer.alloc(50 * 1024 * 1024, 0xff));
  const before = local.cloud.storage.bytesSent;
  expect(await call(local.cloud, 'driverLicense', { fileID })).toMatchObject({
    reason: 'IMAGE_TOO_LARGE',
  });
  expect(local.cloud.storage.bytesSent - before).toBeLessThan(3 * 1024 * 1024);
});

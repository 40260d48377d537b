import { openId, recognize, servePicture, specimen, useLocalCloud } from '../helpers/functions';

const local = useLocalCloud();

async function logOf(event: unknown, caller: string | undefined = openId) {
  const { logs, requestId } = await local.cloud.callFunction('vehicleLicense', event, {
    openId: caller,
  });
  expect(logs).toHaveLength(1);
  return { line: logs[0] ?? '', entry: JSON.parse(logs[0] ?? ''), requestId };
}

test('a recognition is one line that holds no personal data', async () => {
  const bytes = specimen('vehicle-both-pages.jpg');
  const { fileID, result, logs, requestId } = await recognize(local.cloud, 'vehicleLicense');
  const { license } = result as unknown as { license: Record<string, unknown> };
  const line = logs.join('\n');
  expect(JSON.parse(line)).toEqual({
    requestId,
    function: 'vehicleLicense',
    action: 'recognize',
    input: 'fileID',
    bytes: bytes.length,
    tries: 1,
    ms: {
      address: expect.any(Number),
      download: expect.any(Number),
      call: expect.any(Number),
      delete: expect.any(Number),
    },
    errCode: 0,
    warnings: expect.any(Array),
    photo: 'deleted',
  });
  const values = Object.values(license).filter((value) => typeof value === 'string');
  expect(values.length).toBeGreaterThan(5);
  for (const secret of [...values, openId, fileID, 'cloud://', 'http']) {
    expect(line).not.toContain(secret);
  }
});

test.each([
  ['an event that does not fit', { fileID: { secret: 'SECRET' } }],
  ["somebody else's file", { fileID: 'cloud://SECRET.SECRET/license-ocr/SECRET/SECRET.jpg' }],
  ['a hostile address', { imgUrl: 'http://127.0.0.1:9/SECRET?SECRET' }],
  ['hostile bytes', { img: { contentType: 'SECRET', value: 'U0VDUkVU' } }],
])('of %s the log tells the reason and nothing that was sent', async (_title, event) => {
  const { line, entry } = await logOf(event);
  expect(line).not.toMatch(/SECRET|U0VDUkVU|cloud:|http:/);
  expect(line).not.toContain(openId);
  expect(entry).toMatchObject({ reason: expect.any(String), errCode: expect.any(Number) });
});

test('prepare is logged too', async () => {
  expect((await logOf({ action: 'prepare' })).entry).toMatchObject({
    action: 'prepare',
    errCode: 0,
    tries: 0,
    photo: 'none',
  });
});

test('doubts are logged by their codes', async () => {
  const body = { vin: 'LSPECIMEN00000000' };
  local.cloud.faults.set({ stage: 'wechat', kind: 'answer', body });
  const picture = await servePicture(specimen('vehicle-both-pages.jpg'));
  const { line, entry } = await logOf({ imgUrl: picture.url });
  picture.close();
  expect(entry).toMatchObject({ input: 'imgUrl', warnings: ['VIN_FORMAT'] });
  expect(line).not.toContain(body.vin);
});

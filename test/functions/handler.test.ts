import { cardOf, kinds } from '../../miniprogram-sample/cards';
import {
  call,
  callsSpent,
  inProcess,
  madePictures,
  openId,
  prepare,
  recognize,
  servePicture,
  specimen,
  specimenOf,
  upload,
  useLocalCloud,
} from '../helpers/functions';

const local = useLocalCloud();

test.each(kinds)(
  '%s gives the same licence for the same picture by address and as bytes',
  async (kind) => {
    const bytes = specimenOf(kind);
    const fileID = await upload(local.cloud, bytes);
    const byFile = await call(local.cloud, kind, { fileID, keepFile: true });
    expect(byFile).toMatchObject({ ok: true, photo: 'kept' });
    const picture = await servePicture(bytes);
    const byAddress = await call(local.cloud, kind, { imgUrl: picture.url, type: 'scan' });
    picture.close();
    expect(byAddress).toEqual({ ...byFile, photo: 'none' });
  },
);

test('an image in the event is read, as base64 and as what a Buffer becomes', async () => {
  const small = await madePictures.small();
  const contentType = 'image/jpeg';
  for (const value of [small.toString('base64'), small]) {
    const result = await call(local.cloud, 'driverLicense', { img: { contentType, value } });
    expect(result).toMatchObject({ ok: true, photo: 'none' });
  }
});

/** What arrives at WeChat's side, instead of an answer from there. */
const arrived: Record<string, string | undefined>[] = [];
const watched = useLocalCloud({
  wechat: {
    async call(api, pairs) {
      const values = pairs.map(({ key, value, filename }) => [
        key,
        filename || JSON.parse(Buffer.from(value).toString()),
      ]);
      arrived.push({ api, ...Object.fromEntries(values) });
      return { errorCode: -604100 };
    },
  },
});

test('type reaches WeChat with every input, photo where the event has none', async () => {
  const fileID = await upload(watched.cloud, specimen('driver.jpg'));
  const imgUrl = 'https://example.com/样本.jpg?a=b';
  for (const event of [{ fileID, keepFile: true }, { imgUrl }]) {
    for (const type of [undefined, 'photo', 'scan']) {
      await call(watched.cloud, 'driverLicense', { ...event, ...(type && { type }) });
    }
  }
  const api = 'ocr.driverLicense';
  const types = ['photo', 'photo', 'scan'];
  expect(arrived).toEqual([
    ...types.map((type) => ({ api, type, img: 'img.jpeg' })),
    ...types.map((type) => ({ api, type, img_url: imgUrl })),
  ]);
});

test('an event that callFunction cannot carry is refused by the platform', async () => {
  const value = Buffer.alloc(200_000).toString('base64');
  await expect(
    call(local.cloud, 'driverLicense', { img: { contentType: 'image/jpeg', value } }),
  ).rejects.toThrow();
});

test('prepare names the two folders of this caller', async () => {
  expect(await prepare(local.cloud, 'vehicleLicense', openId)).toEqual({
    ok: true,
    errCode: 0,
    errMsg: 'ok',
    uploadPrefix: `license-ocr/${openId}/`,
    keptPrefix: `license-ocr-kept/${openId}/`,
  });
});

test('a photo in the folder of kept ones is read, kept with keepFile and deleted without', async () => {
  const photo = specimen('driver.jpg');
  const fileID = await local.cloud.storage.put(`license-ocr-kept/${openId}/a.jpg`, photo, {
    openId,
  });
  for (const [keepFile, fate] of [
    [true, 'kept'],
    [false, 'deleted'],
  ] as const) {
    expect(await call(local.cloud, 'driverLicense', { fileID, keepFile })).toMatchObject({
      ok: true,
      photo: fate,
    });
    expect((await local.cloud.storage.get(fileID)) !== undefined).toBe(keepFile);
  }
});

test('50 photos at once each get their own licence by one call, and are gone afterwards', async () => {
  const { storage } = local.cloud;
  const before = [await storage.list(), callsSpent(local.cloud)] as const;
  const results = await Promise.all(
    Array.from({ length: 50 }, async (_, index) => {
      const kind = kinds[index % kinds.length] ?? 'vehicleLicense';
      const caller = `${openId}${index}`;
      return { kind, ...(await recognize(local.cloud, kind, { caller })) };
    }),
  );
  expect([await storage.list(), callsSpent(local.cloud) - 50]).toEqual(before);
  for (const { kind, result } of results) {
    expect(result).toMatchObject({
      ok: true,
      errCode: 0,
      errMsg: 'ok',
      photo: 'deleted',
      license: { [cardOf(kind).sameCard[0]?.[0] ?? '']: expect.any(String) },
    });
  }
});

describe('no context makes a function throw', () => {
  const throws = () => {
    throw new Error('hostile');
  };

  test.each<[string, unknown]>([
    ['undefined', undefined],
    ['text', 'context'],
    ['one that is frozen', Object.freeze({ time_limit_in_ms: 3000, request_id: 'x' })],
    [
      'one whose limit cannot be read',
      Object.defineProperty({}, 'time_limit_in_ms', { get: throws }),
    ],
    ['one that cannot be written', new Proxy({}, { set: throws })],
  ])('%s', async (_title, context) => {
    expect(await inProcess({ action: 'prepare' }, {}, context)).toMatchObject({
      ok: true,
      uploadPrefix: `license-ocr/${openId}/`,
    });
  });
});

test('an event that is over leaves no timer behind', async () => {
  jest.useFakeTimers();
  await inProcess({ action: 'prepare' });
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
});

import { createServer, type Server } from 'node:http';
import sharp from 'sharp';
import { padJpeg } from '../../scripts/bench/pad-jpeg';
import { type LocalCloud, listen, startLocalCloud } from '../../scripts/local-cloud';
import { createReader } from '../../scripts/reader';
import { functionRoot, madePictures, specimen } from '../helpers/functions';

const maxBytes = 2 * 1024 * 1024;

let cloud: LocalCloud;
let token: string;

const reader = createReader();
afterAll(() => reader.close());

beforeEach(async () => {
  cloud = await startLocalCloud({ functionRoot, reader });
  token = cloud.issueToken('access_token');
});
afterEach(() => cloud.close());

type Answer = Record<string, unknown> & { errcode: number; errmsg: string };

async function post(route: string, query: Record<string, string>, img?: Uint8Array | string) {
  const url = new URL(route, cloud.origin);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  const body = new FormData();
  if (typeof img === 'string') body.set('img', img);
  else if (img) body.set('img', new Blob([Uint8Array.from(img)]), 'img.jpeg');
  const response = await fetch(url, { method: 'POST', ...(img === undefined ? {} : { body }) });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/json; encoding=utf-8');
  return (await response.json()) as Answer;
}

const vehicle = (img: Uint8Array) =>
  post('/cv/ocr/driving', { access_token: token, type: 'photo' }, img);
const driver = (img: Uint8Array) => post('/cv/ocr/drivinglicense', { access_token: token }, img);

const error = (errcode: number, text: string) => ({
  errcode,
  errmsg: expect.stringMatching(new RegExp(`^${text} hint: \\[.+\\] rid: [0-9a-f-]{26}$`)),
});

describe('a recognition', () => {
  test('answers in snake_case with the fields of the visible page', async () => {
    expect(await vehicle(specimen('vehicle-second-page.jpg'))).toEqual({
      errcode: 0,
      errmsg: 'ok',
      plate_num_b: '粤B9YB81',
      record: '440000000001',
      passengers_num: '5人',
      total_quality: '1845kg',
      prepare_quality: '1420kg',
      overall_size: '4670×1806×1474mm',
      card_position_back: { pos: expect.any(Object) },
      img_size: { w: 1040, h: 801 },
    });
  });

  test('tells where the card lies in the picture', async () => {
    const { card_position_front } = await vehicle(specimen('vehicle-main-page.jpg'));
    const { pos } = card_position_front as { pos: Record<string, { x: number; y: number }> };
    // The card's edges as they were looked up in the picture, pixels.
    const edges = {
      left_top: { x: 124, y: 103 },
      right_top: { x: 939, y: 120 },
      right_bottom: { x: 930, y: 684 },
      left_bottom: { x: 100, y: 658 },
    };
    for (const [corner, { x, y }] of Object.entries(edges)) {
      expect(Math.abs((pos[corner]?.x ?? 0) - x)).toBeLessThan(20);
      expect(Math.abs((pos[corner]?.y ?? 0) - y)).toBeLessThan(20);
    }
  });

  test('answers a driver licence', async () => {
    expect(await driver(specimen('driver-long-term.jpg'))).toEqual({
      errcode: 0,
      errmsg: 'ok',
      id_num: '990000197811030029',
      name: '样本某',
      sex: '女',
      nationality: '中国',
      address: '广东省样本市样本区虚构路1号',
      birth_date: '1978-11-03',
      issue_date: '2004-06-21',
      car_class: 'A2D',
      valid_from: '2020-06-21',
      valid_to: '长期',
      official_seal: '样本市公安局公安交通管理局',
    });
  });

  const plain = () =>
    sharp({ create: { width: 300, height: 200, channels: 3, background: '#888' } })
      .jpeg()
      .toBuffer();
  test.each([
    ['no card', plain],
    ['a card on its head', madePictures.onItsHead],
    ['the other kind of licence', () => specimen('vehicle-both-pages.jpg')],
  ])('of %s is 101001', async (_what, picture) => {
    expect(await driver(await picture())).toEqual(error(101001, 'certificate not found'));
  });

  test('of the sideways specimen works once it was turned, as a PNG too', async () => {
    expect(await vehicle(await madePictures.turned())).toMatchObject({ plate_num: '粤B9YB81' });
  });

  test.each([
    ['text', () => Buffer.from('not a picture')],
    ['half a JPEG', () => specimen('driver.jpg').subarray(0, 25_000)],
    [
      'half a PNG',
      async () =>
        (await sharp(specimen('driver.jpg')).png({ palette: true }).toBuffer()).subarray(0, 50_000),
    ],
    ['WebP', () => sharp(specimen('driver.jpg')).webp().toBuffer()],
  ])('of %s is 101002', async (_what, picture) => {
    expect(await driver(await picture())).toEqual(error(101002, 'image decode failed'));
  });

  test('of 2 MB is 101002, and with one byte less the reader says that there is no card', async () => {
    const ofSize = async (bytes: number) => driver(padJpeg(await plain(), bytes));
    expect(await ofSize(maxBytes)).toEqual(error(101002, 'image decode failed'));
    expect(await ofSize(maxBytes - 1)).toEqual(error(101001, 'certificate not found'));
  });

  test.each([
    ['nothing', undefined],
    ['a text field', '{"type":"Buffer","data":[255,216]}'],
    ['an empty file', new Uint8Array()],
  ])('of %s is 41005', async (_what, img) => {
    expect(await post('/cv/ocr/driving', { access_token: token }, img)).toEqual(
      error(41005, 'media data missing'),
    );
  });
});

describe('a picture by its address', () => {
  let server: Server;
  let origin: string;

  beforeEach(async () => {
    const answers: Record<string, [number, Uint8Array]> = {
      '/driver.jpg': [200, specimen('driver.jpg')],
      '/empty.jpg': [200, new Uint8Array()],
      '/large.jpg': [200, padJpeg(specimen('driver.jpg'), maxBytes)],
    };
    server = createServer((request, response) => {
      const [status, bytes] = answers[request.url ?? ''] ?? [404, Buffer.from('none')];
      if (request.url === '/moved.jpg') response.writeHead(302, { location: '/driver.jpg' }).end();
      else response.writeHead(status).end(bytes);
    });
    origin = `http://127.0.0.1:${await listen(server)}`;
  });
  afterEach(() => {
    server.close();
    server.closeAllConnections();
  });

  const byAddress = (address: string) =>
    post('/cv/ocr/drivinglicense', { access_token: token, img_url: address });

  test('is fetched and read', async () => {
    expect(await byAddress(`${origin}/driver.jpg`)).toMatchObject({ name: '样本某某' });
  });

  test('is taken from a GET too, as curl sends it', async () => {
    const url = new URL(`${cloud.origin}/cv/ocr/drivinglicense?access_token=${token}`);
    expect(await (await fetch(url)).json()).toMatchObject({ errcode: 41005 });
    url.searchParams.set('img_url', `${origin}/driver.jpg`);
    expect(await (await fetch(url)).json()).toMatchObject({ errcode: 0, name: '样本某某' });
  });

  test('of 2 MB is 101002', async () => {
    expect(await byAddress(`${origin}/large.jpg`)).toMatchObject({ errcode: 101002 });
  });

  test.each([
    ['is missing', '/missing.jpg'],
    ['is empty', '/empty.jpg'],
    ['has moved', '/moved.jpg'],
  ])('that %s is 101000', async (_what, route) => {
    expect(await byAddress(`${origin}${route}`)).toEqual(error(101000, 'invalid image url'));
  });

  test.each([
    'cloud://env.bucket/a.jpg',
    'ftp://127.0.0.1/a.jpg',
    'http://127.0.0.1:1/a.jpg',
    'http://example.com/a.jpg',
  ])('"%s" is 101000', async (address) => {
    expect(await byAddress(address)).toEqual(error(101000, 'invalid image url'));
  });
});

describe('a token', () => {
  const query = (kind: string, value: string) => post('/cv/ocr/driving', { [kind]: value });
  const isRefused = async (token: string) => (await query('access_token', token)).errcode;
  type TokenAnswer = { access_token: string; expires_in: number; errcode: number };
  const answerTo = async (url: string, init?: RequestInit) =>
    (await (await fetch(`${cloud.origin}${url}`, init)).json()) as TokenAnswer;
  const stable = (body: object) =>
    answerTo('/cgi-bin/stable_token', { method: 'POST', body: JSON.stringify(body) });
  const plain = (query: Record<string, string>) =>
    answerTo(`/cgi-bin/token?${new URLSearchParams(query)}`);
  const account = () => ({
    grant_type: 'client_credential',
    appid: cloud.appId,
    secret: cloud.appSecret,
  });
  const later = (minutes: number) => {
    const now = Date.now() + minutes * 60_000;
    jest.spyOn(Date, 'now').mockImplementation(() => now);
  };
  afterEach(() => jest.restoreAllMocks());

  test('of either kind opens the API under its own name only', async () => {
    const cloudbase = cloud.issueToken('cloudbase_access_token');
    expect(await query('access_token', token)).toMatchObject({ errcode: 41005 });
    expect(await query('cloudbase_access_token', cloudbase)).toMatchObject({ errcode: 41005 });
    expect(await query('access_token', cloudbase)).toMatchObject({ errcode: 40001 });
    expect(await query('cloudbase_access_token', token)).toMatchObject({ errcode: 40001 });
  });

  test('that is missing, wrong or too old has its own error', async () => {
    expect(await post('/cv/ocr/driving', {})).toEqual(error(41001, 'access_token missing'));
    expect(await query('access_token', 'guessed')).toMatchObject({ errcode: 40001 });
    const old = cloud.issueToken('access_token', -1);
    expect(await query('access_token', old)).toEqual(error(42001, 'access_token expired'));
  });

  test('comes from stable_token, the same one until five minutes before its end', async () => {
    const first = await stable(account());
    expect(first).toEqual({ access_token: expect.any(String), expires_in: 7200 });
    expect(await isRefused(first.access_token)).toBe(41005);
    later(114);
    expect((await stable(account())).access_token).toBe(first.access_token);
    later(2);
    expect((await stable(account())).access_token).not.toBe(first.access_token);
    expect(await isRefused(first.access_token)).toBe(41005);
    later(5);
    expect(await isRefused(first.access_token)).toBe(42001);
  });

  test('of stable_token ends at once when another one is forced', async () => {
    const { access_token } = await stable(account());
    const forced = await stable({ ...account(), force_refresh: true });
    expect(forced.access_token).not.toBe(access_token);
    expect(await isRefused(access_token)).toBe(40001);
  });

  test('comes from token, a new one each time, beside which the old one works for five minutes', async () => {
    const kept = await stable(account());
    const first = await plain(account());
    expect(first).toEqual({ access_token: expect.any(String), expires_in: 7200 });
    const second = await plain(account());
    expect(second.access_token).not.toBe(first.access_token);
    later(4);
    expect(await isRefused(first.access_token)).toBe(41005);
    later(2);
    expect(await isRefused(first.access_token)).toBe(42001);
    expect(await isRefused(second.access_token)).toBe(41005);
    expect(await isRefused(kept.access_token)).toBe(41005);
  });

  test.each([
    [{ grant_type: 'password' }, 40002],
    [{ appid: '' }, 41002],
    [{ appid: 'wxother' }, 40013],
    [{ secret: '' }, 41004],
    [{ secret: 'wrong' }, 40125],
  ])('is refused for %j', async (change, errcode) => {
    expect(await stable({ ...account(), ...change })).toMatchObject({ errcode });
    expect(await plain({ ...account(), ...change })).toMatchObject({ errcode });
  });

  test('has its own method', async () => {
    expect(await answerTo('/cgi-bin/stable_token')).toMatchObject({ errcode: 43002 });
    expect(await answerTo('/cgi-bin/token', { method: 'POST' })).toMatchObject({ errcode: 43001 });
  });
});

test('after 100 calls a day an API is 101003, the other one goes on', async () => {
  for (let call = 0; call < 100; call++) {
    expect(await post('/cv/ocr/driving', { access_token: token })).toMatchObject({
      errcode: 41005,
    });
  }
  expect(await vehicle(specimen('vehicle-main-page.jpg'))).toEqual(
    error(101003, 'not enough market quota'),
  );
  expect(await driver(specimen('driver.jpg'))).toMatchObject({ errcode: 0 });
  expect(cloud.ocrCalls).toMatchObject({ 'ocr.vehicleLicense': 101, 'ocr.driverLicense': 1 });
});

test('a path that does not exist is 40066', async () => {
  expect(await post('/cv/ocr/drive', { access_token: token })).toEqual(error(40066, 'invalid url'));
});

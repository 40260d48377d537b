import { kinds } from '../../miniprogram-sample/cards';
import type { Fault } from '../../scripts/local-cloud';
import { openId, recognize, useLocalCloud } from '../helpers/functions';

const local = useLocalCloud();

const environment = {
  TENCENTCLOUD_RUNENV: 'SCF',
  TENCENTCLOUD_REGION: 'ap-shanghai',
  SCF_NAMESPACE: 'specimen-1a2b',
  TCB_ENV: 'specimen-1a2b',
  WX_CONTEXT_KEYS: 'WX_OPENID',
  WX_OPENID: openId,
};
const credentials = { TENCENTCLOUD_SECRETID: 'id', TENCENTCLOUD_SECRETKEY: 'key' };

/** The built function in the process of the test, for what the local cloud would never hand over. */
async function inProcess(event: unknown, more: Record<string, string> = {}, context?: unknown) {
  const variables = { ...environment, ...more };
  Object.assign(process.env, variables);
  jest.spyOn(console, 'log').mockImplementation(() => {});
  try {
    const { main } = require('../../dist/cloudfunctions/vehicleLicense/index.js');
    return await main(event, context);
  } finally {
    for (const name of Object.keys(variables)) delete process.env[name];
  }
}

describe('no event makes a function throw', () => {
  test.each<unknown>([
    null,
    [],
    'text',
    0,
    { action: 'delete' },
    { fileID: `cloud://${'x'.repeat(50_000)}` },
    { imgUrl: `http://${'x'.repeat(50_000)}` },
    { img: { contentType: 'image/jpeg', value: { type: 'Buffer', data: [-1, 2.5, 'x'] } } },
    { img: { contentType: 'image/jpeg', value: { type: 'Buffer', data: { length: 1e9 } } } },
    JSON.parse('{"__proto__": {"action": "prepare"}, "constructor": {"prototype": 1}}'),
    JSON.parse(`${'{"img":'.repeat(2000)}1${'}'.repeat(2000)}`),
  ])('%#', async (event) => {
    const { result } = await local.cloud.callFunction('vehicleLicense', event, { openId });
    expect(result).toMatchObject({ ok: false, photo: 'none' });
  });
});

describe('no context makes a function throw', () => {
  const throws = () => {
    throw new Error('hostile');
  };

  test.each<[string, unknown]>([
    ['undefined', undefined],
    ['null', null],
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

describe('no environment makes a function trust what it should not', () => {
  test('an OPENID that the SDK has turned into an inexact number is none', async () => {
    expect(
      await inProcess({ action: 'prepare' }, { WX_OPENID: '12345678901234567890' }),
    ).toMatchObject({ reason: 'NO_CALLER' });
    expect(await inProcess({ action: 'prepare' }, { WX_OPENID: '1234567890' })).toMatchObject({
      uploadPrefix: 'license-ocr/1234567890/',
    });
  });

  describe('in an environment shared with another Mini Program', () => {
    const shared = (openid: string, from: string) => ({
      WX_CONTEXT_KEYS: 'WX_OPENID,WX_FROM_OPENID',
      WX_OPENID: openid,
      WX_FROM_OPENID: from,
    });

    test.each([
      ['', 'oFrom', 'license-ocr/oFrom/'],
      [openId, 'oFrom', `license-ocr/${openId}/`],
      ['12345678901234567890', 'oFrom', undefined],
      ['', '', undefined],
    ])('OPENID "%s" with FROM_OPENID "%s" may upload to %s', async (openid, from, uploadPrefix) => {
      expect(await inProcess({ action: 'prepare' }, shared(openid, from))).toMatchObject(
        uploadPrefix === undefined ? { reason: 'NO_CALLER' } : { ok: true, uploadPrefix },
      );
    });

    test.each(['oFrom2', openId, 'undefined'])('the folder of %s stays closed', async (owner) => {
      const fileID = `cloud://specimen-1a2b.bucket/license-ocr/${owner}/a.jpg`;
      expect(await inProcess({ fileID }, { ...credentials, ...shared('', 'oFrom') })).toMatchObject(
        { reason: 'FILE_FORBIDDEN' },
      );
    });
  });

  const foreign = `cloud://other.other/license-ocr/${openId}/a.jpg`;
  test('local debugging in an environment of another name than local compares it', async () => {
    const debugging = { ...credentials, TENCENTCLOUD_RUNENV: 'WX_LOCAL_SCF' };
    expect(await inProcess({ fileID: foreign }, debugging)).toMatchObject({
      reason: 'FILE_FORBIDDEN',
    });
  });

  test('without credentials it says so, and not that the cloud is busy', async () => {
    for (const event of [{ fileID: foreign }, { imgUrl: 'https://example.com/a.jpg' }]) {
      expect(await inProcess(event)).toEqual({
        ok: false,
        errCode: -700000,
        errMsg: expect.stringMatching(/has no credentials .* npm start or npm run recognize$/),
        reason: 'UNEXPECTED',
        retryable: false,
        photo: 'none',
      });
    }
  });
});

test('of a defect of our own the log has the class and the place in our file, and no text', async () => {
  let reads = 0;
  const data = Object.defineProperty([1], '0', {
    get: () => (reads++ ? Symbol('secret') : 1),
  });
  const event = { img: { value: { type: 'Buffer', data } } };
  expect(await inProcess(event)).toMatchObject({ reason: 'UNEXPECTED', errCode: -700000 });
  const line = String(jest.mocked(console.log).mock.lastCall);
  expect(JSON.parse(line).cause).toMatch(/^TypeError index\.js:\d+:\d+$/);
  expect(line).not.toContain('secret');
});

test('an event that is over leaves no timer behind', async () => {
  jest.useFakeTimers();
  await inProcess({ action: 'prepare' });
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
});

describe('no answer makes a function throw, hang or tell a field', () => {
  const secret = '样本某某';
  const answer = (body: unknown): Fault => ({ stage: 'wechat', kind: 'answer', body });
  const deep = (depth: number) => JSON.parse(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`);

  test.each<[string, unknown]>([
    ['null', null],
    ['true', true],
    ['a number', 1],
    ['text', secret],
    ['a list', [secret]],
    ['an empty object', {}],
    ['an errcode that is an object', { errcode: { secret }, errmsg: secret }],
    ['an errcode that is a list', { errcode: [101001], errmsg: secret }],
    ['an errmsg that is an object', { errcode: 101001, errmsg: { secret } }],
    ['an errmsg with card text', { errcode: 101001, errmsg: `${secret} 660601199012211234` }],
    ['an errcode of many digits', { errcode: 12345678901234567890n.toString(), errmsg: secret }],
    [
      'fields of wrong types',
      { vin: 1, owner: null, plate_num: [secret], addr: { text: { secret } } },
    ],
    [
      'prototype keys',
      JSON.parse(`{"__proto__": {"vin": "${secret}"}, "constructor": "${secret}"}`),
    ],
    ['a long field', { owner: secret.repeat(20_000), vin: 'I'.repeat(100_000) }],
    [
      'a thousand keys',
      Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`k${i}`, secret])),
    ],
    ['something deep', deep(500)],
  ])('%s', async (_title, body) => {
    for (const kind of kinds) {
      const { result, logs } = await recognize(local.cloud, kind, { fault: answer(body) });
      local.cloud.faults.clear();
      expect(result).toMatchObject({ ok: expect.any(Boolean), errCode: expect.any(Number) });
      expect(logs).toHaveLength(1);
      expect(logs.join()).not.toContain(secret);
      const { ok, errMsg, errCode } = result as { ok: boolean; errMsg: string; errCode: number };
      if (ok) continue;
      expect(errCode).not.toBe(0);
      expect(errMsg).not.toMatch(/样本|660601199012211234/);
    }
  });

  test('something too deep for the SDK', async () => {
    const text = `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`;
    const { result } = await recognize(local.cloud, 'vehicleLicense', { fault: answer(text) });
    expect(result).toMatchObject({ ok: false, reason: 'BUSY', errCode: -601001 });
  });

  test('digits beyond a double, which the SDK takes apart, are whole again', async () => {
    const text = '{"vin": 12345678901234567890, "errcode": 0, "plate_num": "粤B12345"}';
    const { result } = await recognize(local.cloud, 'vehicleLicense', { fault: answer(text) });
    expect(result).toMatchObject({
      ok: true,
      license: { plateNum: '粤B12345', vin: '12345678901234567890' },
    });
  });
});

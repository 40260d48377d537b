import { kinds } from '../../miniprogram-sample/cards';
import type { Fault } from '../../scripts/local-cloud';
import { inProcess, openId, recognize, useLocalCloud } from '../helpers/functions';

const local = useLocalCloud();

describe('no event makes a function throw', () => {
  test.each<unknown>([
    null,
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

describe('no answer makes a function throw, hang or tell a field', () => {
  const secret = '样本某某';
  const answer = (body: unknown): Fault => ({ stage: 'wechat', kind: 'answer', body });
  const deep = (depth: number) => JSON.parse(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`);

  test.each<[string, unknown]>([
    ['true', true],
    ['a number', 1],
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

import { execFileSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { VehicleLicense } from '../../cloudfunctions/shared/cards/vehicleLicense';
import type { Warning } from '../../cloudfunctions/shared/contract';
import type * as api from '../../scripts/receipt/types';
import { newFolder, root } from '../helpers/files';
import { inCloud, openId, prepare, recognize, specimen, useLocalCloud } from '../helpers/functions';
import { absentVehicle } from '../helpers/licenses';

const server = path.join(root, 'dist/server');
const { openReceipt, compareLicense } = require(server) as typeof api;

const key = 'first-key-of-the-tests-0123456789';
const older = 'older-key-of-the-tests-0123456789';
const hour = 3_600_000;

const one = useLocalCloud({ functionEnvironment: { LICENSE_RECEIPT_KEY: key } });
const rotated = useLocalCloud({
  functionEnvironment: { LICENSE_RECEIPT_KEY: `${older}, ${key}`, LICENSE_RECEIPT_HOURS: '0.5' },
});

async function receiptOf(cloud = one.cloud) {
  const { result } = await recognize(cloud, 'vehicleLicense');
  if (!result.ok || !result.receipt) throw new Error('no receipt');
  return { ...result, receipt: result.receipt };
}

const read = (token: unknown, more: Partial<api.ReceiptOptions> = {}) =>
  openReceipt(token, { key, openId, ...more });

/** A token as anybody can make one who has a key. */
function sign(claims: object, { secret = key, alg = 'HS256', hash = 'sha256' } = {}): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part({ alg, typ: 'JWT' })}.${part(claims)}`;
  return alg === 'none'
    ? `${text}.`
    : `${text}.${createHmac(hash, secret).update(text).digest('base64url')}`;
}

describe('a recognition', () => {
  test('carries what WeChat read, for this user, for a day', async () => {
    const { receipt, license, warnings } = await receiptOf();
    const opened = read(receipt);
    expect(opened).toEqual({
      ok: true,
      read: {
        sub: openId,
        kind: 'vehicleLicense',
        license,
        warnings,
        iat: expect.any(Number),
        exp: expect.any(Number),
      },
    });
    if (!opened.ok) return;
    expect(opened.read.exp - opened.read.iat).toBe(24 * 3600);
    expect(Math.abs(opened.read.iat * 1000 - Date.now())).toBeLessThan(60_000);
  });

  test('has none without a key, and none where it fails', async () => {
    await inCloud({}, async (cloud) => {
      const { result } = await recognize(cloud);
      expect(result).not.toHaveProperty('receipt');
    });
    const { result } = await recognize(one.cloud, 'driverLicense', { bytes: Buffer.from('none') });
    expect(result).not.toHaveProperty('receipt');
    expect(await prepare(one.cloud, 'vehicleLicense', openId)).not.toHaveProperty('receipt');
  });

  test('of nobody fails before a call is spent', async () => {
    const before = one.cloud.ocrCalls['ocr.vehicleLicense'];
    const event = { img: { value: specimen('small.jpg').toString('base64') } };
    const { result } = await one.cloud.callFunction('vehicleLicense', event);
    expect(result).toMatchObject({ ok: false, reason: 'NO_CALLER' });
    expect(one.cloud.ocrCalls['ocr.vehicleLicense']).toBe(before);
  });

  test.each([
    ['LICENSE_RECEIPT_KEY', 'short', /must have at least 32 characters/],
    ['LICENSE_RECEIPT_KEY', `, ${key}`, /must have at least 32 characters/],
    ['LICENSE_RECEIPT_HOURS', 'a day', /must be a number of hours up to 8760/],
    ['LICENSE_RECEIPT_HOURS', '0', /must be a number of hours/],
    ['LICENSE_RECEIPT_HOURS', '9000', /must be a number of hours/],
  ])(
    'with %s as "%s" fails and says so in errMsg and log, without a call',
    async (name, text, said) => {
      const functionEnvironment = { LICENSE_RECEIPT_KEY: key, [name]: text };
      await inCloud({ functionEnvironment }, async (cloud) => {
        const { result, logs } = await recognize(cloud);
        expect(result).toMatchObject({
          ok: false,
          reason: 'UNEXPECTED',
          errMsg: expect.stringMatching(said),
        });
        expect(logs.join()).toMatch(said);
        expect(logs.join()).not.toContain(key);
        expect(cloud.ocrCalls['ocr.driverLicense']).toBe(0);
      });
    },
  );

  test('keeps the receipt out of its log', async () => {
    const { logs, result } = await recognize(one.cloud);
    expect(result.ok && result.receipt).toBeTruthy();
    expect(logs).toHaveLength(1);
    expect(logs[0]).not.toMatch(/eyJ|receipt/);
  });
});

describe('a receipt', () => {
  let token = '';
  let claims: Record<string, unknown> = {};
  beforeAll(async () => {
    token = (await receiptOf()).receipt;
    claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
  });

  test.each<[string, () => unknown, string]>([
    [
      'with another licence in it',
      () => swap(token, { ...claims, license: {} }),
      'WRONG_SIGNATURE',
    ],
    ['signed with another key', () => sign(claims, { secret: older }), 'WRONG_SIGNATURE'],
    [
      'signed with another algorithm',
      () => sign(claims, { alg: 'HS512', hash: 'sha512' }),
      'WRONG_SIGNATURE',
    ],
    ['signed with none', () => sign(claims, { alg: 'none' }), 'WRONG_SIGNATURE'],
    ['without its signature', () => token.slice(0, token.lastIndexOf('.') + 1), 'WRONG_SIGNATURE'],
    ['cut off', () => token.slice(0, -1), 'WRONG_SIGNATURE'],
    ['cut in the middle', () => token.slice(0, token.length / 2), 'MALFORMED'],
    ['that is a word', () => 'receipt', 'MALFORMED'],
    ['that is empty', () => '', 'MALFORMED'],
    ['that is no text', () => ({ token }), 'MALFORMED'],
    ['of other claims', () => sign({ sub: openId, exp: claims.exp }), 'MALFORMED'],
    ['of another card', () => sign({ ...claims, kind: 'toString' }), 'MALFORMED'],
    ['without an end', () => sign({ ...claims, exp: undefined }), 'MALFORMED'],
  ])('%s is refused', (_title, make, reason) => {
    expect(read(make())).toEqual({ ok: false, reason });
  });

  test('is for one user', () => {
    expect(read(token, { openId: `${openId}2` })).toEqual({ ok: false, reason: 'WRONG_USER' });
  });

  test('has its time', async () => {
    const end = (claims.exp as number) * 1000;
    expect(read(token, { nowMs: end - 1000 })).toMatchObject({ ok: true });
    expect(read(token, { nowMs: end })).toEqual({ ok: false, reason: 'EXPIRED' });
    const { receipt } = await receiptOf(rotated.cloud);
    const nowMs = Date.now() + hour / 2;
    const keys = { key: `${key},${older}` };
    expect(read(receipt, { ...keys, nowMs: nowMs - 60_000 })).toMatchObject({ ok: true });
    expect(read(receipt, { ...keys, nowMs })).toEqual({ ok: false, reason: 'EXPIRED' });
  });

  test('is signed with the first key, and accepted with any', async () => {
    const { receipt } = await receiptOf(rotated.cloud);
    expect(read(receipt)).toEqual({ ok: false, reason: 'WRONG_SIGNATURE' });
    expect(read(receipt, { key: `${key} , ${older}` })).toMatchObject({ ok: true });
    expect(read(token, { key: `${older},${key}` })).toMatchObject({ ok: true });
  });

  test('is verified by another library', () => {
    const script = `
      import { jwtVerify } from 'jose';
      const [token, key] = process.argv.slice(1);
      const { payload } = await jwtVerify(token, new TextEncoder().encode(key), { algorithms: ['HS256'] });
      console.log(JSON.stringify(payload));`;
    const args = ['--input-type=module', '-e', script, '--', token, key];
    const payload = execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
    expect(JSON.parse(payload)).toEqual(claims);
  });

  test('cannot be opened with a short key or without a user: that is a mistake of the server', () => {
    expect(() => read(token, { key: 'short' })).toThrow(/at least 32 characters/);
    expect(() => read(token, { key: `${key},` })).toThrow(/at least 32 characters/);
    expect(() => read(token, { openId: '' })).toThrow(/openId must be/);
  });
});

/** The same signature under other claims. */
function swap(token: string, claims: object): string {
  const [head, , signature] = token.split('.');
  return [head, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.');
}

describe('a confirmed licence', () => {
  const warnings: Warning[] = [];
  const license: VehicleLicense = {
    ...absentVehicle,
    plateNum: '粤B9YB81',
    vehicleType: '小型轿车',
    owner: '样本某某',
    addr: '广东省样本市虚构路1号',
    useCharacter: '非营运',
    model: '样本牌YB7150A',
    vin: 'LYB1234A5M1234567',
    engineNum: 'YB123456',
    registerDate: '2021-03-15',
  };
  const main = receipt(license);
  const second = receipt({
    ...absentVehicle,
    plateNum: '粤B9YB81',
    plateNumB: '粤B9YB81',
    record: '440000000001',
    passengersNum: 5,
    totalQuality: 1845,
    overallSize: { length: 4670, width: 1806, height: 1474 },
  });
  function receipt(of: VehicleLicense): api.Receipt {
    return { sub: openId, iat: 0, exp: 1, kind: 'vehicleLicense', license: of, warnings };
  }
  const both = { ...license, ...pick(second.license as VehicleLicense) };
  function pick({ plateNumB, record, passengersNum, totalQuality, overallSize }: VehicleLicense) {
    return { plateNumB, record, passengersNum, totalQuality, overallSize };
  }

  test.each<[string, object, string[]]>([
    ['as it was read', license, []],
    ['with a date written otherwise', { ...license, registerDate: '2021/3/15' }, []],
    ['with another date', { ...license, registerDate: '2021-03-16' }, ['registerDate']],
    [
      'with another owner and plate',
      { ...license, owner: '样本某', plateNum: '粤B9YB82' },
      ['plateNum', 'owner'],
    ],
    ['with a field emptied', { ...license, vin: null }, ['vin']],
    ['with a field that was not read', { ...license, issueDate: '2021-03-18' }, ['issueDate']],
    ['without a field', { ...license, engineNum: undefined }, ['engineNum']],
    ['with other corners, which nobody types', { ...license, imgSize: { w: 1, h: 1 } }, []],
  ])('%s', (_title, confirmed, fields) => {
    expect(compareLicense(main, confirmed)).toEqual(fields);
  });

  test('of two photos is compared with both, merged as the form merges them', () => {
    expect(compareLicense([main, second], both)).toEqual([]);
    expect(compareLicense([second, main], both)).toEqual([]);
    expect(
      compareLicense([main, second], { ...both, totalQuality: '1845kg', record: '440000000002' }),
    ).toEqual(['record']);
    expect(compareLicense(main, both)).toEqual([
      'plateNumB',
      'record',
      'passengersNum',
      'totalQuality',
      'overallSize',
    ]);
  });

  test.each<[unknown]>([
    [null],
    ['text'],
    [[]],
    [7],
    [{}],
    [
      {
        plateNum: {},
        owner: [],
        vin: Number.POSITIVE_INFINITY,
        addr: true,
        overallSize: { length: '1' },
        record: 'x'.repeat(1e6),
      },
    ],
    [{ ...license, registerDate: 'not a date', __proto__: { plateNum: '粤B9YB81' } }],
  ])('that is none throws nothing, and differs: %#', (confirmed) => {
    expect(compareLicense(main, confirmed).length).toBeGreaterThan(0);
  });

  test('needs something that was read', () => {
    expect(() => compareLicense([], license)).toThrow(/at least one/);
  });
});

describe('the examples', () => {
  const folder = newFolder('receipt');

  test('save-confirmed.js saves a licence with what was edited', async () => {
    const functionRoot = path.join(folder, 'functions');
    const saving = path.join(functionRoot, 'saveConfirmed');
    mkdirSync(saving, { recursive: true });
    cpSync(path.join(server, 'examples/save-confirmed.js'), path.join(saving, 'index.js'));
    cpSync(server, path.join(saving, 'server'), { recursive: true });
    symlinkSync(
      path.join(root, 'node_modules'),
      path.join(functionRoot, 'node_modules'),
      'junction',
    );
    const functionEnvironment = { LICENSE_RECEIPT_KEY: key };
    const options = { functionRoot, collections: ['licenses'], functionEnvironment };
    await inCloud(options, async (cloud) => {
      const { receipt, license } = await receiptOf();
      const confirmed = { ...license, owner: '样本改' };
      const save = async (event: object, user = openId) =>
        (await cloud.callFunction('saveConfirmed', event, { openId: user })).result;
      const saved = await save({ license: confirmed, receipts: [receipt] });
      expect(saved).toEqual({ ok: true, _id: expect.any(String), edited: ['owner'] });
      expect(cloud.database.list('licenses')).toEqual([
        expect.objectContaining({
          _openid: openId,
          kind: 'vehicleLicense',
          edited: ['owner'],
          license: confirmed,
        }),
      ]);
      expect(await save({ license: confirmed, receipts: [receipt] }, 'oSomebodyElse')).toEqual({
        ok: false,
        reason: 'WRONG_USER',
      });
      expect(await save({ license: confirmed })).toEqual({ ok: false, reason: 'MALFORMED' });
    });
  });

  test('http-server.mjs answers a page that sends one', async () => {
    const { receipt, license } = await receiptOf();
    const file = pathToFileURL(path.join(server, 'examples/http-server.mjs')).href;
    const script = `
      import { startServer } from ${JSON.stringify(file)};
      const server = startServer({ key: ${JSON.stringify(key)}, userOf: (request) => request.headers['x-session'], save() {} });
      server.listen(0, '127.0.0.1');
      await new Promise((resolve) => server.once('listening', resolve));
      const ask = async (body, user) => {
        const answer = await fetch('http://127.0.0.1:' + server.address().port, { method: 'POST', body, headers: { 'x-session': user } });
        return [answer.status, await answer.json()];
      };
      const [body, user] = process.argv.slice(1);
      console.log(JSON.stringify([await ask(body, user), await ask(body, 'other'), await ask('{', user)]));
      server.close();`;
    const body = JSON.stringify({ license: { ...license, owner: '样本改' }, receipts: [receipt] });
    const args = ['--input-type=module', '-e', script, '--', body, openId];
    expect(JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }))).toEqual([
      [200, { ok: true, edited: ['owner'] }],
      [403, { ok: false, reason: 'WRONG_USER' }],
      [400, { ok: false, reason: 'MALFORMED' }],
    ]);
  });
});

import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LicenseKind, Reason } from '../../cloudfunctions/shared/contract';
import { todayInChina } from '../../cloudfunctions/shared/fields/dates';
import {
  errorPage,
  type Fault,
  type LocalCloud,
  type LocalCloudOptions,
  wechatError,
} from '../../scripts/local-cloud';
import { eventually } from '../helpers/eventually';
import {
  call,
  callsSpent,
  inCloud,
  openId,
  recognize as recognizeIn,
  servePicture,
  specimenOf,
  upload,
  useLocalCloud,
  withoutCall,
} from '../helpers/functions';
import { findNode, oldestNode } from '../helpers/nodes';

const kind: LicenseKind = 'driverLicense';
const collection = 'license_ocr_usage';

const limit = (
  text: string,
  environment: Record<string, string> = {},
  collections = [collection],
) => ({
  functionEnvironment: { OCR_DAILY_LIMIT_PER_USER: text, ...environment },
  collections,
});

const five = useLocalCloud({ ...limit('5'), maxInstances: 3, callsPerDay: 1000 });
const short = useLocalCloud({ ...limit('5'), timeLimitMs: 3000, callsPerDay: 1000 });

let picture: Awaited<ReturnType<typeof servePicture>>;
beforeAll(async () => {
  picture = await servePicture(specimenOf(kind));
});
afterAll(() => picture.close());

let users = 0;
/** A user whom nobody has counted yet. */
const newUser = () => `${openId}-${++users}`;

const counterId = (caller: string, day = todayInChina(Date.now())) =>
  `license-ocr/${day}/${caller}`;
const usedBy = (cloud: LocalCloud, caller: string, name = collection) =>
  cloud.database.list(name).find(({ _id }) => _id === counterId(caller))?.used;

/** A photo of the caller's, from upload to result. */
const run = (cloud: LocalCloud, caller: string, each: LicenseKind = kind) =>
  recognizeIn(cloud, each, { caller });
const recognize = async (...args: Parameters<typeof run>) => (await run(...args)).result;

const failed = (
  reason: Reason,
  errCode: number,
  errMsg: string,
  fate = { retryable: false, photo: 'deleted' },
) => ({ ok: false, reason, errCode, errMsg, ...fate });
const retry = { retryable: true, photo: 'kept' };
const userLimit = failed(
  'USER_LIMIT',
  -700008,
  "this user's calls of today are used up (OCR_DAILY_LIMIT_PER_USER): the count starts again at 00:00 Beijing time",
);

test('200 calls at once from one user spend exactly 5, on several instances of both functions', async () => {
  const { cloud } = five;
  const [drain, other] = [newUser(), newUser()];
  const instances = new Set<number>();
  const before = callsSpent(cloud);
  const kinds = Array.from({ length: 200 }, (_, index) => (index % 2 ? 'vehicleLicense' : kind));
  const drained = kinds.map(async (each) => {
    const { result, instance } = await run(cloud, drain, each);
    instances.add(instance);
    return result;
  });
  const untouched = Array.from({ length: 5 }, () => recognize(cloud, other));
  const [ofDrain, ofOther] = [await Promise.all(drained), await Promise.all(untouched)];
  expect(ofDrain.filter(({ ok }) => ok)).toHaveLength(5);
  expect(ofDrain.filter(({ ok }) => !ok)).toEqual(Array.from({ length: 195 }, () => userLimit));
  expect(ofOther.map(({ ok }) => ok)).toEqual([true, true, true, true, true]);
  expect(callsSpent(cloud) - before).toBe(10);
  expect(instances.size).toBe(6);
  expect([usedBy(cloud, drain), usedBy(cloud, other)]).toEqual([5, 5]);
  expect(await cloud.storage.list()).toEqual([]);
});

test('the days before do not count, and are deleted, and nothing else is', async () => {
  const caller = newUser();
  const dayMs = 24 * 60 * 60 * 1000;
  const yesterday = todayInChina(Date.now() - dayMs);
  const others = [
    { _id: counterId(caller, todayInChina(Date.now() + dayMs)), used: 5 },
    { _id: '0123456789abcdef0123456789abcdef', day: yesterday },
    { _id: 'license-ocq/2001-12-31', used: 1 },
    { _id: 7, used: 1 },
  ];
  await inCloud(limit('1'), async (cloud) => {
    for (const document of others) cloud.database.put(collection, document);
    for (const day of ['2001-12-31', yesterday]) {
      for (const each of [caller, newUser()]) {
        cloud.database.put(collection, { _id: counterId(each, day), used: 1 });
      }
    }
    expect(await recognize(cloud, caller)).toMatchObject({ ok: true });
    await eventually(
      async () => cloud.database.list(collection),
      [...others, { _id: counterId(caller), used: 1 }],
    );
    expect(await recognize(cloud, caller)).toEqual(userLimit);
  });
});

test('days that could not be deleted are deleted at the next call, and not again that day', async () => {
  const steps: string[] = [];
  let breakNext = true;
  let started: LocalCloud | undefined;
  const onTrace: LocalCloudOptions['onTrace'] = ({ step }) => {
    steps.push(step);
    if (step !== 'database.insertDocument' || !breakNext) return;
    breakNext = false;
    started?.faults.set({ stage: 'database', kind: 'reset', times: 1 });
  };
  await inCloud({ ...limit('3'), onTrace }, async (cloud) => {
    started = cloud;
    const caller = newUser();
    const old = { _id: counterId(caller, '2001-12-31'), used: 1 };
    cloud.database.put(collection, old);
    const leavesDays = async (...days: string[]) => {
      expect(await recognize(cloud, caller)).toMatchObject({ ok: true });
      await sleep(200);
      await eventually(async () => cloud.database.list(collection).map(({ _id }) => _id), days);
    };
    await leavesDays(old._id, counterId(caller));
    await leavesDays(counterId(caller));
    await leavesDays(counterId(caller));
    expect(steps.filter((step) => step === 'database.removeDocument')).toHaveLength(1);
  });
});

describe('a unit is taken right before the first call', () => {
  test("so what is not a picture, somebody else's photo, a missing one and an event that does not fit take none", async () => {
    const [caller, other] = [newUser(), newUser()];
    const foreign = await upload(five.cloud, specimenOf(kind), other);
    const missing = foreign.replace(other, caller);
    const text = await upload(five.cloud, Buffer.from('text'), caller);
    for (const event of [{ fileID: text }, { fileID: foreign }, { fileID: missing }, {}]) {
      expect(await call(five.cloud, kind, event, caller)).toMatchObject({ ok: false });
    }
    expect(usedBy(five.cloud, caller)).toBeUndefined();
    await five.cloud.storage.delete(foreign);
  });

  test('by address and as bytes too', async () => {
    const caller = newUser();
    const value = specimenOf(kind).toString('base64');
    const events = [{ imgUrl: picture.url }, { img: { contentType: 'image/jpeg', value } }];
    for (const event of [...events, ...events, { imgUrl: picture.url }]) {
      expect(await call(five.cloud, kind, event, caller)).toMatchObject({ ok: true });
    }
    for (const event of events) {
      expect(await call(five.cloud, kind, event, caller)).toEqual({ ...userLimit, photo: 'none' });
    }
  });

  test('and once, however often the call is tried', async () => {
    const caller = newUser();
    five.cloud.faults.set({ ...wechatError(-1), times: 2 });
    const { result, logs } = await run(five.cloud, caller);
    expect(result).toMatchObject({ ok: true });
    expect(JSON.parse(logs.join('\n'))).toMatchObject({
      tries: 3,
      ms: { limit: expect.any(Number) },
    });
    expect(usedBy(five.cloud, caller)).toBe(1);
    expect(logs.join('\n')).not.toContain(caller);
  });

  test.each([undefined, ''])('and by nobody (%s), who is told so', async (caller) => {
    const before = five.cloud.database.list(collection);
    const { result } = await withoutCall(five.cloud, () =>
      five.cloud.callFunction(kind, { imgUrl: picture.url }, { openId: caller }),
    );
    const sentence =
      /^OCR_DAILY_LIMIT_PER_USER counts each user's calls, and no .* wx\.cloud\.callFunction/;
    expect(result).toEqual({
      ...failed('NO_CALLER', -700002, expect.stringMatching(sentence)),
      photo: 'none',
    });
    expect(five.cloud.database.list(collection)).toEqual(before);
  });
});

describe('what the operator has set', () => {
  test('another collection', async () => {
    const name = 'another_collection';
    const options = limit('1', { OCR_USAGE_COLLECTION: ` ${name} ` }, [collection, name]);
    await inCloud(options, async (cloud) => {
      const caller = newUser();
      expect(await recognize(cloud, caller)).toMatchObject({ ok: true });
      expect(await recognize(cloud, caller, 'vehicleLicense')).toEqual(userLimit);
      expect(usedBy(cloud, caller, name)).toBe(1);
      expect(cloud.database.list(collection)).toEqual([]);
    });
  });

  test.each([
    ['no limit', {}, []],
    ['a blank limit', { OCR_DAILY_LIMIT_PER_USER: ' ' }, []],
    ['a limit', { OCR_DAILY_LIMIT_PER_USER: ' 5 ' }, ['sdk-database.js']],
  ])('%s: the database is read and asked accordingly', async (_title, environment, read) => {
    const reporter = join(__dirname, '../fixtures/report-late-files.cjs');
    const actions: string[] = [];
    await inCloud(
      {
        functionEnvironment: {
          ...environment,
          NODE_OPTIONS: `--require ${JSON.stringify(reporter)}`,
        },
        collections: [collection],
        onTrace: ({ step }) => {
          if (step.startsWith('database.')) actions.push(step);
        },
      },
      async (cloud) => {
        const { result, logs } = await run(cloud, newUser());
        expect(result).toMatchObject({ ok: true });
        expect(logs.filter((line) => line.startsWith('sdk-'))).toEqual(read);
        expect(actions.sort()).toEqual(
          read.length > 0 ? ['database.insertDocument', 'database.removeDocument'] : [],
        );
      },
    );
  });
});

describe('a database that fails closes the limit', () => {
  const secret = 'SECRET';
  const tencent = (code: string): Fault => ({
    stage: 'database',
    kind: 'tencent-error',
    code,
    message: `[FailedOperation] ${secret} ${openId}`,
  });

  test.each<[string, Fault, number]>([
    ['a database error', tencent('DATABASE_REQUEST_FAILED'), -502001],
    ['a number nobody knows', tencent('SOMETHING_NEW'), -501001],
    ['a reset connection', { stage: 'database', kind: 'reset' }, -501001],
    ['an answer that is cut off', { stage: 'database', kind: 'cut-off' }, -501001],
    ['an error page', errorPage('database', 200), -502001],
    ['a status of 503', { stage: 'database', kind: 'answer', body: '', status: 503 }, -501001],
  ])('%s is BUSY: no call, and the photo is kept', async (_title, fault, errCode) => {
    const { cloud } = five;
    const caller = newUser();
    cloud.faults.set(fault);
    const { fileID, result, logs } = await withoutCall(cloud, () => run(cloud, caller));
    expect(result).toEqual(
      failed(
        'BUSY',
        errCode,
        "the database that counts each user's calls did not answer properly: try the same photo again in a moment",
        retry,
      ),
    );
    expect(logs).toHaveLength(1);
    expect(logs.join()).not.toMatch(new RegExp(`${secret}|${openId}`));
    cloud.faults.clear();
    expect(await call(cloud, kind, { fileID }, caller)).toMatchObject({ ok: true });
  });

  test('a collection that nobody has created is UNEXPECTED and says to create it', async () => {
    await inCloud(limit('5', {}, []), async (cloud) => {
      const result = await withoutCall(cloud, () => recognize(cloud, newUser()));
      expect(result).toEqual(
        failed(
          'UNEXPECTED',
          -502005,
          'the calls of each user cannot be counted: create the database collection license_ocr_usage (or what OCR_USAGE_COLLECTION names) in the cloud console, permission 仅管理端可读写',
        ),
      );
    });
  });

  test('one that hangs is TIMEOUT before the platform cuts in', async () => {
    short.cloud.faults.set({ stage: 'database', kind: 'hang' });
    const sentence = /time limit is 3 s; set it to 20 s in the cloud console/;
    expect(await withoutCall(short.cloud, () => recognize(short.cloud, newUser()))).toEqual(
      failed('TIMEOUT', -700007, expect.stringMatching(sentence), retry),
    );
  });

  test('one that fails after the deadline is asked no more, and the instance goes on serving', async () => {
    const { cloud } = short;
    const caller = newUser();
    cloud.database.put(collection, { _id: counterId(caller), used: 1 });
    // An insertion of what exists fails, here only after the answer.
    cloud.faults.set({ stage: 'database', kind: 'delay', ms: 2500 });
    const late = await run(cloud, caller);
    expect(late.result).toMatchObject({ reason: 'TIMEOUT', photo: 'kept' });
    cloud.faults.clear();
    await sleep(1500);
    expect(usedBy(cloud, caller)).toBe(1);
    const next = await cloud.callFunction(kind, { fileID: late.fileID }, { openId: caller });
    expect(next.result).toMatchObject({ ok: true });
    expect(next.instance).toBe(late.instance);
    expect(usedBy(cloud, caller)).toBe(2);
  });

  test('one that made another document than the asked one has not counted the call', async () => {
    const caller = newUser();
    five.cloud.database.put(collection, { _id: counterId(caller), used: 5 });
    const body = { requestId: 'x', data: { insertedIds: ['another'] } };
    const contentType = 'application/json';
    five.cloud.faults.set({ stage: 'database', kind: 'answer', body, contentType, times: 1 });
    expect(await recognize(five.cloud, caller)).toEqual(userLimit);
    expect(usedBy(five.cloud, caller)).toBe(5);
  });

  test('one that is slow is waited for, and adds no line of the SDK’s to the log', async () => {
    const caller = newUser();
    const event = { imgUrl: picture.url };
    five.cloud.faults.set({ stage: 'database', kind: 'delay', ms: 3100, times: 1 });
    const { result, logs } = await five.cloud.callFunction(kind, event, { openId: caller });
    expect(result).toMatchObject({ ok: true });
    expect(logs).toHaveLength(1);
  });

  test('an answer lost on its way counts the call twice rather than not at all', async () => {
    const caller = newUser();
    five.cloud.faults.set({ ...{ stage: 'database', kind: 'cut-off' }, times: 1 });
    expect(await recognize(five.cloud, caller)).toMatchObject({ ok: true });
    expect(usedBy(five.cloud, caller)).toBe(2);
  });
});

test("on the cloud's oldest Node it counts just so", async () => {
  await inCloud({ ...limit('1'), nodePath: findNode(oldestNode) }, async (cloud) => {
    const caller = newUser();
    expect(await recognize(cloud, caller)).toMatchObject({ ok: true });
    expect(await recognize(cloud, caller, 'vehicleLicense')).toEqual(userLimit);
  });
});

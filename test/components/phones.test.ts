import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { wxFunctions } from '../../scripts/preview/wechat/functions';
import { flush, pass, useFakeWx } from './fake-wx';
import {
  attachScanner,
  createInstance,
  type Instance,
  registerScanner,
  shoot,
} from './mini-program';
import { failure, success, vehicleLicense } from './samples';

/** Phones that do not do what the documentation says. */

const fake = useFakeWx();

const components = join(__dirname, '../../miniprogram-sample/components');
const sources = readdirSync(components, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(join(components, file), 'utf8'))
  .join('\n');

/** What the components call of the phone: `wx.…`, of `wx.cloud`, of the files, of an upload. */
const objects = { wx: '', 'wx.cloud': 'cloud.', FileSystemManager: '', UploadTask: '' } as const;
const rows = Object.entries(objects).flatMap(([object, prefix]) =>
  Object.entries(wxFunctions[object as keyof typeof objects])
    .filter(([name]) => new RegExp(`[.)]\\s*${name}\\(`).test(sources))
    .map(([name, options]) => ({ name: prefix + name, canBeSilent: options !== null })),
);
const calls = rows.map(({ name }) => name);
const ofCanvas = ['createImage', 'getContext', 'getImageData', 'drawImage', 'toDataURL'];

test('the list of calls is what the sources call', () => {
  const called = [...sources.matchAll(/\bwx\.(\w+)\(/g)].map(([, name = '']) => name);
  expect(calls).toEqual(expect.arrayContaining([...new Set(called)]));
  expect(calls).toEqual(
    expect.arrayContaining(['cloud.callFunction', 'cloud.uploadFile', 'readdir', 'writeFile']),
  );
  for (const name of ofCanvas) expect(sources).toContain(`.${name}(`);
});

/** Answers whatever waits for an answer, as a healthy cloud does. */
async function answerAll(): Promise<void> {
  await flush();
  for (const upload of fake.uploads.splice(0)) if (!upload.aborted) upload.succeed();
  await flush();
  for (const call of fake.calls.splice(0)) call.answer(success(vehicleLicense));
  await flush();
}

/** Photographs, and waits for an end, two minutes at most. */
async function photograph(scanner: Instance): Promise<void> {
  await shoot(scanner);
  if (scanner.data.consent === 'asking') scanner.call('agree');
  await pass(2000);
  if (scanner.data.step === 'warned') scanner.call('goOn');
  const before = recognized(scanner);
  for (let waited = 0; waited < 120 && recognized(scanner) === before; waited += 5) {
    jest.advanceTimersByTime(5000);
    await answerAll();
    if (scanner.data.step === 'failed' || scanner.data.stalled) return;
  }
}

const recognized = ({ triggered }: Instance) =>
  triggered.filter(({ name }) => name === 'recognized').length;

/** A strip: of each test's eight photos, a look at whole ones is most of the time. */
const strip = { width: 4000, height: 200 };
const large = { ...strip, bytes: 5_000_000 };
const photos = {
  small: { ...strip, bytes: 300_000 },
  large,
  turned: { ...large, orientation: 'right' as const },
  'PNG of 3 MB': { ...strip, bytes: 3_000_000, type: 'png' as const },
};

test.each([
  ...rows.flatMap(({ name, canBeSilent }) => (canBeSilent ? [[name, 'silent'] as const] : [])),
  ['createImage', 'silent'] as const,
  ...[...calls, ...ofCanvas].map((name) => [name, 'throws'] as const),
])(
  'where %s is %s, every photo ends with a result or a next step, and so does the next',
  async (name, how) => {
    fake.pixels = (width, height) => new Uint8ClampedArray(width * height * 4).fill(200);
    const attach = registerScanner();
    for (const photo of Object.values(photos)) {
      fake.files['tmp/photo.jpg'] = photo;
      fake.chosenBytes = photo.bytes;
      fake.broken = { [name]: how };
      const scanner = attach();
      await photograph(scanner);
      const { step, failure: shown, stalled } = scanner.data;
      const asks = stalled ? 'wait or stop' : (shown as { nextStep: string } | null)?.nextStep;
      const isOver = recognized(scanner) === 1 ? step === 'ready' : asks !== undefined;
      // Nothing is shown over a chooser that the user has not answered.
      expect([photo, isOver || name === 'chooseMedia']).toEqual([photo, true]);
      // Only what is broken stays so.
      fake.broken = {};
      scanner.call('leave');
      const before = recognized(scanner);
      await photograph(scanner);
      expect([photo, recognized(scanner)]).toEqual([photo, before + 1]);
      // A file that cannot be removed waits for the next start.
      if (name !== 'unlink') expect(written()).toEqual([]);
      scanner.leave();
    }
  },
);

test.each(calls)('where %s throws, the form still hands on the licence', async (name) => {
  const form = createInstance(() => {
    require('../../miniprogram-sample/components/license-form/license-form');
  });
  fake.broken = { [name]: 'throws' };
  const result = success(vehicleLicense);
  form.set('results', [{ kind: 'vehicleLicense', result, photoPath: 'tmp/photo.jpg' }]);
  form.call('enlarge');
  form.call('confirm');
  await flush();
  expect(form.triggered).toContainEqual({
    name: 'confirm',
    detail: expect.objectContaining({ license: vehicleLicense }),
  });
  form.leave();
});

test('a small photo needs none of the calls that can be silent before it is uploaded', async () => {
  for (const name of ['getImageInfo', 'getFileInfo', 'compressImage', 'canvasToTempFilePath'])
    fake.broken[name] = 'silent';
  fake.broken.createImage = 'silent';
  fake.chosenBytes = 300_000;
  const scanner = attachScanner();
  scanner.call('takePhoto');
  await pass(10_000);
  expect(fake.uploads).toHaveLength(1);
  expect(scanner.data.step).toBe('uploading');
});

test('the look at a photo is given up after two seconds', async () => {
  fake.broken.createImage = 'silent';
  const scanner = await shoot();
  await pass(1500);
  expect(scanner.data.step).toBe('compressing');
  await pass(500);
  expect(scanner.data.step).toBe('uploading');
});

describe('an upload without progress', () => {
  async function stall(): Promise<Instance> {
    const scanner = await shoot();
    await pass(19_500);
    expect(scanner.data.stalled).toBe(false);
    await pass(500);
    expect(scanner.data).toMatchObject({ step: 'uploading', stalled: true });
    return scanner;
  }

  test('asks after 20 seconds whether to go on waiting, and again', async () => {
    const scanner = await stall();
    scanner.call('keepWaiting');
    expect(scanner.data.stalled).toBe(false);
    await pass(20_000);
    expect(scanner.data.stalled).toBe(true);
    fake.uploads[0]?.progress(10);
    expect(scanner.data).toMatchObject({ stalled: false, percent: 10 });
    await answerAll();
    expect(recognized(scanner)).toBe(1);
  });

  test('can be stopped', async () => {
    const scanner = await stall();
    scanner.call('leave');
    expect(fake.uploads[0]?.aborted).toBe(true);
    expect(scanner.data.step).toBe('ready');
    expect(jest.getTimerCount()).toBe(0);
  });
});

test.each([Number.NaN, -5, 1e9, 'x' as never, undefined as never])(
  'progress of %p is shown as a percentage that only grows',
  async (odd) => {
    const scanner = await shoot();
    fake.uploads[0]?.progress(40);
    fake.uploads[0]?.progress(odd);
    expect(scanner.data.percent).toBe(odd === 1e9 ? 100 : 40);
  },
);

test.each([undefined, null, {}, { fileID: '' }])(
  'an upload that succeeds with %j is a failure that can be tried again',
  async (answer) => {
    const scanner = await shoot();
    fake.uploads[0]?.answer(answer);
    await flush();
    expect(scanner.data).toMatchObject({ step: 'failed', reason: 'UPLOAD_FAILED' });
    scanner.call('nextStep');
    await flush();
    await answerAll();
    expect(recognized(scanner)).toBe(1);
  },
);

test('a clock that is set back leaves no dead button', async () => {
  fake.chooser = () => new Promise(() => {});
  const scanner = await shoot();
  jest.setSystemTime(Date.now() - 3_600_000);
  await shoot(scanner);
  expect(fake.chosen).toHaveLength(2);
});

test('a component that is attached again shows the beginning, and says so', async () => {
  const scanner = await shoot();
  fake.uploads[0]?.succeed();
  await flush();
  expect(scanner.data.statusText).toBe('识别中');
  scanner.leave();
  scanner.comeBack();
  expect(scanner.data).toMatchObject({ step: 'ready', consent: 'hidden', statusText: '' });
  expect(scanner.triggered[scanner.triggered.length - 1]).toEqual({
    name: 'statechange',
    detail: { step: 'ready' },
  });
});

test('consent holds where storage throws, and a withdrawal too', async () => {
  for (const name of ['getStorageSync', 'setStorageSync', 'removeStorageSync'])
    fake.broken[name] = 'throws';
  const scanner = attachScanner();
  scanner.call('takePhoto');
  expect(scanner.data.consent).toBe('asking');
  scanner.call('agree');
  await flush();
  scanner.call('leave');
  await shoot(scanner);
  expect(fake.uploads).toHaveLength(2);
  scanner.call('leave');
  scanner.call('showConsent');
  scanner.call('decline');
  scanner.call('takePhoto');
  expect(scanner.data.consent).toBe('asking');
});

/** Pictures in the Mini Program's own folder, which WeChat does not clean up. */
const written = () => Object.keys(fake.files).filter((path) => path.startsWith('wxfile://usr/'));

describe('of a photo that had to be written', () => {
  beforeEach(() => {
    fake.files['tmp/photo.jpg'] = { bytes: 5_000_000 };
    fake.canvas = 'no export';
    fake.compressedBytes = () => {
      throw { errMsg: 'compressImage:fail' };
    };
  });

  test('one is there while it is uploaded, and none after a result', async () => {
    fake.redrawnBytes = (quality) => (quality > 0.7 ? 600_000 : 400_000);
    const scanner = await shoot();
    expect(written()).toHaveLength(1);
    expect(fake.uploads[0]?.filePath).toBe(written()[0]);
    await answerAll();
    expect(recognized(scanner)).toBe(1);
    expect(written()).toEqual([]);
  });

  test.each<[string, (scanner: Instance) => Promise<void> | void]>([
    ['the user cancels', (scanner) => scanner.call('leave')],
    ['the user leaves the page', (scanner) => scanner.leave()],
    ['the user photographs the other card', (scanner) => scanner.set('kind', 'driverLicense')],
    [
      'a failure is final',
      async () => {
        fake.uploads[0]?.succeed();
        await flush();
        fake.calls[0]?.answer(failure('LICENSE_NOT_FOUND'));
        await flush();
      },
    ],
    [
      'another photo takes its place',
      async (scanner) => {
        fake.uploads[0]?.fail({ errMsg: 'uploadFile:fail' });
        await flush();
        fake.files['tmp/photo.jpg'] = { bytes: 1000 };
        scanner.call('retake');
        await flush();
      },
    ],
  ])('none is left when %s', async (_name, act) => {
    const scanner = await shoot();
    expect(written()).toHaveLength(1);
    await act(scanner);
    expect(written()).toEqual([]);
  });

  test('none is left where all are too large, or the original goes', async () => {
    fake.redrawnBytes = () => 3_000_000;
    const scanner = await shoot();
    expect(scanner.data.reason).toBe('IMAGE_TOO_LARGE');
    expect(written()).toEqual([]);
    fake.files['tmp/photo.jpg'] = { bytes: 1_900_000 };
    scanner.call('retake');
    await flush();
    expect(fake.uploads[0]?.filePath).toBe('tmp/photo.jpg');
    expect(written()).toEqual([]);
  });

  test('none is left where the writing itself is late', async () => {
    fake.broken.writeFile = 'silent';
    const scanner = await shoot();
    await pass(60_000);
    expect(scanner.data.step).toBe('failed');
    expect(written()).toEqual([]);
  });

  test('none is left by an earlier start, while files of others stay', async () => {
    const others = ['wxfile://usr/license-plate.jpg', 'wxfile://usr/report.pdf'];
    for (const path of [...others, 'wxfile://usr/license-1700000000000-3.jpg'])
      fake.files[path] = { bytes: 1 };
    attachScanner();
    await flush();
    expect(written()).toEqual(others);
  });
});

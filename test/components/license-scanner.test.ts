import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { flush, useFakeWx } from './fake-wx';
import { attachScanner, type Instance, shoot } from './mini-program';
import { failure, mainPage, secondPage, success, vehicleLicense } from './samples';

const fake = useFakeWx();

const sourceOf = (file: string) =>
  readFileSync(join(__dirname, '../../miniprogram-sample/components', file), 'utf8');

/** A scanner with these properties, and a photo of it from the camera to this answer. */
async function shootAndAnswer(result: unknown, properties?: object): Promise<Instance> {
  const scanner = await shoot(attachScanner(properties));
  fake.uploads[0]?.succeed();
  await flush();
  fake.calls[0]?.answer(result);
  await flush();
  return scanner;
}

test('the function is warmed up as soon as the component is there, and at each change of kind', async () => {
  const scanner = attachScanner();
  scanner.set('kind', 'driverLicense');
  await flush();
  expect(fake.prepared).toEqual(['vehicleLicense', 'driverLicense']);
  expect(scanner.data).toMatchObject({
    name: '驾驶证',
    consentWording: { title: '识别驾驶证需要你的同意' },
  });
});

test('each step says what is happening', async () => {
  const scanner = await shoot();
  const said = () => scanner.data.statusText;
  fake.uploads[0]?.progress(40);
  expect([said(), scanner.data.percent]).toEqual(['正在上传', 40]);
  fake.uploads[0]?.succeed();
  await flush();
  expect(said()).toBe('识别中');
});

test('a recognition is handed to the page', async () => {
  const scanner = await shootAndAnswer(success(vehicleLicense));
  expect(scanner.triggered.filter(({ name }) => name === 'recognized')).toEqual([
    {
      name: 'recognized',
      detail: {
        kind: 'vehicleLicense',
        result: success(vehicleLicense),
        photoPath: 'tmp/photo.jpg',
        warnedOf: [],
      },
    },
  ]);
  expect(
    scanner.triggered.flatMap(({ name, detail }) =>
      name === 'statechange' ? [(detail as { step: string }).step] : [],
    ),
  ).toEqual(['compressing', 'uploading', 'recognizing', 'ready']);
});

test.each([
  ['second', mainPage, '这张拍到的是主页，还缺副页'],
  ['main', secondPage, '这张拍到的是副页，还缺主页'],
  ['second', secondPage, undefined],
  ['main', vehicleLicense, undefined],
  ['', mainPage, undefined],
])(
  'asked for page "%s", it says which page the photo shows where that is another',
  async (page, license, sentence) => {
    const scanner = await shootAndAnswer(success(license), { page });
    expect(fake.toasts).toEqual(sentence ? [sentence] : []);
    expect(scanner.triggered).toContainEqual(expect.objectContaining({ name: 'recognized' }));
  },
);

test('a failure is shown and handed to the page', async () => {
  const scanner = await shootAndAnswer(failure('LICENSE_NOT_FOUND', { errCode: 101001 }));
  expect(scanner.data).toMatchObject({
    step: 'failed',
    failure: { title: '没有找到证件', nextStep: 'retake' },
    nextStepName: '重新拍照',
    failureDetail: 'LICENSE_NOT_FOUND 101001：LICENSE_NOT_FOUND for the developer',
  });
  expect(scanner.triggered).toContainEqual({
    name: 'failed',
    detail: expect.objectContaining({ reason: 'LICENSE_NOT_FOUND' }),
  });
  scanner.call('nextStep');
  await flush();
  // 重新拍照 opens the camera at once.
  expect(scanner.data).toMatchObject({ step: 'uploading', failure: null });
});

test.each([
  ['develop', true],
  ['release', false],
] as const)('in %s the fix is shown: %s', async (envVersion, shown) => {
  fake.envVersion = envVersion;
  const scanner = await shootAndAnswer(failure('NO_PERMISSION', { errCode: -604101 }));
  const { fix, sentence } = scanner.data.failure as { fix?: string; sentence: string };
  expect(fix !== undefined).toBe(shown);
  expect(scanner.data.failureDetail !== '').toBe(shown);
  expect(sentence).toMatch(/^不是你的操作问题/);
});

test('consent is asked over the first step and leads to the guideline', async () => {
  fake.storage = {};
  const scanner = attachScanner();
  scanner.call('pickPhoto');
  expect(scanner.data).toMatchObject({ step: 'ready', consent: 'asking' });
  scanner.call('openPrivacyContract');
  expect(fake.noted).toMatchObject([{ name: 'openPrivacyContract' }]);
  scanner.call('agree');
  await flush();
  expect(scanner.data).toMatchObject({ step: 'uploading', consent: 'hidden' });
});

test('a kind that there is not is said with those that there are', () => {
  const scanner = attachScanner();
  expect(() => scanner.set('kind', 'vehicle')).toThrow(
    /^license-scanner：kind 应为 vehicleLicense、driverLicense.*，不是“vehicle”$/,
  );
});

describe('WeChat’s own privacy sheet', () => {
  test.each([true, false])('is spared by the consent button where that can be: %s', (can) => {
    fake.canIUse = can;
    fake.storage = {};
    const scanner = attachScanner();
    scanner.call('takePhoto');
    expect(scanner.data).toMatchObject({ consent: 'asking', canAgree: can });
  });

  test('needs no event of the button to go on', async () => {
    fake.storage = {};
    const scanner = attachScanner();
    scanner.call('takePhoto');
    scanner.call('agreeSoon');
    scanner.call('agree');
    jest.advanceTimersByTime(300);
    await flush();
    expect(fake.uploads).toHaveLength(1);
  });

  test.each(['before', 'after'])(
    'agrees to what was asked, where the event of the button comes %s the tap, and not to what is asked next',
    async (comes) => {
      fake.storage = {};
      const scanner = attachScanner();
      scanner.call('takePhoto');
      if (comes === 'before') scanner.call('agree');
      scanner.call('agreeSoon');
      if (comes === 'after') scanner.call('agree');
      await flush();
      scanner.set('kind', 'driverLicense');
      scanner.call('takePhoto');
      jest.advanceTimersByTime(300);
      expect(scanner.data).toMatchObject({ consent: 'asking' });
    },
  );

  test.each(['before', 'after', 'never'])(
    'is answered on the failure screen, where the event of its button comes %s the tap',
    async (comes) => {
      const { chooser } = fake;
      fake.chooser = () => Promise.reject({ errno: 104, errMsg: 'chooseMedia:fail' });
      const scanner = await shoot();
      fake.chooser = chooser;
      if (comes === 'before') scanner.call('retake');
      scanner.call('retakeSoon');
      if (comes === 'after') scanner.call('retake');
      // While the camera is open, the page's timers may stand still.
      jest.setSystemTime(Date.now() + 5000);
      jest.advanceTimersByTime(300);
      await flush();
      expect([fake.chosen.length, fake.uploads.length]).toEqual([2, 1]);
    },
  );

  test('has an id on each of its buttons, without which base library 2.32.3 tells nothing', () => {
    const wxml = sourceOf('license-scanner/license-scanner.wxml');
    const buttons = [...wxml.matchAll(/<button[^>]*agreePrivacyAuthorization[^>]*>/g)].map(String);
    expect(buttons).toHaveLength(2);
    for (const button of buttons) {
      expect(button).toMatch(/ id="[\w-]+"/);
      expect(button).toMatch(/ bindtap="\w+Soon"/);
    }
  });

  test('refused does not ask to tap again at once', async () => {
    fake.chooser = () => Promise.reject({ errno: 104, errMsg: 'chooseMedia:fail' });
    const scanner = await shoot();
    expect(scanner.data).toMatchObject({ step: 'failed', reason: 'PRIVACY_REFUSED' });
    expect((scanner.data.failure as { sentence: string }).sentence).toContain('十秒');
  });
});

test('a denied camera leads to the settings of the phone', async () => {
  fake.chooser = () => Promise.reject({ errMsg: 'chooseMedia:fail auth deny' });
  const scanner = await shoot();
  scanner.call('openSettings');
  expect(fake.noted).toMatchObject([{ name: 'openAppAuthorizeSetting' }]);
});

test('texts of the host take the place of ours', async () => {
  const consent = { title: '甲租车需要你的同意', paragraphs: [] };
  const texts = { consent, failures: { BUSY: { title: '忙', sentence: '稍等。' } } };
  const answer = failure('BUSY', { retryable: true, photo: 'kept' });
  const scanner = await shootAndAnswer(answer, { texts });
  expect(scanner.data.consentWording).toEqual(consent);
  expect(scanner.data.failure).toEqual({ title: '忙', sentence: '稍等。', nextStep: 'retry' });
});

test('where photos are kept, nobody is told that they are deleted', () => {
  const { data } = attachScanner({ keepFile: true });
  expect(JSON.stringify(data.consentWording)).not.toContain('删除');
});

test('a new version of the host’s consent text asks again, and ours is not touched', async () => {
  const scanner = attachScanner();
  const ask = (textVersion: unknown) => {
    scanner.set('texts', { consent: { title: '甲租车需要你的同意', paragraphs: [], textVersion } });
    scanner.call('takePhoto');
    const { consent } = scanner.data;
    scanner.call('agree');
    scanner.call('leave');
    return consent;
  };
  expect([ask(1), ask(1), ask(2), ask('2026-12')]).toEqual([
    'asking',
    'hidden',
    'asking',
    'asking',
  ]);
  scanner.set('texts', null);
  await shoot(scanner);
  expect(scanner.data.consent).toBe('hidden');
});

test.each([
  [true, '不是你的操作问题，请稍后再来，或联系客服。', 'contact'],
  [false, '不是你的操作问题，请稍后再来。', 'wait'],
])('where there is customer service: %s', async (contact, sentence, nextStep) => {
  const scanner = await shootAndAnswer(failure('NO_PERMISSION'), { contact });
  expect(scanner.data.failure).toMatchObject({ sentence, nextStep });
});

test('without customer service no failure sends anybody there', async () => {
  const scanner = await shootAndAnswer(failure('UNEXPECTED'), { contact: false });
  expect(JSON.stringify([scanner.data.failure, scanner.data.nextStepName])).not.toContain('客服');
});

test.each([{ failures: null }, { consent: null }, null])('texts of %j are none', async (texts) => {
  const answer = failure('BUSY', { retryable: true, photo: 'kept' });
  const scanner = await shootAndAnswer(answer, { texts });
  expect(scanner.data.failure).toMatchObject({ title: '微信服务繁忙' });
});

test.each([
  ['license-ocr-kept/o-sample/', 'license-ocr-kept/o-sample/'],
  [undefined, 'license-ocr/o-sample/'],
])('a photo to be kept goes where the function says: %s', async (keptPrefix, folder) => {
  fake.keptPrefix = keptPrefix;
  await shoot(attachScanner({ keepFile: true }));
  expect(fake.uploads[0]?.cloudPath.replace(/[^/]*$/, '')).toBe(folder);
});

test.each(['license-scanner/license-scanner.wxss', 'shared/theme.wxss', 'shared/icons.wxss'])(
  '%s uses only what Skyline has',
  (file) => {
    // developers.weixin.qq.com/miniprogram/dev/framework/runtime/skyline/wxss.html
    expect(sourceOf(file)).not.toMatch(
      /inline-block|: inline;|sticky|float:|grid|overflow(-[xy])?: *(auto|scroll)|\*\s*\{|\[\w/,
    );
  },
);

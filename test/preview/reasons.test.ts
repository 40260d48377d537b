import sharp from 'sharp';
import { cloudFailure } from '../../miniprogram-sample/components/license-scanner/failure';
import {
  failureWording,
  nextStepNames,
} from '../../miniprogram-sample/components/license-scanner/wording';
import { startLocalCloud } from '../../scripts/local-cloud';
import { type CloudPort, createCloudPort } from '../../scripts/preview/cloud-port';
import { createRunLog } from '../../scripts/preview/run-log';
import { switches } from '../../scripts/preview/switchboard';
import { eventually } from '../helpers/eventually';
import { openId, specimen } from '../helpers/functions';
import { textOf, usePreview } from '../helpers/preview';
import { reasons } from '../helpers/union';
import { type LicensePage, openLicensePage } from './license-page';

const preview = usePreview();

type PageReason = Parameters<typeof failureWording>[0];

const onlyReasons = switches.flatMap(({ id, reason }) =>
  // That one takes 22 s; it has a test of its own below.
  reason === undefined || id === 'no-answer' ? [] : [[id, reason as PageReason] as const],
);

test('the switchboard has every reason of a failed recognition', () => {
  const shown = switches.map(({ reason }) => reason);
  expect(shown).toEqual(expect.arrayContaining(reasons));
});

describe('behind the page each switch is its reason:', () => {
  let port: CloudPort;
  beforeAll(async () => {
    port = await createCloudPort({
      openCloud: startLocalCloud,
      openId,
      runs: createRunLog(),
      isSlow: () => false,
      onSwitchUsed() {},
    });
  });
  afterAll(() => port.close());

  async function recognize() {
    const photo = specimen('vehicle-main-page.jpg');
    const begun = port.beginUpload(`license-ocr/${openId}/photo.jpg`, photo.length);
    const uploaded = begun.ok ? await port.continueUpload(begun.id, photo) : begun;
    if (!uploaded.ok) return cloudFailure('upload', uploaded);
    const called = await port.call('vehicleLicense', { fileID: uploaded.fileID });
    return called.ok ? called.result : cloudFailure('call', called);
  }

  test.each(onlyReasons)('%s: %s', async (id, reason) => {
    await port.apply(switches.find((each) => each.id === id));
    expect(await recognize()).toMatchObject({ ok: false, reason });
  });

  test('delete-fails: none, and the photo stays', async () => {
    await port.apply(switches.find(({ id }) => id === 'delete-fails'));
    expect(await recognize()).toMatchObject({ ok: true, photo: 'delete-failed' });
  });
});

describe('one click on the switchboard shows on the page:', () => {
  let desk: LicensePage;
  beforeAll(async () => {
    desk = await openLicensePage(preview, { window: 'for the file' });
  });

  // What an earlier failure left behind.
  beforeEach(async () => {
    const { page, phone } = desk;
    if ((await phone.getByRole('button', { name: '拍照识别' }).count()) > 0) return;
    await page.getByRole('button', { name: '重新进入 reload' }).click();
    await phone.getByRole('button', { name: '拍照识别' }).waitFor();
  });

  async function expectFailure(reason: PageReason): Promise<void> {
    const { phone } = desk;
    const { title, sentence, fix = '', ...wording } = failureWording(reason, true);
    await phone.getByText(title, { exact: true }).waitFor();
    const read = [phone.getByRole('alert'), phone.locator('body')].map(textOf);
    const [alert, shown = ''] = await Promise.all(read);
    expect(alert).toContain(sentence);
    expect(shown).toMatch(new RegExp(`^${reason} -?\\d+：`, 'm'));
    expect(shown).toContain(fix);
    const next = nextStepNames[wording.nextStep];
    const buttons = shown.split('\n');
    expect(buttons).toContain(next);
    const name = buttons.includes('返回') ? '返回' : next;
    await phone.getByRole('button', { name, exact: true }).click();
    await phone.getByRole('button', { name: '拍照识别' }).waitFor();
  }

  test.each([
    ['no-permission', 'NO_PERMISSION', true],
    ['offline', 'NETWORK', true],
    ['no-init', 'ENVIRONMENT_INVALID', true],
    ['camera-denied', 'CAMERA_DENIED', false],
    ['privacy-banned', 'PRIVACY_UNDECLARED', false],
    ['privacy-undeclared', 'PRIVACY_UNDECLARED', false],
  ] as const)('%s: %s', async (id, reason, hasCamera) => {
    await desk.press(id);
    if (hasCamera) await desk.shoot('行驶证 主页');
    else await desk.phone.getByRole('button', { name: '拍照识别' }).click();
    await expectFailure(reason);
  });

  test('privacy-ask: after a refusal WeChat stays silent for ten seconds', async () => {
    const { page, phone } = desk;
    // In the place of a switch that the tests before may have left on, and without effect here.
    await desk.press('delete-fails');
    await desk.shoot('拍糊了');
    await phone.getByRole('button', { name: '返回', exact: true }).click();
    await desk.press('privacy-ask');
    // Our consent is kept, WeChat's own is forgotten.
    await page.getByRole('button', { name: '重新进入 reload' }).click();
    await phone.getByRole('button', { name: '拍照识别' }).click();
    await page.getByRole('button', { name: '拒绝', exact: true }).click();
    await expectFailure('PRIVACY_REFUSED');
    await phone.getByRole('button', { name: '拍照识别' }).click();
    await phone.getByText(failureWording('PRIVACY_REFUSED', true).title).waitFor();
    expect(await page.getByRole('dialog', { name: '用户隐私保护提示' }).count()).toBe(0);
    await phone.getByRole('button', { name: '同意并拍照' }).click();
    await page.getByRole('dialog', { name: '相机' }).getByRole('button', { name: '取消' }).click();
    await phone.getByRole('button', { name: '知道了' }).click();
    await phone.getByRole('button', { name: '拍照识别' }).waitFor();
  });
});

test('a blurred photo is warned of before any call, and read all the same where the user wants', async () => {
  const { phone, photograph, shoot, pageSteps } = await openLicensePage(preview);
  const mainButton = phone.locator('[class*="--button-primary"]');
  const title = phone.getByText('看起来有点模糊', { exact: true });
  await shoot('拍糊了');
  await title.waitFor();
  expect(await textOf(mainButton)).toBe('重拍');
  // The camera opens at once.
  await mainButton.click();
  await photograph('拍糊了');
  await title.waitFor();
  await eventually(() => textOf(mainButton), '仍要识别');
  expect(await pageSteps()).toEqual([]);
  await mainButton.click();
  await phone.getByText('没有找到证件').waitFor();
});

test('chooser-silent: the next tap opens the camera after all', async () => {
  const { page, phone, press } = await openLicensePage(preview, { window: 'for the test' });
  await page.clock.install();
  await press('chooser-silent');
  await phone.getByRole('button', { name: '拍照识别' }).click();
  await phone.getByRole('button', { name: '同意并继续' }).click();
  await press('chooser-silent');
  // A second tap within a second is swallowed.
  await page.clock.runFor(1_100);
  await phone.getByRole('button', { name: '拍照识别' }).click();
  await page.getByRole('dialog', { name: '相机' }).waitFor();
});

test('no-canvas: a PNG of 2 MB can only be read on a phone', async () => {
  const { page, phone, press } = await openLicensePage(preview);
  await press('no-canvas');
  await phone.getByRole('button', { name: '从相册选择' }).click();
  await phone.getByRole('button', { name: '同意并继续' }).click();
  const buffer = await sharp({
    create: { width: 1000, height: 800, channels: 3, background: 'white' },
  })
    .png({ compressionLevel: 0 })
    .toBuffer();
  await page.getByLabel('选择照片').setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer });
  const { sentence } = failureWording('DEVICE_UNABLE', true);
  expect(sentence).toContain('请在手机上打开');
  await phone.getByText(sentence).waitFor();
});

test('no-answer: the page stops waiting by itself', async () => {
  const { page, phone, press, shoot } = await openLicensePage(preview, { window: 'for the test' });
  await page.clock.install();
  await press('no-answer');
  await shoot('行驶证 主页');
  await phone.getByText('识别中').waitFor();
  await page.clock.runFor(22_500);
  await phone.getByText(failureWording('NO_ANSWER', true).title).waitFor();
});

test('in the release version nobody is told what only a developer can put right', async () => {
  const { page, phone, press, shoot } = await openLicensePage(preview);
  await page.getByRole('button', { name: 'release' }).click();
  await press('no-permission');
  await shoot('行驶证 主页');
  const { title, sentence } = failureWording('NO_PERMISSION', false);
  await phone.getByText(title).waitFor();
  expect(await textOf(phone.getByRole('alert'))).toContain(sentence);
  expect(await phone.getByText('NO_PERMISSION').count()).toBe(0);
  expect(await phone.getByText('仅开发版').count()).toBe(0);
});

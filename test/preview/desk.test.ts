import { eventually } from '../helpers/eventually';
import { textOf, usePreview } from '../helpers/preview';
import { openLicensePage } from './license-page';

const preview = usePreview();

test('what to do is said until the first photo, whatever the page has prepared', async () => {
  const { page, shoot } = await openLicensePage(preview);
  const hint = page.getByText('在手机里点“拍照识别”，拍一张样本');
  await page.locator('.run', { hasText: 'prepare' }).waitFor();
  await eventually(() => hint.isVisible(), true);
  await shoot('行驶证 主页');
  await eventually(() => hint.isVisible(), false);
  // A run that is cleared while it goes on comes back with its next step.
  await page.locator('.run[data-state="done"]', { hasText: 'recognize' }).waitFor();
  await eventually(async () => {
    await page.getByRole('button', { name: 'clear 清空' }).click();
    return hint.isVisible();
  }, true);
});

test("the camera has its button in sight, in a laptop's window and in a lower one", async () => {
  const { page, phone, look } = await openLicensePage(preview, { window: 'for the test' });
  await phone.getByRole('button', { name: '拍照识别' }).click();
  await phone.getByRole('button', { name: '同意并继续' }).click();
  await page.getByRole('dialog', { name: '相机' }).waitFor();
  for (const [height, width] of [
    [720, '320'],
    [720, '375'],
    [720, '430'],
    [600, '375'],
  ] as const) {
    await page.setViewportSize({ width: 1280, height });
    await look(width, 'light');
    // Without scrolling, which clicking would do by itself.
    await page.evaluate('scrollTo(0, 0)');
    const whole = await page.locator('.phone').boundingBox();
    expect((whole?.y ?? 0) + (whole?.height ?? Number.NaN)).toBeLessThanOrEqual(height);
    const button = await page.getByRole('button', { name: '拍照', exact: true }).boundingBox();
    const { x = 0, y = 0, height: high = 0 } = button ?? {};
    expect(
      await page.evaluate(`document.elementFromPoint(${x + high / 2}, ${y + high - 2}).className`),
    ).toBe('shutter');
  }
});

test('the faults are folded, say what they are for, and name the one that is on', async () => {
  const { page, press } = await openLicensePage(preview);
  const faults = page.locator('.faults');
  const quota = page.locator('[data-switch="quota"]');
  expect(await quota.isVisible()).toBe(false);
  expect(await textOf(faults)).toContain('想看某种失败时页面怎么说，再打开它。');
  await press('quota');
  expect(await quota.isVisible()).toBe(true);
  await faults.locator('summary').click();
  expect(await quota.isVisible()).toBe(false);
  expect(await textOf(faults.getByRole('status'))).toBe('次数已用完');
});

test('OPENID says what it means, to mouse, finger and keyboard', async () => {
  const { page } = await openLicensePage(preview);
  const meaning = '用户在这个小程序里的编号';
  const term = page.getByRole('button', { name: 'OPENID', exact: true });
  const note = page.getByRole('note');
  expect(await term.getAttribute('title')).toContain(meaning);
  expect(await note.count()).toBe(0);
  await term.click();
  expect(await textOf(note)).toContain(meaning);
  await page.keyboard.press('Escape');
  expect(await note.count()).toBe(0);
  await term.press('Enter');
  expect(await textOf(note)).toContain(meaning);
});

test('the steps of the gateway say what it is', async () => {
  const { page, shoot } = await openLicensePage(preview);
  await shoot('行驶证 主页');
  const step = page.locator('.step', { hasText: 'openapi.ocr.vehicleLicense' });
  const meaning = '云函数与微信之间的云调用网关';
  expect(await step.getByText('gateway 网关').getAttribute('title')).toContain(meaning);
  await step.getByRole('button').click();
  expect(await textOf(step.locator('.note'))).toContain(meaning);
});

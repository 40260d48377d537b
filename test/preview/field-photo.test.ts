import type { Locator } from 'playwright-core';
import sharp from 'sharp';
import { createReader, type Reader } from '../../scripts/reader';
import { eventually } from '../helpers/eventually';
import { madePictures } from '../helpers/functions';
import { type Desk, type DeskOptions, styleOf, usePreview } from '../helpers/preview';

const preview = usePreview();

let reader: Reader;
let askew: Buffer;
beforeAll(async () => {
  reader = createReader();
  askew = await madePictures.askew();
  await reader.warmUp();
});
afterAll(() => reader.close());

/** The form of a photo on which both pages lie askew by 9°; the VIN is doubted. */
async function open(query: string, options: DeskOptions = {}) {
  const desk = await preview.open({ query, ...options });
  const { page, phone } = desk;
  await phone.getByRole('button', { name: '从相册选择' }).click();
  await phone.getByRole('button', { name: '同意并继续' }).click();
  await page
    .getByLabel('选择照片')
    .setInputFiles({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer: askew });
  await phone.getByText('项请核对').waitFor();
  const row = (label: string) =>
    phone.locator('[class*="--row "], [class$="--row"]').filter({ hasText: label });
  return { ...desk, row, bitOf: (label: string) => row(label).locator('[class$="--bit"]') };
}

type LicenseForm = Awaited<ReturnType<typeof open>>;

async function boxOf(locator: Locator) {
  const box = await locator.boundingBox();
  if (!box) throw new Error('not on the page');
  return box;
}

/** What a person reads there, line by line. */
async function printOn(locator: Locator): Promise<string[]> {
  // Below the photo that stays in sight.
  await locator.evaluate((element) =>
    (element as { scrollIntoView(to: object): void }).scrollIntoView({ block: 'end' }),
  );
  const jpeg = await sharp(await locator.screenshot())
    .jpeg()
    .toBuffer();
  return (await reader.readText(jpeg)).lines.map(({ text }) => text);
}

const widthOfPage = (desk: Desk) => desk.evaluate('document.documentElement.scrollWidth');

test.each([
  ['1.4', '320', 'light', '430', 'dark'],
  ['1', '430', 'light', '320', 'dark'],
] as const)(
  'with text of %s a doubted row shows its own line of the photo, at a width of %s, %s, and of %s, %s',
  async (text, width, theme, otherWidth, otherTheme) => {
    const desk = await open(`text=${text}`, { deviceScaleFactor: 2 });
    const bit = desk.bitOf('车辆识别代号');
    for (const [wide, look] of [
      [width, theme],
      [otherWidth, otherTheme],
    ] as const) {
      await desk.look(wide, look);
      await eventually(() => widthOfPage(desk), Number(wide));
      await checkBit(desk, bit);
    }
  },
);

async function checkBit(desk: LicenseForm, bit: Locator): Promise<void> {
  const row = desk.row('车辆识别代号');
  const [{ x, y, width, height }, label, value] = await Promise.all([
    boxOf(bit),
    boxOf(row.locator('[class$="--label"]')),
    boxOf(row.locator('[class*="--value"]')),
  ]);
  // As wide as the row has room, between label and value, about two lines of print high.
  expect([Math.round(x - label.x), Math.round(width - label.width)]).toEqual([0, 0]);
  expect(label.y + label.height <= y && y + height <= value.y).toBe(true);
  expect(height / width).toBeGreaterThan(0.15);
  expect(height / width).toBeLessThan(0.25);
  expect(await printOn(bit)).toContainEqual(expect.stringContaining('LYB1234A9M1234567'));
  const [filter, opacity, blend] = await Promise.all(
    ['filter', 'opacity', 'mix-blend-mode'].map((property) => styleOf(bit, property)),
  );
  expect({ filter, opacity, blend }).toEqual({ filter: 'none', opacity: '1', blend: 'normal' });
  expect(await bit.getAttribute('aria-hidden')).toBe('true');
}

test('a field that is edited has its bit too, as long as that takes', async () => {
  const { phone, row, bitOf } = await open('width=375', { deviceScaleFactor: 2 });
  expect(await bitOf('住址').count()).toBe(0);
  await row('住址').click();
  const print = await printOn(bitOf('住址'));
  expect(print).toContainEqual(expect.stringMatching(/样本区虚构路1号/));
  await phone.getByText('完成', { exact: true }).click();
  expect(await bitOf('住址').count()).toBe(0);
});

test('the photo above moves to a field that is picked, and a tap shows the page again', async () => {
  const { phone, page, row, bitOf } = await open('', { reducedMotion: 'no-preference' });
  const strip = phone.locator('[class$="--shot-image"]');
  const whole = await strip.getAttribute('style');
  expect(await styleOf(strip, 'transition-duration')).toBe('0.2s');
  await row('注册日期').click();
  await page.getByRole('button', { name: '取消' }).click();
  await eventually(() => bitOf('注册日期').count(), 0);
  expect(await strip.getAttribute('style')).not.toBe(whole);
  await phone.getByRole('button', { name: '显示整页照片' }).click();
  await eventually(() => strip.getAttribute('style'), whole);
  await phone.getByRole('button', { name: '放大照片' }).click();
  await page.getByRole('dialog').waitFor();
});

test('with less motion the photo is there at once', async () => {
  const { phone } = await open('');
  expect(await styleOf(phone.locator('[class$="--shot-image"]'), 'transition-duration')).toBe('0s');
});

import { eventually } from '../helpers/eventually';
import { styleOf, textOf, usePreview } from '../helpers/preview';
import { openLicensePage } from './license-page';

const preview = usePreview();

type Theme = 'light' | 'dark';
const backgrounds = { light: 'rgb(237, 237, 237)', dark: 'rgb(17, 17, 17)' };

/** Text that runs out of the screen or is cut by its own box. */
const cutTexts = `
  [...document.querySelectorAll('body *')].flatMap((element) => {
    const text = [...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data.trim()).join('');
    if (!text || element.closest('[hidden]')) return [];
    const { left, right, width } = element.getBoundingClientRect();
    const cut = element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1;
    return width > 0 && (left < 0 || right > innerWidth + 0.5 || cut) ? [text] : [];
  })`;

test.each([
  ['1', '320', 'light', '430', 'dark'],
  ['1.4', '320', 'dark', '375', 'light'],
])(
  'with text of %s nothing overflows and no text is cut at a width of %s, %s, nor of %s, %s',
  async (text, ...looks) => {
    const { phone, shoot, photograph, evaluate, press, look } = await openLicensePage(preview, {
      query: `text=${text}`,
    });
    const background = phone.locator('wx-view').first();
    const check = async () => {
      for (const [width, theme] of [looks.slice(0, 2), looks.slice(2)] as [string, Theme][]) {
        await look(width, theme);
        await eventually(() => styleOf(background, 'background-color'), backgrounds[theme]);
        expect(await evaluate('[innerWidth, document.documentElement.scrollWidth]')).toEqual([
          Number(width),
          Number(width),
        ]);
        expect(await evaluate(cutTexts)).toEqual([]);
      }
    };
    await check();
    await press('no-permission');
    await phone.getByRole('button', { name: '拍照识别' }).click();
    await check();
    await phone.getByRole('button', { name: '不同意' }).click();
    await shoot('行驶证 有疑点');
    await phone.getByText('识别功能尚未开通').waitFor();
    await check();
    await press('no-permission');
    await phone.getByRole('button', { name: '重新拍照' }).click();
    await photograph('行驶证 有疑点');
    await phone.locator('[class$="--summary"]').waitFor();
    await check();
  },
);

test('on the narrowest phone with the largest text, each editor of a driver licence shows its whole value', async () => {
  const { phone, shoot, evaluate } = await openLicensePage(preview, {
    query: 'width=320&text=1.4',
  });
  await phone.getByText('驾驶证', { exact: true }).first().click();
  await shoot('驾驶证 多种车型');
  for (const label of ['证号', '住址', '准驾车型', '有效期止']) {
    await phone.locator('[class$="--field"]').filter({ hasText: label }).click();
    await phone.getByText('完成', { exact: true }).waitFor();
    expect(await evaluate(cutTexts)).toEqual([]);
    expect(
      await evaluate(
        '[...document.querySelectorAll("input")].filter((one) => one.scrollWidth > one.clientWidth + 1).map(({ value }) => value)',
      ),
    ).toEqual([]);
  }
});

test('the desk fits windows of 360, 900 and 1280 px', async () => {
  const { page } = await openLicensePage(preview, { window: 'for the test' });
  for (const width of [360, 900, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    const widest = await page.evaluate('document.documentElement.scrollWidth');
    expect([width, Number(widest) <= width]).toEqual([width, true]);
  }
  expect(await textOf(page.locator('.disclaimer'))).toContain('not WeChat');
});

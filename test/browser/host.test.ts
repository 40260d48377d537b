import path from 'node:path';
import { eventually, styleOf, textOf, usePreview } from '../helpers/preview';

const preview = usePreview(path.join(__dirname, '../fixtures/mini-program'));

const calls = 'getApp().calls.splice(0)';

test('the fixture compiles without a problem', () => {
  expect(preview.preview.problems).toEqual([]);
});

test('templates, WXS, slots and component properties are rendered', async () => {
  const { phone } = await preview.open();
  await phone.locator('.title').waitFor();
  expect(await textOf(phone.locator('.title'))).toBe('第一页 badge');
  expect(await textOf(phone.locator('.ratio'))).toBe('25.6%');
  expect(await textOf(phone.locator('tap-counter'))).toBe('计数 0');
  await phone.locator('tap-counter wx-view').click();
  expect(await textOf(phone.locator('tap-counter'))).toBe('计数 2');
  expect(await textOf(phone.locator('wx-progress'))).toBe('40%');
  expect(await phone.locator('.list wx-view').allInnerTexts()).toEqual(['0 春', '1 夏', '2 秋']);
});

test('styles of a component stay inside it, rpx follow the width, and edges of the phone are kept free', async () => {
  const { phone } = await preview.open({ query: 'width=320' });
  const style = (selector: string, property: string) => styleOf(phone.locator(selector), property);
  expect(await style('.title', 'color')).toBe('rgb(4, 5, 6)');
  expect(await style('tap-counter wx-view', 'color')).toBe('rgb(1, 2, 3)');
  expect(await style('tap-counter wx-view', 'width')).toBe('160px');
  expect(await style('tap-counter wx-view', 'padding-bottom')).toBe('34px');
  expect(await style('tap-counter', 'display')).toBe('block');
});

test('the theme switch reaches style sheets and navigation bar', async () => {
  const { page, phone } = await preview.open();
  const background = () => styleOf(phone.locator('body'), 'background-color');
  await phone.locator('.title').waitFor();
  expect(await background()).toBe('rgb(255, 255, 255)');
  await page.getByRole('button', { name: '深色' }).click();
  expect(await background()).toBe('rgb(17, 17, 17)');
  expect(await page.locator('.phone').getAttribute('data-bar')).toBe('white');
});

test('form components report their values to their groups and to the form', async () => {
  const { phone } = await preview.open();
  const log = phone
    .locator('#log, wx-view')
    .filter({ hasText: /^(?:change|submit|confirm|longpress|load) / })
    .first();
  await phone.getByText('甲').click();
  expect(await textOf(log)).toBe('change {"value":["a","b"]}');
  await phone.getByText('丑').click();
  expect(await textOf(log)).toBe('change {"value":"y"}');
  await phone.getByRole('switch', { name: '开关' }).click();
  await phone.getByRole('combobox', { name: '选择' }).selectOption({ label: '秋' });
  expect(await textOf(log)).toBe('change {"value":"2"}');
  // The handler gives capitals back.
  await phone.getByRole('textbox', { name: '输入' }).fill('abc');
  expect(await phone.getByRole('textbox', { name: '输入' }).inputValue()).toBe('ABC');
  await phone.getByRole('textbox', { name: '输入' }).press('Enter');
  expect(await textOf(log)).toBe('confirm {"value":"ABC"}');
  await phone.getByRole('button', { name: '提交' }).click();
  expect(JSON.parse((await textOf(log)).replace('submit ', ''))).toEqual({
    value: { typed: 'ABC', long: '长文', on: true, many: ['a', 'b'], one: 'y', picked: '2' },
  });
});

test('a disabled button swallows taps', async () => {
  const { phone } = await preview.open();
  await phone.getByRole('button', { name: '不能点' }).click({ force: true });
  expect(await textOf(phone.locator('wx-view').nth(1))).toBe('');
});

test('hover-class shows while the finger is down, and a long press is told from a tap', async () => {
  const { page, phone } = await preview.open();
  const press = phone.locator('.press');
  await press.hover();
  await page.mouse.down();
  await eventually(() => styleOf(press, 'color'), 'rgb(7, 8, 9)');
  await phone.getByText(/^longpress /).waitFor();
  await page.mouse.up();
  await eventually(async () => String(await press.getAttribute('class')), 'press');
});

test('pages and components hear of their life: show, hide, unload', async () => {
  const { page, phone, evaluate } = await preview.open();
  await phone.locator('.title').waitFor();
  expect(await evaluate(calls)).toEqual(['app launch', 'app show', 'first show', 'counter show']);

  await phone.getByText('下一页').click();
  expect(await textOf(phone.locator('.from'))).toBe('来自 first');
  expect(await textOf(page.locator('.navigation-title'))).toBe('第二页');
  expect(await phone.locator('.title').isVisible()).toBe(false);
  await page.getByRole('button', { name: '返回', exact: true }).click();
  expect(await textOf(page.locator('.navigation-title'))).toBe('样本');
  expect(await evaluate(calls)).toEqual([
    'first hide',
    'counter hide',
    'second unload',
    'first show',
    'counter show',
  ]);

  await page.getByRole('button', { name: '关闭' }).click();
  await page.getByRole('button', { name: '回到小程序' }).click();
  expect(await evaluate(calls)).toEqual([
    'first hide',
    'counter hide',
    'app hide',
    'app show',
    'first show',
    'counter show',
  ]);

  await page.getByRole('button', { name: '退出 leave' }).click();
  expect(await evaluate(calls)).toEqual(['first unload', 'app hide']);
});

test('the camera gives a specimen, and closing it is a cancel', async () => {
  const { page, phone, photograph } = await preview.open();
  await phone.locator('.shoot').click();
  await page.getByRole('button', { name: '取消' }).click();
  expect(await textOf(phone.locator('wx-view').nth(1))).toBe('chooseMedia:fail cancel');
  await phone.locator('.shoot').click();
  await page.getByRole('button', { name: '拍摄', exact: true }).click();
  await photograph('驾驶证');
  await phone.getByText(/^load /).waitFor();
  expect(await textOf(phone.getByText(/^load /))).toMatch(
    /^load \{"width":\d{3,4},"height":\d{3,4}\}$/,
  );
});

test('the album opens a file chooser', async () => {
  const { page, phone } = await preview.open();
  await phone.locator('.shoot').click();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: '从手机相册选择' }).click();
  await (await chooser).setFiles(path.join(__dirname, '../../scripts/specimens/driver.jpg'));
  await phone.getByText(/^load /).waitFor();
});

test('dialogs answer the page, and WeChat says what it has copied', async () => {
  const { page, phone } = await preview.open();
  await phone.getByText('下一页').click();
  await phone.locator('.modal').click();
  await page.getByRole('button', { name: '确定' }).click();
  await phone.getByText('来自 true').waitFor();
  await phone.locator('.copy').click();
  await page.getByText('内容已复制').waitFor();
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe('样本');
});

test('what the preview does not have fails by its name, even where the page catches it', async () => {
  const { page, phone, takeErrors } = await preview.open();
  await phone.locator('.undeclared').click();
  expect(await textOf(page.getByRole('alert'))).toContain('wx.getLocation is not in the preview');
  expect(takeErrors().map((error) => error.split('\n')[0])).toEqual([
    'wx.getLocation is not in the preview Error: wx.getLocation is not in the preview',
  ]);
});

test('setData of what is not JSON fails with the path', async () => {
  const { page, phone, takeErrors } = await preview.open();
  await phone.locator('.not-json').click();
  expect(await textOf(page.getByRole('alert'))).toContain(
    'log.nested[0] is function, which is not JSON',
  );
  expect(takeErrors()).toHaveLength(1);
});

test('setData after unload is an error', async () => {
  const { page, phone, takeErrors } = await preview.open();
  await phone.locator('.stop').click();
  expect(await phone.locator('tap-counter').count()).toBe(0);
  await page.getByRole('alert').waitFor();
  expect(await textOf(page.getByRole('alert'))).toContain(
    'components/counter/counter: setData after unload (count)',
  );
  expect(takeErrors()).toHaveLength(1);
});

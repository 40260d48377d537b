import path from 'node:path';
import sharp from 'sharp';
import { eventually } from '../helpers/eventually';
import { type Desk, styleOf, textOf, usePreview } from '../helpers/preview';

const preview = usePreview(path.join(__dirname, '../fixtures/mini-program'));

const calls = 'getApp().calls.splice(0)';

test('the fixture compiles without a problem', () => {
  expect(preview.preview.problems).toEqual([]);
});

describe('in one visit', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await preview.open({ window: 'for the file' });
  });

  test('templates, slots and component properties are rendered', async () => {
    const { phone } = desk;
    await phone.locator('.title').waitFor();
    expect(await textOf(phone.locator('.title'))).toBe('第一页 badge');
    await eventually(() => textOf(phone.locator('tap-counter')), '计数 0');
    await phone.locator('tap-counter wx-view').click();
    await eventually(() => textOf(phone.locator('tap-counter')), '计数 2');
    expect(await phone.locator('.list wx-view').allInnerTexts()).toEqual(['0 春', '1 夏', '2 秋']);
  });

  test('fields report what is typed, and a handler may give something else back', async () => {
    const { phone } = desk;
    const log = phone.locator('.log');
    // The handler gives capitals back.
    await phone.getByRole('textbox', { name: '输入' }).fill('abc');
    await eventually(() => phone.getByRole('textbox', { name: '输入' }).inputValue(), 'ABC');
    await phone.getByRole('textbox', { name: '输入' }).press('Enter');
    await eventually(() => textOf(log), 'confirm {"value":"ABC"}');
    await phone.getByRole('textbox', { name: '长文' }).fill('两\n行');
    await phone.getByRole('textbox', { name: '长文' }).blur();
    await eventually(() => textOf(log), 'blur {"value":"两\\n行","cursor":3}');
  });

  test('a picker reports what is chosen in its panel, and a cancel', async () => {
    const { page, phone } = desk;
    const log = phone.locator('.log');
    const confirm = page.getByRole('button', { name: '确定' });
    await phone.getByRole('button', { name: '季节' }).click();
    await page.getByRole('listbox', { name: '季节' }).selectOption('秋');
    await confirm.click();
    await eventually(() => textOf(log), 'change {"value":"2"}');
    await phone.getByRole('button', { name: '日期' }).click();
    const day = page.getByLabel('日期', { exact: true }).locator('input');
    expect(await day.inputValue()).toBe('2021-03-15');
    await day.fill('2021-03-16');
    await confirm.click();
    await eventually(() => textOf(log), 'change {"value":"2021-03-16"}');
    await phone.getByRole('button', { name: '季节' }).click();
    await page.getByRole('button', { name: '取消' }).click();
    await eventually(() => textOf(log), 'cancel {}');
  });

  test('what a root-portal holds is outside the page: it inherits nothing, and hears taps', async () => {
    const { phone } = desk;
    const portal = phone.locator('.portal');
    expect(await phone.locator('body .portal').count()).toBe(0);
    expect(await styleOf(portal, 'color')).toBe('rgb(9, 10, 11)');
    expect(await styleOf(portal, 'background-color')).toBe('rgb(0, 200, 0)');
    await portal.click();
    expect(await textOf(phone.locator('.log'))).toMatch(/^tap /);
  });

  test('a disabled button swallows taps', async () => {
    const { phone } = desk;
    const before = await textOf(phone.locator('.log'));
    await phone.getByRole('button', { name: '不能点' }).click({ force: true });
    await eventually(() => textOf(phone.locator('.log')), before);
  });

  test('hover-class shows while the finger is down', async () => {
    const { page, phone } = desk;
    const press = phone.locator('.press');
    await press.hover();
    await page.mouse.down();
    await eventually(() => styleOf(press, 'color'), 'rgb(7, 8, 9)');
    await page.mouse.up();
    await eventually(async () => String(await press.getAttribute('class')), 'press');
  });

  test('a canvas gives pixels and a file, which is written, read and removed', async () => {
    const { phone } = desk;
    await phone.locator('.write').click();
    await phone.getByText('[[16,32,48,255],"png",3,2,"getFileInfo:fail no such file').waitFor();
  });

  test('the theme switch reaches style sheets and navigation bar', async () => {
    const { page, phone } = desk;
    const background = () => styleOf(phone.locator('body'), 'background-color');
    await phone.locator('.title').waitFor();
    expect(await textOf(page.locator('.navigation-title'))).toBe('样本');
    expect(await background()).toBe('rgb(255, 255, 255)');
    await page.getByRole('button', { name: '深色' }).click();
    await eventually(background, 'rgb(17, 17, 17)');
    expect(await page.locator('.phone').getAttribute('data-bar')).toBe('white');
  });
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

test('pages and components hear of their life: show, hide, unload', async () => {
  const { page, phone, evaluate } = await preview.open();
  await phone.locator('.title').waitFor();
  expect(await evaluate(calls)).toEqual(['app launch', 'app show', 'first show', 'counter show']);

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
  await page.getByRole('button', { name: '重新打开' }).waitFor();
  expect(await evaluate(calls)).toEqual(['first unload', 'app hide']);
});

test('a page with unsaved changes asks before it is left', async () => {
  const { page, phone } = await preview.open();
  const leave = page.getByRole('button', { name: '退出 leave' });
  await phone.locator('.unsaved').click();
  await leave.click();
  await page.getByRole('dialog', { name: '修改还没有保存' }).getByText('取消').click();
  await phone.locator('.title').waitFor();
  await leave.click();
  await page.getByRole('button', { name: '确定' }).click();
  await page.getByRole('button', { name: '重新打开' }).waitFor();
});

test('the camera gives a specimen, and closing it is a cancel', async () => {
  const { page, phone, photograph } = await preview.open();
  await phone.locator('.shoot').click();
  await page.getByRole('button', { name: '取消' }).click();
  await eventually(() => textOf(phone.locator('.log')), 'chooseMedia:fail cancel');
  await phone.locator('.shoot').click();
  await page.getByRole('button', { name: '拍摄', exact: true }).click();
  await photograph('驾驶证');
  await phone.getByText(/^load /).waitFor();
  expect(await textOf(phone.getByText(/^load /))).toMatch(
    /^load \{"width":\d{3,4},"height":\d{3,4}\}$/,
  );
  await phone.getByRole('img', { name: '照片' }).click();
  await page.getByRole('button', { name: '关闭预览' }).click();
  await phone.locator('.shoot').click();
  await page.getByRole('button', { name: '从手机相册选择' }).click();
  await page.getByRole('dialog', { name: '相册' }).waitFor();
});

test('a picture of one’s own comes from the computer’s camera, or is dropped on the finder', async () => {
  const { page, phone } = await preview.open();
  const loaded = phone.getByText(/^load /);
  const openCamera = async () => {
    await phone.locator('.shoot').click();
    await page.getByRole('button', { name: '拍摄', exact: true }).click();
  };
  await openCamera();
  await page.getByRole('button', { name: '电脑摄像头' }).click();
  await page.getByText('电脑的摄像头').waitFor();
  await page.getByRole('button', { name: '拍照' }).click();
  await loaded.waitFor();
  await openCamera();
  const { info, data } = await sharp({
    create: { width: 90, height: 60, channels: 3, background: 'white' },
  })
    .jpeg()
    .toBuffer({ resolveWithObject: true });
  await page.evaluate(`
    const files = new DataTransfer();
    const bytes = Uint8Array.from(atob('${data.toString('base64')}'), (c) => c.charCodeAt(0));
    files.items.add(new File([bytes], 'own.jpg', { type: 'image/jpeg' }));
    document.querySelector('.finder').dispatchEvent(new DragEvent('drop', { dataTransfer: files }));
  `);
  await eventually(
    () => textOf(loaded),
    `load ${JSON.stringify({ width: info.width, height: info.height })}`,
  );
});

test('the shutter waits for the first picture of a camera that is still starting', async () => {
  const { page, phone } = await preview.open({ window: 'for the test' });
  // The camera is Chromium's own; only the element does not say yet that it has a picture.
  await page.evaluate(`
    Object.defineProperty(HTMLVideoElement.prototype, 'readyState', { value: 0, configurable: true });
    window.hold = (event) => event.stopImmediatePropagation();
    window.addEventListener('loadeddata', hold, true);
  `);
  await phone.locator('.shoot').click();
  await page.getByRole('button', { name: '拍摄', exact: true }).click();
  await page.getByRole('button', { name: '电脑摄像头' }).click();
  await page.getByText('电脑的摄像头').waitFor();
  await page.getByRole('button', { name: '拍照' }).click();
  expect(await page.getByRole('dialog', { name: '相机' }).count()).toBe(1);
  await page.evaluate(`
    delete HTMLVideoElement.prototype.readyState;
    window.removeEventListener('loadeddata', hold, true);
    const video = document.querySelector('video');
    if (video.readyState >= 2) video.dispatchEvent(new Event('loadeddata'));
  `);
  await phone.getByText(/^load /).waitFor();
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

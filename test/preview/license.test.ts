import type { LicenseKind } from '../../cloudfunctions/shared/contract';
import { specimens } from '../../scripts/specimens/photos';
import { eventually } from '../helpers/eventually';
import { specimen } from '../helpers/functions';
import { textOf, usePreview } from '../helpers/preview';
import { openLicensePage } from './license-page';

const preview = usePreview();

const mainPage = {
  号牌号码: '粤B9YB81',
  车辆类型: '小型轿车',
  所有人: '样本某某',
  住址: '广东省样本市样本区虚构路1号',
  使用性质: '非营运',
  品牌型号: '样本牌YB7150A',
  车辆识别代号: 'LYB**********4567',
  发动机号码: 'YB****56',
  注册日期: '2021年3月15日',
  发证日期: '2021年3月18日',
};
const secondPage = {
  档案编号: '440000000001',
  核定载人数: '5 人',
  总质量: '1845 kg',
  整备质量: '1420 kg',
  外廓尺寸: '4670 × 1806 × 1474 mm',
};

test('a photographed specimen is uploaded with visible progress, recognised and deleted', async () => {
  const { page, phone, shoot, fields, pageSteps, evaluate } = await openLicensePage(preview);
  await page.getByRole('button', { name: '慢 64 KB/s' }).click();
  await evaluate(`
    window.statusTexts = [];
    new MutationObserver(() => {
      const text = document.querySelector('.status, [class*="--status"]')?.textContent;
      if (text && text !== window.statusTexts.at(-1)) window.statusTexts.push(text);
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  `);
  await shoot('行驶证 主页和副页');
  await phone.getByText('识别完成').waitFor();
  expect(await fields()).toMatchObject({ ...mainPage, ...secondPage });

  const texts = await evaluate<string[]>('window.statusTexts');
  const percents = texts.flatMap((text) => /^正在上传\s*(\d+)%$/.exec(text)?.[1] ?? []).map(Number);
  expect(percents.length).toBeGreaterThan(3);
  expect(percents).toEqual([...percents].sort((a, b) => a - b));
  expect(texts.at(-1)).toBe('识别中');
  await eventually(pageSteps, ['uploadFile', 'callFunction']);
  const outcome = page.locator('.run').first().locator('.outcome');
  await eventually(() => textOf(outcome), 'ok · photo deleted');
});

test('two photos are merged, of two cars only where the user says so; event and result of the last stand beside the phone', async () => {
  const { page, phone, shoot, fields } = await openLicensePage(preview);
  await shoot('行驶证 主页');
  expect(await fields()).toEqual(mainPage);
  await phone.getByText('拍副页').click();
  await shoot('另一辆车的副页');
  await phone.getByText('两张照片像是两本不同的证件').waitFor();
  await phone.getByRole('button', { name: '是同一本' }).click();
  expect(await fields()).toMatchObject({ 号牌号码: '粤B9YB81', 核定载人数: '7 人' });
  const exchange = page.locator('.run').first().locator('.exchange');
  await exchange.waitFor();
  const [event, result] = await exchange.locator('.json').allTextContents();
  expect(Object.keys(JSON.parse(event ?? ''))).toEqual(['fileID']);
  expect(JSON.parse(result ?? '')).toMatchObject({
    ok: true,
    license: { passengersNum: 7, vin: null },
    photo: 'deleted',
  });
});

test('a driver licence is read, masked until asked, edited and confirmed', async () => {
  const { phone, shoot, fields } = await openLicensePage(preview);
  await phone.getByText('驾驶证', { exact: true }).first().click();
  await shoot('驾驶证');
  expect(await fields()).toMatchObject({
    姓名: '样本某某',
    证号: '990***********0010',
    准驾车型: 'C1',
  });

  await phone.getByRole('button', { name: '显示证号' }).click();
  expect(await fields()).toMatchObject({ 证号: '990000199005200010' });

  await phone.getByText('样本某某').click();
  await phone.getByRole('textbox', { name: '姓名' }).fill('样本另名');
  await phone.getByRole('textbox', { name: '姓名' }).press('Enter');
  expect((await fields()).姓名).toContain('样本另名');
  await phone.getByRole('button', { name: '确认', exact: true }).click();
  const json = await phone.locator('.confirmed-json').innerText();
  expect(JSON.parse(json)).toMatchObject({ license: { name: '样本另名' }, edited: ['name'] });

  // Another photo: what was handed on no longer holds.
  await phone.getByRole('button', { name: '重拍' }).click();
  await shoot('驾驶证');
  await phone.getByText('识别完成').waitFor();
  await eventually(() => phone.locator('.confirmed-json').count(), 0);
});

test('a doubt says what to check, and is confirmed as right', async () => {
  const { phone, shoot, fields } = await openLicensePage(preview);
  await shoot('行驶证 有疑点');
  await phone.getByText('已识别，2 项请核对').waitFor();
  expect((await fields()).号牌号码).toContain('粤B0YB01');
  await phone.getByRole('button', { name: '车辆识别代号确认无误' }).click();
  await phone.getByText('已识别，1 项请核对').waitFor();
  await phone.getByRole('button', { name: '号牌号码（副页）确认无误' }).click();
  await phone.getByText('识别完成').waitFor();
});

test('after a busy WeChat the kept photo is sent again without a second upload', async () => {
  const { phone, press, toggleOnce, shoot, fields, pageSteps } = await openLicensePage(preview);
  await toggleOnce();
  await press('busy');
  await shoot('行驶证 主页');
  await phone.getByText('微信服务繁忙').waitFor();
  await phone.getByRole('button', { name: '再试一次' }).click();
  expect(await fields()).toEqual(mainPage);
  // Newest run first.
  await eventually(pageSteps, ['callFunction', 'uploadFile', 'callFunction']);
});

test('an upload can be cancelled, and nothing is recognised then', async () => {
  const { page, phone, shoot, pageSteps } = await openLicensePage(preview);
  await page.getByRole('button', { name: '慢 64 KB/s' }).click();
  await shoot('行驶证 主页和副页');
  await phone.getByText(/^[1-9]\d*%$/).waitFor();
  await phone.getByRole('button', { name: '取消' }).click();
  await phone.getByRole('button', { name: '拍照识别' }).waitFor();
  await eventually(pageSteps, ['uploadFile (aborted)']);
});

test('leaving during the recognition removes the photo, and the late answer reaches nobody', async () => {
  const { page, phone, shoot, pageSteps } = await openLicensePage(preview);
  preview.cloud.faults.set({ stage: 'wechat', kind: 'delay', ms: 4000 });
  await shoot('行驶证 主页');
  await phone.getByText('识别中').waitFor();
  // The function has the photo by then, so that its removal is not what ends the call.
  await page.getByText('download', { exact: true }).waitFor();
  await page.getByRole('button', { name: '退出 leave' }).click();
  await eventually(pageSteps, ['uploadFile', 'callFunction', 'deleteFile']);
  // The usual check of this file: no console error, such as a setData after unload.
  await page.getByText('ok · photo deleted').waitFor();
});

test('a picture from the album that is not a JPEG is redrawn as one', async () => {
  const { page, phone, press } = await openLicensePage(preview);
  const { default: sharp } = await import('sharp');
  const png = await sharp(specimen('vehicle-main-page.jpg')).png().toBuffer();
  // After this the photo stays in storage.
  await press('busy');
  await phone.getByRole('button', { name: '从相册选择' }).click();
  await phone.getByRole('button', { name: '同意并继续' }).click();
  await page.getByText('自己的照片只留在这台电脑上').waitFor();
  await page
    .getByLabel('选择照片')
    .setInputFiles({ name: 'photo.png', mimeType: 'image/png', buffer: png });
  await phone.getByText('微信服务繁忙').waitFor();
  const { fileID } = JSON.parse(
    await textOf(page.locator('.run').first().locator('.exchange .json').first()),
  );
  const sent = await preview.cloud.storage.get(fileID);
  const { format, width, height } = await sharp(sent).metadata();
  expect({ format, width, height }).toEqual({ format: 'jpeg', width: 1040, height: 778 });
  const pixelsOf = (bytes?: Uint8Array) => sharp(bytes).resize(52, 38).raw().toBuffer();
  const [before, after] = await Promise.all([png, sent].map(pixelsOf));
  const differences = before?.map((value, index) => Math.abs(value - (after?.[index] ?? NaN)));
  expect(Math.max(...(differences ?? [NaN]))).toBeLessThan(16);
});

test('fingers work as the mouse does', async () => {
  const { page, phone } = await preview.open({
    hasTouch: true,
    viewport: { width: 600, height: 1100 },
  });
  await phone.getByRole('button', { name: '拍照识别' }).tap();
  await phone.getByRole('button', { name: '同意并继续' }).tap();
  await page.getByRole('button', { name: '拍照', exact: true }).tap();
  await phone.getByText('识别完成').waitFor();
});

test('the consent leads to the privacy guideline, and back', async () => {
  const { page, phone } = await openLicensePage(preview);
  await phone.getByRole('button', { name: '拍照识别' }).click();
  await phone.getByText('《用户隐私保护指引》').click();
  await page
    .getByRole('dialog', { name: '隐私保护指引' })
    .getByRole('button', { name: '关闭' })
    .click();
  await phone.getByRole('button', { name: '同意并继续' }).click();
  await page.getByRole('dialog', { name: '相机' }).waitFor();
});

test('the camera opens with a specimen of the licence that the page is about, and shows its own first', async () => {
  const { page, phone } = await openLicensePage(preview);
  const camera = page.getByRole('dialog', { name: '相机' });
  const seen = async (asksConsent = false) => {
    await phone.getByRole('button', { name: '拍照识别' }).click();
    if (asksConsent) await phone.getByRole('button', { name: '同意并继续' }).click();
    const inFinder = await camera.locator('.finder p').innerText();
    const strip = camera.locator('.thumbnail');
    const names = await strip.evaluateAll((buttons) =>
      (buttons as { ariaLabel: string }[]).map(({ ariaLabel }) => ariaLabel),
    );
    return [inFinder, ...names];
  };
  const close = () => camera.getByRole('button', { name: '取消' }).click();
  const captions = (first: LicenseKind) =>
    Object.values(specimens)
      .sort((a, b) => Number(b.kind === first) - Number(a.kind === first))
      .map(({ caption }) => caption);

  expect(await seen(true)).toEqual(['行驶证 主页和副页', ...captions('vehicleLicense')]);
  await camera.getByRole('button', { name: '行驶证 有疑点', exact: true }).click();
  await close();
  await phone.getByText('驾驶证', { exact: true }).first().click();
  expect(await seen(true)).toEqual(['驾驶证', ...captions('driverLicense')]);
  await close();
  // Each licence remembers what was aimed at.
  await phone.getByText('行驶证', { exact: true }).first().click();
  expect((await seen())[0]).toBe('行驶证 有疑点');
});

import { compressPhoto } from '../../miniprogram-sample/components/license-scanner/compress';
import type { FakeFile, FakeWx } from './fake-wx';
import { installFakeWx } from './fake-wx';

const mebibyte = 1024 * 1024;
const target = 1.4 * mebibyte;

let fake: FakeWx;
beforeEach(() => {
  fake = installFakeWx();
});

function photo(file: FakeFile): string {
  fake.files['tmp/photo'] = file;
  return 'tmp/photo';
}

test('a JPEG of the wanted size is taken as it is', async () => {
  expect(await compressPhoto(photo({ bytes: target }))).toEqual({ ok: true, path: 'tmp/photo' });
  expect(fake.compressions).toEqual([]);
});

test('a larger JPEG is compressed, and its size looked at again, until it fits', async () => {
  fake.compressedBytes = (_file, quality) => (quality === 80 ? target + 1 : target);
  expect(await compressPhoto(photo({ bytes: 5 * mebibyte }))).toEqual({
    ok: true,
    path: 'tmp/compressed-2',
  });
  expect(fake.compressions).toEqual(['compress 80', 'compress 60']);
});

test('a JPEG that compression leaves too large is redrawn with a longest edge of 2000 pixels', async () => {
  fake.compressedBytes = (file) => file.bytes;
  const result = await compressPhoto(photo({ bytes: 5 * mebibyte, width: 8000, height: 6000 }));
  expect(result).toEqual({ ok: true, path: 'tmp/redrawn-3.jpg' });
  expect(fake.compressions).toEqual(['compress 80', 'compress 60', 'redraw 2000×1500 0.9']);
});

test.each(['png', 'unknown'] as const)(
  'a photo of type %s is redrawn, whatever its size',
  async (type) => {
    expect(await compressPhoto(photo({ bytes: 200000, type, width: 1200, height: 900 }))).toEqual({
      ok: true,
      path: 'tmp/redrawn-1.jpg',
    });
    expect(fake.compressions).toEqual(['redraw 1200×900 0.9']);
  },
);

test('transparency becomes white before the photo is drawn over it', async () => {
  await compressPhoto(photo({ bytes: 200000, type: 'png', width: 1200, height: 900 }));
  expect(fake.drawing).toEqual([
    'fillRect 0 0 1200 900',
    'translate 600 450',
    'rotate 0',
    'drawImage -600 -450 1200 900',
  ]);
});

test('a redrawn photo is drawn once and given out at falling quality until it fits', async () => {
  fake.redrawnBytes = (quality) => (quality > 0.7 ? target + 1 : target);
  const result = await compressPhoto(photo({ bytes: 9 * mebibyte, type: 'png' }));
  expect(result).toEqual({ ok: true, path: 'tmp/redrawn-3.jpg' });
  expect(fake.compressions).toEqual([
    'redraw 2000×1500 0.9',
    'redraw 2000×1500 0.75',
    'redraw 2000×1500 0.6',
  ]);
  expect(fake.drawing.filter((step) => step.startsWith('drawImage'))).toHaveLength(1);
});

describe('a redrawn photo stands upright', () => {
  test.each([
    [
      'right, rows as the sensor wrote them',
      'right',
      4000,
      3000,
      'redraw 1500×2000 0.9',
      Math.PI / 2,
    ],
    [
      'left, rows as the sensor wrote them',
      'left',
      4000,
      3000,
      'redraw 1500×2000 0.9',
      -Math.PI / 2,
    ],
    ['right, turned by the phone already', 'right', 3000, 4000, 'redraw 1500×2000 0.9', 0],
    ['up', 'up', 4000, 3000, 'redraw 2000×1500 0.9', 0],
    ['down', 'down', 4000, 3000, 'redraw 2000×1500 0.9', 0],
  ] as const)('%s', async (_name, orientation, width, height, redraw, angle) => {
    await compressPhoto(photo({ bytes: 1000, type: 'png', orientation, width, height }));
    expect(fake.compressions).toEqual([redraw]);
    expect(fake.drawing).toContain(`rotate ${angle}`);
  });
});

test('a photo between the wanted size and WeChat’s limit is taken when nothing makes it smaller', async () => {
  fake.compressedBytes = (file) => file.bytes;
  fake.redrawnBytes = () => 3 * mebibyte;
  expect(await compressPhoto(photo({ bytes: 1.9 * mebibyte }))).toEqual({
    ok: true,
    path: 'tmp/photo',
  });
});

test('a photo of 2 MB and more after all steps is refused', async () => {
  fake.compressedBytes = (file) => file.bytes;
  fake.redrawnBytes = () => 2 * mebibyte;
  expect(await compressPhoto(photo({ bytes: 4 * mebibyte }))).toMatchObject({
    ok: false,
    reason: 'IMAGE_TOO_LARGE',
    retryable: false,
  });
});

test('a step that this phone cannot do is left to the next', async () => {
  fake.compressedBytes = () => {
    throw { errMsg: 'compressImage:fail' };
  };
  expect(await compressPhoto(photo({ bytes: 3 * mebibyte }))).toMatchObject({ ok: true });
  expect(fake.compressions).toEqual(['compress 80', 'compress 60', 'redraw 2000×1500 0.9']);
});

test('an empty file is no photo', async () => {
  expect(await compressPhoto(photo({ bytes: 0 }))).toMatchObject({ reason: 'IMAGE_UNREADABLE' });
});

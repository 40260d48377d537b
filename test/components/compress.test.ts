import { openPhoto } from '../../miniprogram-sample/components/license-scanner/compress';
import { type FakeFile, useFakeWx } from './fake-wx';

const mebibyte = 1024 * 1024;
const target = 500 * 1024;

const fake = useFakeWx();

const compressPhoto = (path: string) => openPhoto({ ok: true, path }).compress();

function photo(file: FakeFile, name = 'photo'): string {
  fake.files[`tmp/${name}`] = file;
  return `tmp/${name}`;
}

test.each<[string, FakeFile]>([
  ['photo', { bytes: target }],
  ['photo', { bytes: 200000, type: 'png' }],
  ['photo.webp', { bytes: 200000, type: 'unknown' }],
  ['photo.bmp', { bytes: 200000, type: 'unknown' }],
])('%s below the wanted size is taken as it is: %j', async (name, file) => {
  const path = photo(file, name);
  expect(await compressPhoto(path)).toEqual({ ok: true, path });
  expect(fake.compressions).toEqual([]);
});

test('a larger JPEG is made smaller, and its size looked at again, until it fits', async () => {
  fake.compressedBytes = (_file, quality) => (quality === 80 ? target + 1 : target);
  expect(await compressPhoto(photo({ bytes: 5 * mebibyte }))).toEqual({
    ok: true,
    path: 'tmp/compressed-2',
  });
  expect(fake.compressions).toEqual(['compress 80 1800', 'compress 60 1800']);
});

test('a JPEG that compression leaves too large is redrawn with a longest edge of 1800 pixels', async () => {
  fake.compressedBytes = (file) => file.bytes;
  const result = await compressPhoto(photo({ bytes: 5 * mebibyte, width: 8000, height: 6000 }));
  expect(result).toEqual({ ok: true, path: 'tmp/redrawn-3.jpg' });
  expect(fake.compressions).toContain('redraw 1800×1350 0.8');
});

test('a large PNG is redrawn once, on white, and given out at falling quality until it fits', async () => {
  fake.redrawnBytes = (quality) => (quality > 0.7 ? target + 1 : target);
  const result = await compressPhoto(
    photo({ bytes: 3 * mebibyte, type: 'png', width: 1200, height: 900 }),
  );
  expect(result).toEqual({ ok: true, path: 'tmp/redrawn-2.jpg' });
  expect(fake.compressions).toEqual(['redraw 1200×900 0.8', 'redraw 1200×900 0.6']);
  expect(fake.drawing).toEqual([
    'fillRect 0 0 1200 900',
    'translate 600 450',
    'rotate 0',
    'drawImage -600 -450 1200 900',
  ]);
});

describe('a JPEG that its EXIF says is turned is set upright, however small', () => {
  test.each([
    ['right', Math.PI / 2],
    ['left', -Math.PI / 2],
  ] as const)('to the %s', async (orientation, angle) => {
    const result = await compressPhoto(photo({ bytes: 1000, orientation }));
    expect(result).toEqual({ ok: true, path: 'tmp/redrawn-1.jpg' });
    expect(fake.compressions).toEqual(['redraw 1350×1800 0.8']);
    expect(fake.drawing).toContain(`rotate ${angle}`);
  });

  test('and goes as it is where nothing can be drawn', async () => {
    fake.canvas = 'none';
    const path = photo({ bytes: mebibyte, orientation: 'right' });
    expect(await compressPhoto(path)).toEqual({ ok: true, path });
    expect(fake.compressions).toEqual([]);
  });
});

describe('a device without compressImage', () => {
  beforeEach(() => {
    fake.compressedBytes = () => {
      throw { errMsg: 'compressImage:fail' };
    };
  });

  test('redraws', async () => {
    expect(await compressPhoto(photo({ bytes: 3 * mebibyte }))).toEqual({
      ok: true,
      path: 'tmp/redrawn-3.jpg',
    });
  });

  test('whose canvas exports a sliver has its file written by the page', async () => {
    fake.canvas = 'sliver';
    const result = await compressPhoto(photo({ bytes: 3 * mebibyte }));
    expect(result).toEqual({
      ok: true,
      path: expect.stringMatching(/^wxfile:\/\/usr\/license-.*\.jpg$/),
    });
  });

  test('such as a Mac, which exports no canvas, has its file written by the page', async () => {
    fake.canvas = 'no export';
    const result = await compressPhoto(photo({ bytes: 3 * mebibyte, type: 'png' }));
    expect(result).toMatchObject({ ok: true });
    expect(fake.compressions).toEqual(['toDataURL 1800×1350 0.8']);
  });

  test('such as Windows, which has no canvas either, sends what is below 2 MB and says so of the rest', async () => {
    fake.canvas = 'none';
    const path = photo({ bytes: 1.9 * mebibyte });
    expect(await compressPhoto(path)).toEqual({ ok: true, path });
    expect(await compressPhoto(photo({ bytes: 2 * mebibyte }))).toMatchObject({
      ok: false,
      reason: 'DEVICE_UNABLE',
    });
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

test('an empty file is not a photo', async () => {
  expect(await compressPhoto(photo({ bytes: 0 }))).toMatchObject({ reason: 'IMAGE_UNREADABLE' });
});

test('pixels to look at are drawn small, and say nothing where the device gives none', async () => {
  const look = () => openPhoto({ ok: true, path: photo({ bytes: 1000 }) }).look();
  expect(await look()).toEqual([]);
  const sizes: number[][] = [];
  fake.pixels = (width, height) => {
    sizes.push([width, height]);
    return new Uint8ClampedArray(width * height * 4);
  };
  expect(await look()).toEqual(['TOO_DARK']);
  expect(sizes).toEqual([[800, 600]]);
  fake.pixels = () => undefined as never;
  expect(await look()).toEqual([]);
  fake.canvas = 'none';
  expect(await look()).toEqual([]);
});

test('a photo is opened once, for the look and for what is uploaded', async () => {
  fake.pixels = (width, height) => new Uint8ClampedArray(width * height * 4);
  const opened = openPhoto({ ok: true, path: photo({ bytes: 3 * mebibyte, type: 'png' }) });
  await opened.look();
  expect(await opened.compress()).toEqual({ ok: true, path: 'tmp/redrawn-1.jpg' });
  expect(fake.loaded).toEqual(['tmp/photo']);
  expect(fake.asked.filter((path) => path === 'tmp/photo')).toHaveLength(1);
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { preparePhoto } from '../../scripts/recognize/photo';
import { runCommand } from '../helpers/command';
import { newFolder } from '../helpers/files';
import { phonePhoto, specimen } from '../helpers/functions';
import { useWechatSide } from '../helpers/wechat-side';

const card = () => sharp(specimen('driver.jpg')).resize({ width: 600 });
const asJpeg = (image: Sharp) => image.jpeg({ quality: 95 });

/** Greys of a picture as its pixels lie, whatever EXIF says. */
async function greys(bytes: Buffer): Promise<Buffer> {
  // In two steps: decoders that shrink a picture themselves do it each in its own way.
  const whole = await sharp(bytes).greyscale().png().toBuffer();
  return sharp(whole).resize(60, 40, { fit: 'fill' }).raw().toBuffer();
}

async function difference(one: Buffer, other: Buffer): Promise<number> {
  const [a, b] = await Promise.all([greys(one), greys(other)]);
  return a.reduce((sum, grey, at) => sum + Math.abs(grey - (b[at] ?? 0)), 0) / a.length;
}

/** How a camera writes the rows that EXIF's number then sets upright; sharp mirrors before it turns. */
const written: readonly [orientation: number, lay: (upright: Sharp) => Sharp][] = [
  [1, (upright) => upright],
  [2, (upright) => upright.flop()],
  [5, (upright) => upright.flip().rotate(90)],
  [6, (upright) => upright.rotate(270)],
  [8, (upright) => upright.rotate(90)],
];

describe('EXIF', () => {
  test.each(written)('%i is set upright', async (orientation, lay) => {
    const upright = await asJpeg(card()).toBuffer();
    const turned = await lay(sharp(upright)).png().toBuffer();
    const photo = await asJpeg(sharp(turned)).withMetadata({ orientation }).toBuffer();
    if (orientation > 1) expect(await difference(photo, upright)).toBeGreaterThan(10);

    const { bytes, told } = await preparePhoto(photo);
    expect(await difference(bytes, upright)).toBeLessThan(2);
    expect((await sharp(bytes).metadata()).orientation ?? 1).toBe(1);
    expect(told).toEqual(
      orientation === 1
        ? undefined
        : expect.stringMatching(
            new RegExp(`^prepared: set upright \\(EXIF ${orientation}\\), redrawn as JPEG of`),
          ),
    );
  });
});

describe('an upright photo', () => {
  test.each<[string, () => Sharp]>([
    ['JPEG', () => asJpeg(card())],
    ['PNG', () => card().png({ palette: true })],
  ])('that is a small %s goes as it is, and nothing is told', async (_format, make) => {
    const photo = await make().toBuffer();
    expect(await preparePhoto(photo)).toEqual({ bytes: photo });
  });

  test.each<[string, () => Sharp]>([
    ['WebP', () => card().webp()],
    ['AVIF', () => card().avif({ effort: 0 })],
    ['GIF', () => card().gif()],
    ['PNG', () => sharp(specimen('driver.jpg')).png()],
  ])('that is a %s becomes a JPEG', async (format, make) => {
    const photo = await make().toBuffer();
    const { bytes, told } = await preparePhoto(photo);
    expect((await sharp(bytes).metadata()).format).toBe('jpeg');
    expect(await difference(bytes, photo)).toBeLessThan(2);
    const [before, after] = [photo, bytes].map(({ length }) => length.toLocaleString('en'));
    expect(told).toBe(
      `prepared: ${format} redrawn as JPEG of quality 80, ${before} bytes made ${after}; --as-is sends the file itself`,
    );
  });

  test('is on white where it was transparent', async () => {
    const clear = { width: 20, height: 20, channels: 4, background: '#0000' } as const;
    const { bytes } = await preparePhoto(await sharp({ create: clear }).webp().toBuffer());
    expect(new Set(await greys(bytes))).toEqual(new Set([255]));
  });

  test('with too much detail for 500 KB takes the second quality', async () => {
    const noise = { type: 'gaussian', mean: 128, sigma: 25 } as const;
    const create = { width: 2400, height: 1800, channels: 3, background: '#888', noise } as const;
    const photo = await sharp({ create }).jpeg({ quality: 95 }).toBuffer();
    const { bytes, told } = await preparePhoto(photo);
    expect(told).toContain(
      '2400 × 1800 scaled to 1800 × 1350 pixels, redrawn as JPEG of quality 60',
    );
    expect(bytes.length).toBeLessThan(photo.length);
  });
});

test.each<[string, () => Promise<Buffer>, string]>([
  [
    'a torn JPEG',
    async () => {
      const whole = await card().resize(2000).jpeg({ quality: 100 }).toBuffer();
      return whole.subarray(0, whole.length * 0.7);
    },
    'not prepared: the file cannot be opened here, and goes as it is',
  ],
  [
    'HEIC',
    async () => Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic'),
    'not prepared: HEIC cannot be opened here: save it as JPEG; the file goes as it is',
  ],
])('%s goes as it is, and a line says so', async (_title, make, told) => {
  const bytes = await make();
  expect(await preparePhoto(bytes)).toEqual({ bytes, told });
});

describe('a photo of 12 megapixels', () => {
  const path = join(newFolder('recognize-photo'), 'IMG_0001.JPG');
  const wechat = useWechatSide();
  let photo: Buffer;
  beforeAll(async () => {
    photo = await phonePhoto();
    writeFileSync(path, photo);
  });
  beforeEach(() => {
    const body = '{"errcode":0,"name":"样本某某"}';
    wechat.cloud.faults.set({ stage: 'wechat', kind: 'answer', body });
  });
  const recognizeLive = (...options: string[]) =>
    runCommand('recognize/index.ts', ['driverLicense', path, '--json', '--live', ...options], {
      WECHAT_ACCESS_TOKEN: wechat.cloud.issueToken('access_token'),
      WECHAT_API_ORIGIN: wechat.origin,
    });

  test('goes upright and made smaller', async () => {
    expect(photo.length).toBeGreaterThan(2 * 1024 * 1024);
    const run = await recognizeLive();
    expect(JSON.parse(run.stdout)).toMatchObject({ ok: true });
    const { bytes } = await preparePhoto(photo);
    expect(bytes.length).toBeLessThan(500 * 1024);
    const [before, after] = [photo, bytes].map(({ length }) => length.toLocaleString('en'));
    expect(run.stderr).toContain(
      `\nphoto check: ok\nprepared: set upright (EXIF 6), 4000 × 3081 scaled to 1800 × 1386 pixels, redrawn as JPEG of quality 80, ${before} bytes made ${after}; --as-is sends the file itself\n`,
    );
    expect(run.stderr).toContain(`upload ${after} bytes\n`);
    expect(wechat.requests.at(-1)?.body.includes(bytes)).toBe(true);
  });

  test('once cut down below 2 MB reaches WeChat byte for byte with --as-is', async () => {
    const turned = await sharp(photo, { autoOrient: false })
      .resize({ width: 1400 })
      .jpeg({ quality: 90 })
      .withMetadata({ orientation: 6 })
      .toBuffer();
    writeFileSync(path, turned);
    const run = await recognizeLive('--as-is');
    expect(JSON.parse(run.stdout)).toMatchObject({ ok: true });
    expect(run.stderr).not.toMatch(/prepared: /);
    expect(wechat.requests.at(-1)?.body.includes(turned)).toBe(true);
  });
});

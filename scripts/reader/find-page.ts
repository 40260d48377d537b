import { type Mapping, type Match, perspective, similarity } from './fit';
import { type Label, type PageLayout, pageSize } from './places';
import type { Point, TextLine } from './types';

/** A place where the words of a label stand. */
export interface Finding {
  label: Label;
  line: TextLine;
  /** Its first character in the line, and the one after its last. */
  start: number;
  end: number;
}

export interface Page {
  layout: PageLayout;
  mapping: Mapping;
  found: Map<Label, Finding>;
}

/** A card counts as upright up to here; beyond it WeChat finds none either. */
const maxAngle = Math.PI / 4;
/** Labels at their place that make a page: two could stand on any form. */
const minLabels = 3;
/** How far from its place a label is still the same one, millimetres. */
const tolerance = 5;
/** Where most labels are at their place, one that is this far off is still that page's own. */
const looseTolerance = 14;

/** The page in the picture, by where its labels stand; `undefined` where too few can be read. */
export function findPage(
  layouts: readonly PageLayout[],
  lines: readonly TextLine[],
): Page | undefined {
  const pages = layouts.flatMap((layout) => fitLayout(layout, lines) ?? []);
  return pages.sort((a, b) => b.found.size - a.found.size)[0];
}

function fitLayout(layout: PageLayout, lines: readonly TextLine[]): Page | undefined {
  const findings = layout.labels.flatMap((label) =>
    lines.flatMap((line) => findLabel(label, line)),
  );
  const matches = findings.map(toMatch);
  let best: Finding[] = [];
  for (const [index, a] of matches.entries()) {
    for (const b of matches.slice(index + 1)) {
      const guess = similarity(a, b);
      if (!guess || Math.abs(guess.angle) > maxAngle) continue;
      const near = nearest(findings, guess.map, tolerance * guess.scale);
      if (near.length > best.length) best = near;
    }
  }
  let mapping: Mapping | undefined;
  let pixelsPerMm = 0;
  // A tilted card is not similar to its layout: with the perspective known, more labels are near their place.
  for (let round = 0; round < 3 && best.length >= minLabels; round++) {
    mapping = perspective(best.map(toMatch), pageSize);
    if (!mapping) return undefined;
    pixelsPerMm = widthInPicture(mapping) / pageSize.width;
    best = nearest(findings, mapping.toPicture, tolerance * pixelsPerMm);
  }
  if (!mapping || best.length < minLabels) return undefined;
  const found = nearest(findings, mapping.toPicture, looseTolerance * pixelsPerMm);
  return { layout, mapping, found: new Map(found.map((finding) => [finding.label, finding])) };
}

function widthInPicture({ toPicture }: Mapping): number {
  const left = toPicture({ x: 0, y: pageSize.height / 2 });
  const right = toPicture({ x: pageSize.width, y: pageSize.height / 2 });
  return Math.hypot(right.x - left.x, right.y - left.y);
}

/** Of each label the finding that is nearest to its place, if it is near enough. */
function nearest(
  findings: readonly Finding[],
  map: (point: Point) => Point,
  limit: number,
): Finding[] {
  const best = new Map<Label, { finding: Finding; distance: number }>();
  for (const finding of findings) {
    const { from, to } = toMatch(finding);
    const place = map(from);
    const distance = Math.hypot(place.x - to.x, place.y - to.y);
    if (
      distance <= limit &&
      distance < (best.get(finding.label)?.distance ?? Number.POSITIVE_INFINITY)
    )
      best.set(finding.label, { finding, distance });
  }
  return [...best.values()].map(({ finding }) => finding);
}

function toMatch({ label, line, start, end }: Finding): Match {
  const [first, last] = [line.centers[start] as Point, line.centers[end - 1] as Point];
  return {
    from: { x: (label.left + label.right) / 2, y: label.y },
    to: { x: (first.x + last.x) / 2, y: (first.y + last.y) / 2 },
  };
}

/** Where a line holds the label: word for word, or with one character misread in four or more. */
function findLabel(label: Label, line: TextLine): Finding[] {
  // Positions of the characters that are not blank: `号 牌 号 码` is the label too.
  const places = [...line.text].flatMap((character, index) =>
    character.trim() === '' ? [] : [index],
  );
  const text = places.map((index) => line.text[index]).join('');
  for (const wording of [label.text, ...(label.variants ?? [])]) {
    const allowed = wording.length >= 10 ? 2 : wording.length >= 4 ? 1 : 0;
    let best: { at: number; wrong: number } | undefined;
    for (let at = 0; at + wording.length <= text.length; at++) {
      let wrong = 0;
      for (let index = 0; index < wording.length && wrong <= allowed; index++) {
        if (wording[index] !== text[at + index]) wrong += 1;
      }
      if (wrong <= allowed && wrong < (best?.wrong ?? allowed + 1)) best = { at, wrong };
    }
    if (!best) continue;
    const start = places[best.at] as number;
    const end = (places[best.at + wording.length - 1] as number) + 1;
    return [{ label, line, start, end }];
  }
  return [];
}

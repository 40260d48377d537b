import { card as driverCard } from '../cards/driverLicense';
import { maxShiftMm } from '../cards/layout';
import { card as vehicleCard } from '../cards/vehicleLicense';
import { createDice, type Dice } from './dice';
import { layoutOf, type Print, type SpecimenPage } from './page';
import type { SpecimenPhoto } from './scene';
import { driverValues, vehicleValues } from './values';

export interface RandomPhoto {
  kind: 'vehicleLicense' | 'driverLicense';
  photo: SpecimenPhoto & { cardWidth: number };
  /** What a reader should answer, in WeChat's keys. */
  fields: Record<string, string>;
  /** Of these, the keys of each page. */
  keys: Record<string, string[]>;
}

/**
 * A photograph of a licence that nobody has seen before: values, print, paper, light, place and
 * camera come from the seed. In half of them every label and value stands a little beside its place.
 */
export function randomPhoto(seed: number): RandomPhoto {
  const dice = createDice(seed);
  const kind = seed % 2 === 0 ? 'vehicleLicense' : 'driverLicense';
  const { pages, fields, keys } =
    kind === 'vehicleLicense' ? randomVehicle(dice) : randomDriver(dice);
  const isOpen = pages.length > 1 && dice.chance(0.7);
  // A second card may lie there too: only the one that is asked for counts.
  if (pages.length === 1 && dice.chance(0.12)) {
    const [other] = (kind === 'vehicleLicense' ? randomDriver : randomVehicle)(dice).pages;
    if (other) pages.push(other);
  }
  if (!isOpen && dice.chance(0.3)) pages.reverse();
  const arrangement = pages.length > 1 && dice.chance(isOpen ? 0.7 : 0.25) ? 'row' : 'column';
  const isHeld = isOpen || (pages.length === 1 && dice.chance(0.3));

  const cardWidth = dice.between(...dice.pick(cardWidths));
  const across = arrangement === 'row' ? pages.length : 1;
  // From cards that fill the picture to those that take half of its width.
  const share = dice.between(across > 1 ? 0.7 : 0.5, 0.96);
  const width = Math.round((across * cardWidth * 1.13) / share);
  const tilt = dice.between(-10, 10) * (share > 0.75 ? 0.4 : 1);
  const slope = Math.abs(Math.sin((tilt * Math.PI) / 180));
  const photo = {
    pages,
    arrangement,
    hasCover: isHeld || dice.chance(0.7),
    ...(isHeld && { holder: dice.pick(['black', 'black', 'blue', 'brown'] as const) }),
    width,
    cardWidth,
    margin: Math.round(cardWidth * (dice.between(0.03, 0.2) + (across * slope) / 2)),
    tilt,
    lean: { x: dice.between(-9, 9), y: dice.between(-9, 9) },
    desk: dice.pick(['wood', 'paleWood', 'slate', 'cloth', 'paper', 'leather'] as const),
    thumb: dice.chance(0.1),
    handwriting: dice.chance(0.06),
    shade: dice.between(0.5, 0.92),
    blur: dice.between(0.35, cardWidth < 700 ? 0.6 : 0.9),
    brightness: dice.between(0.65, 1.1),
    noise: dice.between(1, 6),
    quality: Math.round(dice.between(60, 92)),
    seed,
  } as const;
  return { kind, photo, fields, keys };
}

/** Pixels of one page; a third is smaller than what phones give. */
const cardWidths: [number, number][] = [
  [700, 1000],
  [700, 1000],
  [900, 1400],
  [900, 1400],
  [450, 700],
  [450, 700],
  [320, 450],
];

function randomPrint(dice: Dice): Print {
  const isLoose = dice.chance(0.5);
  return {
    paper: dice.pick(['blue', 'grey']),
    face: dice.pick(['inconsolata', 'inconsolata', 'share']),
    chinese: dice.pick(['song', 'song', 'hei']),
    weight: dice.pick([350, 450, 550, 650]),
    digitPitchMm: dice.between(1.8, 2),
    chinesePitchMm: dice.between(3.5, 3.8),
    ink: dice.whole(15, 75),
    shiftMm: { x: dice.between(-0.4, 0.8), y: dice.between(...maxShiftMm) },
    turnDegrees: dice.between(-1, 1),
    looseMm: isLoose ? 0.8 : 0,
    labelPitch: isLoose ? dice.between(0.95, 1.05) : 1,
    ...(dice.chance(0.35) && { rightLabels: dice.between(0.435, 0.48) }),
    thread: { at: dice.between(0, 1), phase: dice.between(0, 1) },
    seed: dice.whole(1, 1e6),
  };
}

/** The 副页 goes through the printer by itself. */
const printedAgain = (print: Print, dice: Dice): Print => ({
  ...print,
  shiftMm: { x: print.shiftMm.x, y: dice.between(...maxShiftMm) },
  seed: print.seed + 1,
});

interface RandomCard {
  pages: SpecimenPage[];
  fields: RandomPhoto['fields'];
  keys: RandomPhoto['keys'];
}

function randomVehicle(dice: Dice): RandomCard {
  const print = randomPrint(dice);
  const { main, second } = vehicleValues(dice);
  const mainPage = { layout: layoutOf(vehicleCard, 'main'), fields: main, print };
  const layout = layoutOf(vehicleCard, 'second');
  const secondPage = { layout, fields: second, print: printedAgain(print, dice) };
  const shown = dice.below(10);
  const fields = {
    ...(shown < 8 && answered(main)),
    ...((shown < 5 || shown >= 8) && answered(second)),
  };
  return {
    pages: shown < 5 ? [mainPage, secondPage] : shown < 8 ? [mainPage] : [secondPage],
    fields,
    keys: { '行驶证 主页': Object.keys(main), '行驶证 副页': Object.keys(second) },
  };
}

function randomDriver(dice: Dice): RandomCard {
  const print: Print = { ...randomPrint(dice), paper: dice.pick(['green', 'paleGreen']) };
  const isOld = dice.chance(0.3);
  const { main, second } = driverValues(dice, isOld);
  const pages: SpecimenPage[] = [
    { layout: layoutOf(driverCard, 'main', isOld ? 'until 2013' : undefined), fields: main, print },
  ];
  if (dice.chance(0.4)) {
    const layout = layoutOf(driverCard, 'second');
    pages.push({ layout, fields: second, print: printedAgain(print, dice) });
  }
  const [, from = '', to = ''] = /^(.{10}) ?至 ?(.+)$/.exec(main.valid_period ?? '') ?? [];
  const { valid_period: _, ...fields } = {
    valid_period: '',
    valid_from: from,
    valid_to: to,
    ...main,
  };
  return {
    pages,
    fields,
    keys: { [isOld ? '驾驶证 正页 (until 2013)' : '驾驶证 正页']: Object.keys(fields) },
  };
}

/** What WeChat gives of what is printed: its own keys, no dashes, no sign that keyboards lack. */
function answered(printed: Record<string, string>): Record<string, string> {
  const entries = Object.entries(printed).filter(([key, text]) => key < '\u0100' && text !== '--');
  return Object.fromEntries(entries.map(([key, text]) => [key, text.replaceAll('×', 'x')]));
}

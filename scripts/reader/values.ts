import type { ValueKind } from '../cards/layout';
import {
  align,
  type FreeReading,
  logLikelihood,
  readFreely,
  type Slot,
  type Step,
  validTexts,
} from './ctc';
import {
  beginsCut,
  beginsWithRegion,
  inCapitals,
  isName,
  isPerson,
  simplified,
  withRegions,
  withSurname,
} from './known';
import { carClasses, nationalities, sexes, useCharacters, vehicleTypes } from './terms';
import {
  hasHouseZero,
  hasIdForm,
  isIdNumber,
  isPeriod,
  isPlate,
  isRealDay,
  isVehicleSize,
  isVin,
  provinces,
} from './validity';

/** One look at a value. */
export type View = readonly Step[];

export interface Judgement {
  /** What stands there; `undefined` where nothing was read. */
  text: string | undefined;
  /** It may go out as it is. */
  isSure: boolean;
  /** It goes out with a fault that shows. */
  isDoubted?: boolean;
}

const digits = '0123456789';
const some = (characters: string, count: number): Slot[] =>
  Array.from({ length: count }, () => ({ characters }));
const soft = (characters: string): Slot => ({ characters, isSoft: true });

const dash = soft('-一—–－~.·_');
const date: Slot[] = [
  { characters: '12' },
  { characters: '09' },
  ...some(digits, 2),
  dash,
  { characters: '01' },
  ...some(digits, 1),
  dash,
  { characters: '0123' },
  ...some(digits, 1),
];
const to = soft('至');
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const serial = `ABCDEFGHJKLMNPQRSTUVWXYZ${digits}`;
const plateHead: Slot[] = [{ characters: provinces }, { characters: letters }];
const vinCharacters = `ABCDEFGHJKLMNPRSTUVWXYZ${digits}`;
const times = soft('×xX*');
const amount = (count: number, unit: string): Slot[] => [
  { characters: '123456789' },
  ...some(digits, count - 1),
  ...[...unit].map(soft),
];

interface Form {
  /** Each a way to print the value. */
  templates: readonly (readonly Slot[])[];
  isValid(text: string): boolean;
  /** Neighbouring print that is not a digit does not matter. */
  mayHaveNeighbours?: boolean;
}

const any = () => true;
const forms: Partial<Record<ValueKind, Form>> = {
  date: { templates: [date], isValid: isRealDay, mayHaveNeighbours: true },
  period: {
    templates: [
      [...date, to, ...date],
      [...date, to, { characters: '长' }, { characters: '期' }],
    ],
    isValid: isPeriod,
    mayHaveNeighbours: true,
  },
  idNumber: {
    templates: [[...some(digits, 17), { characters: `${digits}X` }]],
    isValid: isIdNumber,
    mayHaveNeighbours: true,
  },
  vin: { templates: [some(vinCharacters, 17)], isValid: isVin, mayHaveNeighbours: true },
  plate: {
    templates: [
      [...plateHead, ...some(serial, 4), { characters: `${serial}学警港澳挂领` }],
      [...plateHead, ...some(serial, 6)],
    ],
    isValid: isPlate,
  },
  fileNumber: { templates: [some(digits, 12)], isValid: any, mayHaveNeighbours: true },
  mass: {
    templates: [3, 4, 5].map((count) => amount(count, 'kg')),
    isValid: any,
    mayHaveNeighbours: true,
  },
  // One person alone is a 7 that was misread, far more often than not.
  persons: {
    templates: [1, 2].map((count) => amount(count, '人')),
    isValid: (text) => text !== '1人',
  },
  size: {
    // Of its unit one m is easily lost, or both. It tells a height that was cut from one of three digits.
    templates: [4, 5].flatMap((length) =>
      [3, 4].flatMap((width) =>
        [amount(3, 'm'), amount(4, '')].map((height) => [
          ...amount(length, ''),
          times,
          ...amount(width, ''),
          times,
          ...height,
        ]),
      ),
    ),
    isValid: isVehicleSize,
    mayHaveNeighbours: true,
  },
};

const lists: Partial<Record<ValueKind, readonly string[]>> = {
  sex: sexes,
  nationality: nationalities,
  carClass: carClasses,
  vehicleType: vehicleTypes,
  useCharacter: useCharacters,
  years: ['6年', '10年'],
};

/** Whether the text is in the list of the kind's; `undefined` where the kind has none. */
export const isTerm = (kind: ValueKind, text = ''): boolean | undefined =>
  lists[kind]?.includes(text);

/** Nats: how much less likely than what is read freely a value may be, and how far ahead of the next. */
const maxCost = 3;
const minLead = 1;
/** Of two plates no rule tells which it is. */
const minPlateLead = 3;
/** Where a check digit, the day of birth or the end of the period would tell a wrong one. */
const maxCheckedCost = 4.5;
const minCheckedLead = 5;
/** A view that fits nothing says no more against one text than against another. */
const cappedCost = 8;
/** Each character of a value has this much of the probability in some view. */
const minProbability = 0.15;
/** The same where no rule would tell a wrong one. */
const minUnchecked = 0.7;
const minOfKind: Partial<Record<ValueKind, number>> = {
  plate: 0.4,
  date: 0.5,
  fileNumber: minUnchecked,
  mass: minUnchecked,
  size: minUnchecked,
  persons: 0.5,
};

/**
 * What stands at a place by its views, the surest of the texts that can stand there. Nothing is
 * invented: every character is among those that the recogniser offered.
 */
export function judge(
  kind: ValueKind,
  views: readonly View[],
  wide: readonly View[] = [],
): Judgement {
  const [natural, stretched] = [views, wide].map((some) =>
    some.filter((view) => readFreely(view).text.trim() !== '').map(withKnown(kind)),
  ) as [View[], View[]];
  const readable = [...natural, ...stretched];
  if (readable.length === 0) return { text: undefined, isSure: true };
  const form = forms[kind];
  const list = lists[kind];
  const toOwn = (view: View) => {
    const own = withOnes(view, kind);
    return kind === 'carClass' ? own : withSlashedZeros(withoutForeign(own, kind), kind);
  };
  if (!form && !list) return judgeFree(kind, readable, readable.map(toOwn), stretched);
  const own = readable.map(toOwn);
  const texts = form ? fitting(form, own) : likely(list as readonly string[], own);
  const chosen = choose(texts, own, kind);
  if (
    chosen?.isSure &&
    kind === 'plate' &&
    readable.some((view) => isZeroOrQ(view, chosen.text) || saysOtherPlate(view, chosen.text))
  )
    return { text: chosen.text, isSure: false };
  if (!chosen?.isSure) return asItWasRead(kind, own);
  if (kind === 'mass' && own.some((view) => hasDigitMore(digitsIn(view), digitsOf(chosen.text))))
    return { text: chosen.text, isSure: false };
  return { text: kind === 'size' ? chosen.text.replace(/m?$/, 'mm') : chosen.text, isSure: true };
}

/** One look is sure of another plate, and no rule tells which it is. */
function saysOtherPlate(view: View, text: string): boolean {
  const { text: read, sureness } = readFreely(view);
  return read !== text && isPlate(read) && Math.min(...sureness) >= sureOfPlate;
}
const sureOfPlate = 0.9;

/** What is known of all values of the kind, before a rule of its own is asked. */
const withKnown =
  (kind: ValueKind) =>
  (view: View): View => {
    const known = simplified(view);
    if (kind === 'address') return withRegions(known);
    if (kind === 'name') return withSurname(known);
    return capitals.has(kind) ? inCapitals(known) : known;
  };
const capitals = new Set<ValueKind>(['plate', 'vin', 'code', 'idNumber']);

/** Whether a text that is known from elsewhere on the card is what stands here too. */
export function confirms(kind: ValueKind, views: readonly View[], text: string): boolean {
  const own = views.map((view) => withSlashedZeros(withoutForeign(view, kind), kind));
  return choose(new Set([text]), own, kind, minProbability)?.isSure ?? false;
}

/** What no value of the kind has is nothing new: blanks, and the end of an English word beside it. */
function withoutForeign(view: View, kind: ValueKind): View {
  if (kind === 'name' || kind === 'address') return view;
  const isForeign = chinese.has(kind) ? /[ A-Za-z]/ : (foreign[kind] ?? / /);
  return view.map((step) => {
    const others = [...step].filter(([character]) => isForeign.test(character));
    if (others.length === 0) return step;
    const changed = new Map(step);
    let nothing = step.get('') ?? 0;
    for (const [character, probability] of others) {
      changed.delete(character);
      nothing += probability;
    }
    return changed.set('', nothing);
  });
}
/** The dots of a line, and the label behind a plate. */
const foreign: Partial<Record<ValueKind, RegExp>> = {
  text: /[.·…]/,
  code: /[.·…]/,
  mass: /[ .·…]/,
  plate: /[ 档案]/,
};
const chinese = new Set<ValueKind>(['sex', 'nationality', 'vehicleType', 'useCharacter']);

/** What looks like a 1 and is nothing that such a value has. */
const likeOne: Partial<Record<ValueKind, string>> = {
  carClass: 'IilL|!Tt',
  date: 'IilL|!Tt',
  mass: 'IilL|!Tt',
  fileNumber: 'IilL|!Tt',
  plate: 'Iil|!',
  vin: 'Iil|!',
};
function withOnes(view: View, kind: ValueKind): View {
  const letters = likeOne[kind];
  if (!letters) return view;
  return view.map((step) => {
    let one = step.get('1') ?? 0;
    for (const letter of letters) one += step.get(letter) ?? 0;
    return new Map(step).set('1', Math.min(one, 1));
  });
}

/** What no rule of the kind knows stands as it was read if all views agree, or where its fault shows. */
function asItWasRead(kind: ValueKind, views: readonly View[]): Judgement {
  const text = rawOf(views).replace(/\s/g, '');
  const readings = views.map((view) => readFreely(view));
  const isAgreed =
    readings.length > 1 &&
    readings.every((reading) => tidy(reading.text).replace(/\s/g, '') === text) &&
    Math.min(...readings.flatMap(({ sureness }) => sureness)) >= agreedSureness;
  const mayBeTerm =
    !!lists[kind] &&
    (kind !== 'vehicleType' || wholeVehicleType.test(text)) &&
    (kind !== 'nationality' || text.length > 1);
  const isDoubted = isDoubtful(kind, text);
  return { text, isSure: (mayBeTerm && isAgreed) || isDoubted, isDoubted };
}

const agreedSureness = 0.8;
/** A type that has lost its size is a type too. */
const wholeVehicleType = /^[大中小微重轻]型|摩托车$|机械$|拖拉机$/;

/** Whoever knows the kind's form doubts it. */
function isDoubtful(kind: ValueKind, text: string): boolean {
  const digitCount = text.replace(/\D/g, '').length;
  switch (kind) {
    case 'idNumber':
      // Or a foreigner's, which nobody can check.
      return /^(?:\d{16,19}|\d{17}X|[A-Z]{1,3}\d{6,9})$/.test(text) && !hasIdForm(text);
    case 'vin':
      return !isVin(text);
    case 'plate':
      return !isPlate(text);
    case 'date':
      return digitCount > 3 && digitCount !== 7 && digitCount !== 8;
    default:
      return kind === 'sex' || kind === 'carClass' || kind === 'useCharacter';
  }
}

/** Free of what the recogniser puts around characters, and sees in the ends of dotted lines. */
export const tidy = (text: string) =>
  text.replace(/^[\s:：.·。、,，_=#|—–“”‘’'"-]+|[\s:：.·。、,，_=#|—–“”‘’'"-]+$/g, '');

const rawOf = (views: readonly View[]) => {
  const readings = views.map((view) => readFreely(view));
  const best = readings.sort((a, b) => meanOf(b) - meanOf(a))[0] as FreeReading;
  return tidy(best.text);
};

const meanOf = ({ sureness }: FreeReading) =>
  sureness.reduce((sum, each) => sum + each, 0) / (sureness.length || 1);

function fitting(
  { templates, isValid, mayHaveNeighbours }: Form,
  views: readonly View[],
): Set<string> {
  const texts = new Set<string>();
  for (const view of views) {
    const aligned = templates.flatMap((slots) => {
      const found = align(view, slots, mayHaveNeighbours);
      return found ? [{ slots, ...found }] : [];
    });
    aligned.sort((a, b) => b.logLikelihood - a.logLikelihood);
    for (const { slots, choices } of aligned.slice(0, 2)) {
      // Soft slots are written as the card has them.
      const written = choices.map((own, index) =>
        slots[index]?.isSoft
          ? [{ character: slots[index].characters[0] as string, cost: 0, probability: 1 }]
          : own,
      );
      for (const text of validTexts(written, isValid, 2)) texts.add(text);
    }
  }
  return texts;
}

function likely(list: readonly string[], views: readonly View[]): Set<string> {
  const texts = new Set<string>();
  for (const view of views) {
    // A text with a character that was hardly offered costs too much anyway.
    const offered = new Set(
      view.flatMap((step) => [...step].flatMap(([each, p]) => (p > leastOffered ? [each] : []))),
    );
    const scored = list
      .filter((text) => [...text].every((character) => offered.has(character)))
      .map((text) => ({ text, score: logLikelihood(view, text) }))
      .sort((a, b) => b.score - a.score);
    for (const { text } of scored.slice(0, 2)) texts.add(text);
  }
  return texts;
}

const leastOffered = 1e-4;

/** The text that costs the views least together, if it costs little enough and leads. */
function choose(
  texts: ReadonlySet<string>,
  views: readonly View[],
  kind: ValueKind,
  least = minOfKind[kind] ?? minProbability,
): { text: string; isSure: boolean; lead: number } | undefined {
  const readings = views.map((view) => readFreely(view));
  const mayBeCut = forms[kind]?.mayHaveNeighbours || lists[kind];
  const scored = [...texts]
    .map((text) => {
      const costs = views.map((view, index) => {
        const { logLikelihood: free } = readings[index] as FreeReading;
        return Math.min(cappedCost, free - textLikelihood(view, text, kind));
      });
      // A view that was cut too close says nothing against the whole.
      const shown = costs.filter((_, index) => {
        const seen = (readings[index] as FreeReading).text.replace(/\s/g, '');
        return seen === text || !mayBeCut || !text.includes(seen);
      });
      const sum =
        (lists[kind] ? shown : costs).reduce((a, b) => a + b, 0) + gapCost(text, readings);
      return { text, sum, mean: shown.reduce((a, b) => a + b, 0) / (shown.length || 1), shown };
    })
    .sort((a, b) => a.sum - b.sum);
  const [best, next] = scored;
  if (!best || best.shown.length === 0 || Math.min(...best.shown) >= cappedCost) return undefined;
  const lead = (next?.sum ?? Number.POSITIVE_INFINITY) - best.sum;
  const isCheap =
    best.mean <= maxCost ||
    ((kind === 'idNumber' || kind === 'vin' || kind === 'period') &&
      best.mean <= maxCheckedCost &&
      lead >= minCheckedLead);
  const isSure =
    isCheap &&
    lead >= (kind === 'plate' ? minPlateLead : minLead) &&
    Math.max(...views.map((view) => weakest(view, best.text, kind))) >= least;
  return { text: best.text, isSure, lead };
}

/** For a text that leaves out what seems to stand between two of its characters. */
function gapCost(text: string, readings: readonly FreeReading[]): number {
  return readings.some((reading) => tidy(reading.text) === text && hasGap(reading))
    ? maxGapCost
    : 0;
}
const maxGapCost = 4;

const softCharacters = new Map(
  [dash, to, times, soft('k'), soft('g'), soft('m'), soft('人')].map(
    (slot) => [slot.characters[0] as string, slot] as const,
  ),
);
const slotsOf = (text: string, kind: ValueKind): Slot[] =>
  [...text].map((character) =>
    forms[kind]
      ? (softCharacters.get(character) ?? { characters: character })
      : { characters: character },
  );

function textLikelihood(view: View, text: string, kind: ValueKind): number {
  if (!forms[kind]) return logLikelihood(view, text);
  return (
    align(view, slotsOf(text, kind), forms[kind].mayHaveNeighbours)?.logLikelihood ??
    Number.NEGATIVE_INFINITY
  );
}

/** The probability of the least likely of its characters. */
function weakest(view: View, text: string, kind: ValueKind): number {
  const slots = slotsOf(text, kind);
  const aligned = align(view, slots, forms[kind]?.mayHaveNeighbours);
  if (!aligned) return 0;
  return Math.min(
    ...aligned.choices.map((own, index) => (slots[index]?.isSoft ? 1 : (own[0]?.probability ?? 0))),
  );
}

/** Text that may be any: the reading that the views have in common, the stretched with the others. */
function judgeFree(
  kind: ValueKind,
  raw: readonly View[],
  views: readonly View[],
  wide: readonly View[],
): Judgement {
  const readings = views.map((view) => readFreely(view));
  const texts = new Set(readings.map(({ text }) => tidy(text)));
  for (const text of texts) if (once(text) !== text) texts.delete(once(text));
  if (kind === 'address')
    for (const isWrong of [beginsCut, hasHouseZero])
      if (![...texts].every(isWrong))
        for (const text of texts) if (isWrong(text)) texts.delete(text);
  const { text: chosen, lead = 0 } = choose(texts, views, 'text') ?? {};
  if (!chosen) return { text: rawOf(views), isSure: false };
  const text = asPrinted(chosen, kind);
  const agreeing = readings.filter((reading) => says(reading, text, kind));
  const isWide = (reading: FreeReading) => wide.includes(raw[readings.indexOf(reading)] as View);
  const natural = raw.filter((view) => !wide.includes(view));
  const agreeingNatural = agreeing.filter((reading) => !isWide(reading)).length;
  const surest = Math.max(...views.map((view) => weakest(view, chosen, 'text')));
  const isByAll = agreeing.length > 2 && agreeing.length === readings.length;
  const leastAgreed =
    kind === 'code' || (/[A-Z\d]{3}/.test(text) && kind === 'text')
      ? agreedCode
      : isByAll
        ? agreedByAll
        : agreedText;
  const isAgreed =
    wide.length === 0
      ? agreeingNatural > 1 && surest >= beyondDoubt
      : agreeing.some(isWide)
        ? agreeingNatural > 0 && surest >= leastAgreed
        : // What is read otherwise stretched is no more than a guess.
          agreeingNatural > 1 &&
          surest >= agreedText &&
          lead >= minFreeLead &&
          readings.filter(isWide).every(({ sureness }) => Math.min(...sureness) < noCharacter);
  const offered = Math.max(...raw.map((view) => weakest(view, chosen, 'text')));
  return {
    text,
    isSure:
      isAgreed &&
      !(kind === 'name' && isPerson.test(text) && !isName(text)) &&
      offered >= leastSeen &&
      !agreeing.some(hasGap) &&
      !hideOne(natural, kind === 'address' && beginsWithRegion(text)) &&
      !readings.some((reading) => hasDigitMore(asPrinted(tidy(reading.text), kind), text)) &&
      !raw.some((view) => isZeroOrQ(view, text)),
  };
}

/** One of several digits is lost more easily than one is seen that is not there. */
const hasDigitMore = (read: string, text: string) =>
  read.length === text.length + 1 &&
  [...read].some((each, at) => /\d/.test(each) && read.slice(0, at) + read.slice(at + 1) === text);

const digitsOf = (text: string) => text.replace(/\D/g, '');
const digitsIn = (view: View) => digitsOf(readFreely(view).text);

/** As it is read where of the same character twice only one was seen. */
const once = (text: string) => text.replace(/([一-龥])\1/g, '$1');

/** A building may be called D, and none 0. */
const withHouseD = (address: string) =>
  hasHouseZero(address) ? address.replace(/(?<!\d)0(?=[座栋幢])/, 'D') : address;

/** The text, and behind it perhaps what hardly looks like characters: an edge, a dotted line. */
function says({ text: read, sureness }: FreeReading, text: string, kind: ValueKind): boolean {
  const printed = asPrinted(tidy(read), kind);
  if (printed === text || printed === once(text)) return true;
  if (
    kind === 'address' &&
    text.endsWith(withHouseD(printed)) &&
    (beginsCut(printed) || hasHouseZero(printed))
  )
    return true;
  const length = [...read].findIndex(
    (_, end) => asPrinted(tidy(read.slice(0, end + 1)), kind) === text,
  );
  const behind = sureness.slice(length + 1);
  return length >= 0 && behind.reduce((sum, each) => sum + each, 0) / behind.length < noCharacter;
}

/** Probability of the least likely character of a free text, in the view that has it surest. */
const agreedText = 0.5;
/** The same where three and more looks say so, and none anything else. */
const agreedByAll = 0.35;
/** Nats, by which two looks that agree must lead what one that is stretched says. */
const minFreeLead = 3;
/** Mean probability of what is seen behind a text and is none, and of a guess's least likely character. */
const noCharacter = 0.7;
/** A code has no words that would show a slip. */
const agreedCode = 0.75;
/** Where nobody looks at it stretched. */
const beyondDoubt = 0.95;
/** The same before a zero is taken to be likelier than it was read. */
const leastSeen = 0.1;

/** A zero with a slash and a Q look alike, and no rule tells them apart. */
function isZeroOrQ(view: View, text = ''): boolean {
  const { text: read, places } = readFreely(view);
  const offset = read.replace(/\s+$/, '').length - text.length;
  return [...text].some((character, at) => {
    const other = { 0: 'Q', Q: '0' }[character];
    const step = view[places[at + offset] ?? -1];
    return other !== undefined && (step?.get(other) ?? 0) >= leastRival;
  });
}
const leastRival = 0.1;

/**
 * Whether all see something that the recogniser has no character for, behind as many that it has.
 * @param isBegun what stands before the first character is the form's
 */
function hideOne(views: readonly View[], isBegun: boolean): boolean {
  const [first = [], ...others] = views.map(hiddenIn);
  return first.some(
    (place) => !(isBegun && place === 0) && others.every((places) => places.includes(place)),
  );
}

/** It offers several characters there, each a little. Far from what was read it always sees something. */
function hiddenIn(view: View): number[] {
  const { places } = readFreely(view);
  const [first = 0, last = 0] = [places[0], places.at(-1)];
  const pitch = (last - first) / (places.length - 1) || view.length;
  const isNear = (at: number) => at > first - reach * pitch && at < last + reach * pitch;
  const isRead = (step: Step | undefined) => step !== undefined && bestOf(step) !== '';
  return view.flatMap((step, at) =>
    isNear(at) && offeredIn(step) > hidden && ![-1, 0, 1].some((by) => isRead(view[at + by]))
      ? [places.filter((place) => place < at).length]
      : [],
  );
}
const hidden = 0.08;
/** Pitches of its characters: a hidden one stands one beside the first or last that was read. */
const reach = 1.8;

/** A dotted line or the edge of a label looks like 一 or l, and hides nothing. */
const offeredIn = (step: Step) =>
  [...step].reduce(
    (sum, [each, value]) => (/[丁-龥A-HJ-Zabd-hkm-z02-9]/.test(each) ? sum + value : sum),
    0,
  );

const bestOf = (step: Step) => {
  let [best, probability] = ['', 0];
  for (const [character, value] of step)
    if (value > probability) [best, probability] = [character, value];
  return best;
};

/** Between two Chinese characters that stand as far apart as three do, or two digits as two do, one was not read. */
function hasGap({ text, places }: FreeReading): boolean {
  const gapsOf = (pair: RegExp) =>
    places
      .slice(1)
      .flatMap((place, index) =>
        pair.test(text.slice(index, index + 2)) ? [place - (places[index] as number)] : [],
      );
  const gaps = gapsOf(/^[一-龥]{2}$/);
  // Places are whole steps, of which a short text has few.
  const usual = (gaps.reduce((sum, gap) => sum + gap, 0) - Math.max(...gaps)) / (gaps.length - 1);
  return (
    gaps.length > 2 &&
    (gaps.some((gap) => gap > 1.6 * usual) ||
      gapsOf(/^\d{2}$/).some((gap) => gap > widestDigit * usual))
  );
}
const widestDigit = 1.3;

/** Around Latin letters brackets are narrow; a code and an address have no blanks. */
function asPrinted(text: string, kind: ValueKind): string {
  const plain = text.replace(/（([\x21-\x7e]+)）/g, '($1)');
  // The second line of an address begins below the English of its label, and dots are the form's.
  if (kind === 'address') return plain.replace(/[\s.·]|^[a-z]+[-—]?/g, '');
  return kind === 'code'
    ? plain.replace(/\s/g, '')
    : plain.replace(/(?<![\w.,])\s+|\s+(?![\w(])/g, '');
}

/** What the recogniser takes the office's zeros with a slash for, and how much likelier a 0 is then. */
const likeZero = new Set('8693OoeθØ');
const zeroPrior = 20;
/** Of a 9 it is seldom one. */
const ninePrior = 5;
/** Never what stands on a card where a code does. */
const neverInCodes = ['O', 'o', 'e', 'θ', 'Ø'];
const neverInNumbers = [...neverInCodes, 'Q', 'D'];
const numbers = new Set<ValueKind>([
  'date',
  'period',
  'idNumber',
  'fileNumber',
  'mass',
  'persons',
  'size',
]);
const codes = new Set<ValueKind>(['plate', 'vin']);

function withSlashedZeros(view: View, kind: ValueKind): View {
  if (lists[kind]) return view;
  const never = numbers.has(kind) ? neverInNumbers : codes.has(kind) ? neverInCodes : [];
  return view.map((step) => {
    let [best, probability] = ['', 0];
    for (const [character, value] of step)
      if (value > probability) [best, probability] = [character, value];
    if (!likeZero.has(best) && !never.includes(best)) return step;
    const changed = new Map(step);
    let zero = (step.get('0') ?? 0) * (best === '9' ? ninePrior : zeroPrior);
    for (const letter of never) zero += step.get(letter) ?? 0;
    changed.set('0', zero);
    // A letter that stays is print of something else, perhaps: it costs the zero nothing.
    const total = [...changed].reduce((a, [each, b]) => (never.includes(each) ? a : a + b), 0);
    return new Map([...changed].map(([each, value]) => [each, value / Math.max(total, value)]));
  });
}

import { areaList } from '@vant/area-data';
import { readFreely, type Step } from './ctc';
import { surnames } from './terms';

type View = readonly Step[];

const gb2312 = new TextDecoder('gb2312');

/** Names by their codes (GB/T 2260), of which the first two or four digits tell where a place lies. */
type Named = readonly [code: string, name: string];

const counties: readonly Named[] = Object.entries(areaList.county_list);

/** How an address may begin: with a province, by its short name too, and a city, or with either. */
const heads: readonly Named[] = Object.entries(areaList.city_list).flatMap(
  ([code, city]): Named[] => {
    const province = areaList.province_list[code.replace(/....$/, '0000')] ?? '';
    const shortName = province.replace(/省|市|(?:壮族|回族|维吾尔)?自治区/, '');
    if (province === city) return [[code, city]];
    return [
      [code, province + city],
      [code, shortName + city],
      [code, city],
      // A county may follow that is a city itself.
      [code.slice(0, 2), province],
    ];
  },
);

const regions = heads.map(([, name]) => name);

/** Nothing stands before it. */
export const beginsWithRegion = (address: string): boolean =>
  regions.some((name) => address.startsWith(name));

/** It has lost the first characters of its province or city. */
export const beginsCut = (address: string): boolean =>
  !beginsWithRegion(address) &&
  regions.some((name) =>
    [...name].some((_, at) => at > 0 && at < name.length - 1 && address.startsWith(name.slice(at))),
  );

/** Of so many characters one may be misread. */
const charactersASlip = 3;
/** Probability that a name's character must have where another one was read. */
const leastOffered = 0.001;

interface Slip {
  at: number;
  character: string;
}

/** A text as it was read, and how likely another character is in place of one. */
interface Read {
  text: string;
  offer(slip: Slip): number;
}

/** The longest name that can stand there, of those the one with the fewest and the likeliest slips. */
function nameAt(names: readonly Named[], { text, offer }: Read, start: number) {
  let best: { code: string; end: number; slips: Slip[]; offered: number } | undefined;
  for (const [code, name] of names) {
    const end = start + name.length;
    if (end > text.length || end < (best?.end ?? 0)) continue;
    const slips = [...name].flatMap((character, index) =>
      text[start + index] === character ? [] : [{ at: start + index, character }],
    );
    if (slips.length > name.length / charactersASlip) continue;
    const offered = Math.min(1, ...slips.map(offer));
    if (offered < leastOffered) continue;
    const isBetter =
      !best ||
      end > best.end ||
      slips.length < best.slips.length ||
      (slips.length === best.slips.length && offered > best.offered);
    if (isBetter) best = { code, end, slips, offered };
  }
  return best;
}

const countiesIn = (code: string) => {
  const within = code.replace(/(?:00)+$/, '');
  return counties.filter(([county]) => county.startsWith(within));
};

/** It names a province, a city, a county and nothing in it: what follows was not read. */
export function isOnlyRegion(address: string): boolean {
  const read = { text: address, offer: () => 0 };
  const head = nameAt(heads, read, 0);
  const county = head && nameAt(countiesIn(head.code), read, head.end);
  return (county ?? head)?.end === address.length;
}

/**
 * What an address begins with is known: where nearly all characters of a province, city and county
 * were read, what stands there is that, if the recogniser offered it at all.
 */
export function withRegions(view: View): View {
  const { text, places } = readFreely(view);
  const stepsOf = (at: number) => view.slice(places[at], places[at + 1]);
  const read: Read = {
    text,
    offer: ({ at, character }) => Math.max(...stepsOf(at).map((step) => step.get(character) ?? 0)),
  };
  const head = nameAt(heads, read, text.search(/[一-龥]/));
  if (!head) return view;
  const county = nameAt(countiesIn(head.code), read, head.end);
  return [...head.slips, ...(county?.slips ?? [])].reduce(
    (changed, { at, character }) =>
      exchanged(changed, text[at] as string, character, places[at] as number, places[at + 1]),
    view,
  );
}

/** What was read between these steps and what is known to stand there change places, where it was offered. */
function exchanged(
  view: View,
  read: string,
  known: string,
  start: number,
  end = view.length,
): View {
  return view.map((step, at) => {
    const [misread, offered] = [step.get(read) ?? 0, step.get(known) ?? 0];
    return at < start || at >= end || offered < leastOffered || misread <= offered
      ? step
      : new Map(step).set(known, misread).set(read, offered);
  });
}

/** As a person's name is printed. */
export const isPerson = /^[一-龥]{1,4}$/;
export const isName = (text: string): boolean => text.length > 1 && surnames.has(text.charAt(0));

/** Of what was read: the least that a surname must have. One that few people bear is on no list. */
const leastOfRead = 0.05;

/** A name begins with a surname: the likeliest that was offered, if it is nearly as likely as what was read. */
export function withSurname(view: View): View {
  const { text, places } = readFreely(view);
  const name = text.trim();
  if (!isPerson.test(name) || surnames.has(name.charAt(0))) return view;
  const at = text.indexOf(name);
  const [start = 0, end = view.length] = [places[at], places[at + 1]];
  const offered = view.slice(start, end).flatMap((step) => [...step]);
  const [likeliest] = offered
    .filter(([character]) => surnames.has(character))
    .sort((a, b) => b[1] - a[1]);
  const read = Math.max(...view.slice(start, end).map((step) => step.get(name.charAt(0)) ?? 0));
  return likeliest && likeliest[1] >= leastOfRead * read
    ? exchanged(view, name.charAt(0), likeliest[0], start, end)
    : view;
}

/** The 6,763 characters of GB 2312, which are simplified ones. */
const simplifiedCharacters = new Set(
  Array.from({ length: 72 * 94 }, (_, index) =>
    gb2312.decode(Uint8Array.of(0xb0 + Math.floor(index / 94), 0xa1 + (index % 94))),
  ),
);

/** Cards have simplified characters: a traditional one gives way to one of these that looks alike. */
export function simplified(view: View): View {
  return view.map((step) => {
    const strange = [...step].filter(
      ([character, probability]) =>
        probability > leastLikeness &&
        isHan.test(character) &&
        !simplifiedCharacters.has(character),
    );
    const [alike] = [...step]
      .filter(([character]) => isHan.test(character) && simplifiedCharacters.has(character))
      .sort((a, b) => b[1] - a[1]);
    if (strange.length === 0 || !alike || alike[1] < leastLikeness) return step;
    const changed = new Map(step);
    let sum = alike[1];
    for (const [character, probability] of strange) {
      changed.delete(character);
      sum += probability;
    }
    return changed.set(alike[0], sum);
  });
}
const leastLikeness = 0.02;
const isHan = /[一-龥]/;

/** No plate and no number has small letters. */
export function inCapitals(view: View): View {
  return view.map((step) => {
    const small = [...step].filter(([character]) => /[a-z]/.test(character));
    if (small.length === 0) return step;
    const changed = new Map(step);
    for (const [character, probability] of small) {
      changed.delete(character);
      const capital = character.toUpperCase();
      changed.set(capital, (changed.get(capital) ?? 0) + probability);
    }
    return changed;
  });
}

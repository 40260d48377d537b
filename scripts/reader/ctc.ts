/**
 * What the recogniser offers at one step along a line: characters and their probabilities; '' is
 * "nothing new". What is left out has less than `leastOffer`.
 */
export type Step = ReadonlyMap<string, number>;

export const leastOffer = 1e-5;

const offer = (step: Step, character: string) => step.get(character) ?? leastOffer;

function likeliest(step: Step): [character: string, probability: number] {
  let best: [string, number] = ['', 0];
  for (const entry of step) if (entry[1] > best[1]) best = entry;
  return best;
}

export interface FreeReading {
  text: string;
  /** Of each character: the step it was read at, and its probability. */
  places: number[];
  sureness: number[];
  /** Natural logarithm of the whole path's probability. */
  logLikelihood: number;
}

/** The likeliest character of each step, repetitions and "nothing new" dropped. */
export function readFreely(steps: readonly Step[]): FreeReading {
  const reading: FreeReading = { text: '', places: [], sureness: [], logLikelihood: 0 };
  let last = '';
  for (const [place, step] of steps.entries()) {
    const [character, probability] = likeliest(step);
    reading.logLikelihood += Math.log(probability);
    if (character !== '' && character !== last) {
      reading.text += character;
      reading.places.push(place);
      reading.sureness.push(probability);
    } else if (character !== '') {
      const at = reading.sureness.length - 1;
      reading.sureness[at] = Math.max(reading.sureness[at] as number, probability);
    }
    last = character;
  }
  return reading;
}

function logAdd(a: number, b: number): number {
  const [high, low] = a > b ? [a, b] : [b, a];
  return low === Number.NEGATIVE_INFINITY ? high : high + Math.log1p(Math.exp(low - high));
}

/** The logarithm of the probability that the steps say this text, over all ways to say it. */
export function logLikelihood(steps: readonly Step[], text: string): number {
  // Between and around its characters "nothing new" may stand.
  const states = ['', ...[...text].flatMap((character) => [character, ''])];
  let now = states.map((_, index) => (index === 0 ? 0 : Number.NEGATIVE_INFINITY));
  for (const [place, step] of steps.entries()) {
    now = states.map((character, index) => {
      let sum = now[index] as number;
      // Before the first step only the first two states can be entered.
      if (index > 0 && (place > 0 || index === 1)) sum = logAdd(sum, now[index - 1] as number);
      const isSkip = index > 1 && character !== '' && character !== states[index - 2];
      if (isSkip && place > 0) sum = logAdd(sum, now[index - 2] as number);
      return sum + Math.log(offer(step, character));
    });
  }
  return logAdd(now.at(-1) as number, now.at(-2) ?? Number.NEGATIVE_INFINITY);
}

/** What may stand at one place of a value. */
export interface Slot {
  characters: string;
  /** A dash or a unit: it must not decide, and any reading of it will do. */
  isSoft?: boolean;
}

/** What a soft slot has at least, whatever is read there unless it is a digit. */
const softOffer = 0.3;
/** What other print before or behind the value has of its probability. */
const otherOffer = 0.8;

/** A zero counts that is none of the letters it was read as. */
const digitShare = (step: Step) => {
  let [sum, letters] = [0, 0];
  for (const [character, probability] of step) {
    if (character >= '0' && character <= '9') sum += probability;
    else if (character !== '') letters += probability;
  }
  return letters > sum / 2 ? 0 : Math.min(sum, 0.99);
};

export interface Choice {
  character: string;
  /** How much less likely than the slot's best one; 0 for that. Nats. */
  cost: number;
  probability: number;
}

/**
 * Of each slot its possible characters, the likeliest first, along the best way through the steps.
 * @param hasNeighbours other print may have been cut out with it, before or behind
 */
export function align(
  steps: readonly Step[],
  slots: readonly Slot[],
  hasNeighbours = false,
): { choices: Choice[][]; logLikelihood: number } | undefined {
  const characters = slots.map((slot) => [...slot.characters]);
  const bestIn = (step: Step, slot: number) => {
    let [best, probability] = ['', 0];
    for (const character of characters[slot] as string[]) {
      const value = offer(step, character);
      if (value > probability) [best, probability] = [character, value];
    }
    return {
      best,
      probability: slots[slot]?.isSoft
        ? Math.max(probability, softOffer * (1 - digitShare(step)))
        : probability,
    };
  };
  const count = 2 * slots.length + 1;
  if (steps.length < slots.length) return undefined;
  let score = Array.from({ length: count }, (_, state) =>
    state === 0 ? 0 : Number.NEGATIVE_INFINITY,
  );
  const from: Int16Array[] = [];
  let before: string[] = slots.map(() => '');
  for (const [place, step] of steps.entries()) {
    const own = slots.map((_, slot) => bestIn(step, slot));
    const nothing = Math.log(offer(step, ''));
    const outside = hasNeighbours
      ? Math.max(nothing, Math.log(otherOffer * (1 - digitShare(step))))
      : nothing;
    const came = new Int16Array(count);
    const next = score.map((stay, state) => {
      const slot = (state - 1) / 2;
      const isSlot = state % 2 === 1;
      // A slot holds one character, however long it lasts.
      const isOther = isSlot && !slots[slot]?.isSoft && before[slot] !== own[slot]?.best;
      let [best, origin] = [isOther ? Number.NEGATIVE_INFINITY : stay, state];
      if (state > 0 && (place > 0 || state === 1) && (score[state - 1] as number) > best)
        [best, origin] = [score[state - 1] as number, state - 1];
      // Straight from one character to the next only if they differ: one that lasts is one.
      const isSkip = isSlot && slot > 0 && place > 0 && before[slot - 1] !== own[slot]?.best;
      if (isSkip && (score[state - 2] as number) > best)
        [best, origin] = [score[state - 2] as number, state - 2];
      came[state] = origin;
      const isOutside = state === 0 || state === count - 1;
      return (
        best + (isSlot ? Math.log(own[slot]?.probability as number) : isOutside ? outside : nothing)
      );
    });
    score = next;
    from.push(came);
    before = own.map(({ best }) => best);
  }
  let state = (score[count - 1] as number) >= (score[count - 2] as number) ? count - 1 : count - 2;
  const total = score[state] as number;
  if (total === Number.NEGATIVE_INFINITY) return undefined;
  const stepsOf: Step[][] = slots.map(() => []);
  for (let place = steps.length - 1; place >= 0; place--) {
    if (state % 2 === 1) stepsOf[(state - 1) / 2]?.push(steps[place] as Step);
    state = from[place]?.[state] as number;
  }
  const choices = stepsOf.map((own, slot) => {
    const offered = (characters[slot] as string[])
      .map((character) => ({
        character,
        probability: Math.max(...own.map((step) => offer(step, character))),
      }))
      .sort((a, b) => b.probability - a.probability)
      .slice(0, maxChoices);
    const best = offered[0]?.probability ?? leastOffer;
    return offered.map((each) => ({ ...each, cost: Math.log(best / each.probability) }));
  });
  return { choices, logLikelihood: total };
}

const maxChoices = 5;
/** Nats beyond which nobody looks any further, and texts after which nobody does. */
const maxCost = 9;
const maxTries = 20_000;

/** The likeliest texts that are valid, at most `limit` of them. */
export function validTexts(
  choices: readonly Choice[][],
  isValid: (text: string) => boolean,
  limit: number,
): string[] {
  const found: { text: string; cost: number }[] = [];
  let tries = 0;
  const bound = () =>
    found.length < limit ? maxCost : Math.min(maxCost, found.at(-1)?.cost ?? maxCost);
  const extend = (text: string, slot: number, cost: number) => {
    if (tries > maxTries) return;
    if (slot === choices.length) {
      tries += 1;
      if (!isValid(text)) return;
      found.push({ text, cost });
      found.sort((a, b) => a.cost - b.cost);
      found.length = Math.min(found.length, limit);
      return;
    }
    for (const choice of choices[slot] as Choice[]) {
      if (cost + choice.cost > bound()) break;
      extend(text + choice.character, slot + 1, cost + choice.cost);
    }
  };
  extend('', 0, 0);
  return found.map(({ text }) => text);
}

import { align, logLikelihood, readFreely, validTexts } from '../../scripts/reader/ctc';
import { viewOf, viewOfText } from '../helpers/print';

const step = (character: string, probability = 0.9) => new Map([[character, probability]]);

test('a character that lasts is one, and two with nothing between them are two', () => {
  const { text, places } = readFreely(['1', '1', '', '1', '7'].map((each) => step(each)));
  expect({ text, places }).toEqual({ text: '117', places: [0, 3, 4] });
});

test('the likelihood of a text counts all ways to say it', () => {
  const steps = [
    new Map([
      ['a', 0.6],
      ['', 0.4],
    ]),
    new Map([
      ['a', 0.5],
      ['', 0.5],
    ]),
  ];
  // aa, a-, -a
  expect(Math.exp(logLikelihood(steps, 'a'))).toBeCloseTo(0.6 * 0.5 + 0.6 * 0.5 + 0.4 * 0.5);
});

test('of a template the likeliest texts that are valid', () => {
  const view = viewOf({ '1': 0.9, '7': 0.1 }, { '3': 0.6, '8': 0.4 });
  const digits = { characters: '0123456789' };
  const { choices } = align(view, [digits, digits]) ?? { choices: [] };
  expect(validTexts(choices, (text) => Number(text) % 2 === 0, 2)).toEqual(['18', '78']);
});

test('a digit beside the template is not left out', () => {
  const slots = [...'dd'].map(() => ({ characters: '0123456789' }));
  const whole = align(viewOfText('12'), slots, true)?.logLikelihood ?? Number.NaN;
  expect(align(viewOfText('发12'), slots, true)?.logLikelihood).toBeCloseTo(
    whole + Math.log(0.5),
    0,
  );
  expect(align(viewOfText('112'), slots, true)?.logLikelihood).toBeLessThan(whole - 3);
});

test('a slot does not take two characters that stand close together', () => {
  const steps = [...'1234'].map((each) => step(each));
  const digits = (count: number) => Array(count).fill({ characters: '0123456789' });
  const whole = align(steps, digits(4))?.logLikelihood ?? Number.NaN;
  expect(align(steps, digits(3))?.logLikelihood ?? Number.NEGATIVE_INFINITY).toBeLessThan(
    whole - 5,
  );
});

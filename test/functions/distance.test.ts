import fc from 'fast-check';
import { distance } from '../../cloudfunctions/shared/fields/distance';

test.each([
  ['', '', 2, 0],
  ['样本', '样本', 0, 0],
  ['重型半挂牵引车', '重盟半挂章引车', 2, 2],
  ['重型半挂牵引车', '重型半挂率引年车', 2, 2],
  ['kitten', 'sitting', 3, 3],
  ['kitten', 'sitting', 2, 3],
  ['a', 'abcd', 2, 3],
  ['abc', '', 9, 3],
])('from %j to %j, as far as %i, it is %i', (one, other, limit, far) => {
  expect(distance(one, other, limit)).toBe(far);
  expect(distance(other, one, limit)).toBe(far);
});

test('so many changes are never further away than they are', () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 3, maxLength: 12 }),
      fc.nat(11),
      fc.constantFrom('样', '本'),
      (text, place, character) => {
        const at = place % text.length;
        const changed = text.slice(0, at) + character + text.slice(at + 1);
        expect(distance(text, changed, 4)).toBe(1);
        expect(distance(text, text.slice(0, at) + character + text.slice(at), 4)).toBe(1);
        expect(distance(text, text.slice(0, at) + text.slice(at + 1), 4)).toBe(1);
      },
    ),
  );
});

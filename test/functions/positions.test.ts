import bothPages from '../fixtures/vehicleLicense/both-pages.json';
import { corners, vehicle } from '../helpers/licenses';

const { expectRead, expectUnreadable } = vehicle;

describe('positions', () => {
  const wire = bothPages.card_position_front;
  const position = ['cardPositionFront', 'cardPositionBack'] as const;

  test.each(position)('%s is read in either spelling', (field) => {
    expectRead(field, wire, corners(60, 40));
    expectRead(field, { pos: corners(60, 40) }, corners(60, 40));
  });

  test.each(position)('%s may have decimals, zeros and negative numbers', (field) => {
    const value = corners(-1.5, 0);
    expectRead(field, { pos: value }, value);
    // 119.00000000000001, as json-bigint and the SDK hand it over.
    const long = { ...value, leftTop: { x: { s: 1, e: 2, c: [119, 1] }, y: 0 } };
    expectRead(field, { pos: long }, { ...value, leftTop: { x: 119.00000000000001, y: 0 } });
  });

  test.each(position)('%s keeps what it cannot read', (field) => {
    const { left_top: _, ...three } = wire.pos;
    const broken = [
      { pos: three },
      { pos: { ...wire.pos, left_top: { x: '119', y: 1 } } },
      { pos: { ...wire.pos, left_top: { x: 119 } } },
      { pos: { ...wire.pos, left_top: null } },
      { pos: [] },
      { pos: 5 },
    ];
    for (const value of broken) expectUnreadable(field, value, JSON.stringify(value));
    expectUnreadable(field, '样本');
    expectRead(field, { pos: null }, null);
  });

  test.each(position)('%s is read, and stays whole in extra, where it says more', (field) => {
    const more = [
      { ...wire, angle: 1 },
      { ...wire, text: '样本' },
      { pos: { ...wire.pos, angle: 1 } },
      { pos: { ...wire.pos, leftTop: { x: 60, y: 40 } } },
      { pos: { ...wire.pos, left_top: { x: 60, y: 40, z: 1 } } },
    ];
    for (const value of more) expectRead(field, value, corners(60, 40), { [field]: value });
  });

  test('the photo’s size is read', () => {
    const value = { w: 3120, h: 4208 };
    expectRead('imgSize', value, value);
    expectRead('imgSize', { ...value, d: 1 }, value, { imgSize: { ...value, d: 1 } });
    for (const broken of [{ w: '3120', h: 4208 }, { w: 3120 }, 5])
      expectUnreadable('imgSize', broken, JSON.stringify(broken));
    expectUnreadable('imgSize', '3120x4208');
  });
});

import { kinds } from '../../miniprogram-sample/cards';
import { cards } from '../../scripts/cards';
import { findPages } from '../../scripts/reader/find-page';
import { recordings } from '../fixtures/reader/recordings';

const found = (api: keyof typeof cards, lines: Parameters<typeof findPages>[1]) =>
  findPages(cards[api], lines)
    .map(({ layout }) => `${layout.page}${layout.form ? ` ${layout.form}` : ''}`)
    .sort();

test.each(recordings)('the pages of $scene are found', ({ kind, pages, text }) => {
  expect(found(`ocr.${kind}`, text.lines)).toEqual(pages);
});

test.each(recordings.filter(({ scene }) => !scene.includes('nobody asked for')))(
  'and none of another licence in $scene',
  ({ kind, text }) => {
    const others = kinds.filter((each) => each !== kind);
    expect(others.flatMap((other) => found(`ocr.${other}`, text.lines))).toEqual([]);
  },
);

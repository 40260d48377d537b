import type { VehicleLicense } from '../../cloudfunctions/shared/cards/vehicleLicense';
import type { Place } from '../../miniprogram-sample/cards/places';
import { places } from '../../miniprogram-sample/cards/places';
import { useFakeWx } from './fake-wx';
import { car, driver, main, open, second } from './open-form';

const fake = useFakeWx(Date.parse('2026-06-01'));

describe('the photo beside the fields', () => {
  const photoSize = { w: 1600, h: 1200 };
  /** The middle of a card on the photo, its width in pixels, how it is turned and leans, in degrees. */
  interface Lying {
    x: number;
    y: number;
    width?: number;
    tilt?: number;
    lean?: number;
  }

  /** A camera: where a point of the card, in millimetres from its middle, is on the photo. */
  function look(
    { x, y, width = 600, tilt = 0, lean = 0 }: Lying,
    acrossMm: number,
    downMm: number,
  ) {
    const [turned, leaning] = [(tilt * Math.PI) / 180, (lean * Math.PI) / 180];
    const right = acrossMm * Math.cos(turned) - downMm * Math.sin(turned);
    const down = acrossMm * Math.sin(turned) + downMm * Math.cos(turned);
    // The camera is 300 mm away.
    const nearness = 300 / (300 + right * Math.sin(leaning));
    const scale = (width / 88) * nearness;
    return { x: x + right * Math.cos(leaning) * scale, y: y + down * scale };
  }

  const cornersOf = (lying: Lying) => ({
    leftTop: look(lying, -44, -30),
    rightTop: look(lying, 44, -30),
    rightBottom: look(lying, 44, 30),
    leftBottom: look(lying, -44, 30),
  });
  const left: Lying = { x: 420, y: 500 };
  const right: Lying = { x: 1180, y: 600 };
  const front = (cardPositionFront: VehicleLicense['cardPositionFront']) => ({ cardPositionFront });
  const lie = (lying: Lying, back: Lying): Partial<VehicleLicense> => ({
    ...front(cornersOf(lying)),
    cardPositionBack: cornersOf(back),
    imgSize: photoSize,
  });
  const both = lie(left, right);
  const own = cornersOf(left);
  /** A page so many times as wide as high. */
  const sides = (times: number) => {
    const [x, y] = [100 + times * 300, 400];
    const [leftTop, rightTop] = [
      { x: 100, y: 100 },
      { x, y: 100 },
    ];
    return front({ leftTop, rightTop, rightBottom: { x, y }, leftBottom: { x: 100, y } });
  };

  /** Where a point of the photo comes to lie in the frame of width 1: what a browser does. */
  function place(image: string, height: number, { x, y }: { x: number; y: number }) {
    const style =
      /^height: (\S+)%; transform: translate\((\S+)%, (\S+)%\) matrix\((.+), 0, 0\)$/.exec(image);
    if (!style) throw new Error(image);
    const [a = 0, b = 0, c = 0, d = 0] = String(style[4]).split(', ').map(Number);
    const [own, across, down] = [style[1], style[2], style[3]].map((share) => Number(share) / 100);
    // An image of the frame's width, as high as its style says.
    const ownHeight = Number(own) * height;
    const [from, fromTop] = [x / photoSize.w, (y / photoSize.h) * ownHeight];
    return {
      x: a * from + c * fromTop + Number(across),
      y: b * from + d * fromTop + Number(down) * ownHeight,
    };
  }

  test('is cut to each page, upright, where its corners are known', () => {
    const form = open(car(both));
    const shots = form.view().shots;
    expect(shots.map(({ page, name, frame }) => [page, name, frame])).toEqual([
      ['main', '主页', 'width: 258px; height: 176px'],
      ['second', '副页', 'width: 258px; height: 176px'],
    ]);
    form.tap('showShot', { index: 1 });
    form.tap('enlarge');
    expect(fake.noted.at(-1)).toEqual({
      name: 'previewImage',
      options: { urls: [shots[0]?.path], current: shots[0]?.path },
    });
  });

  test.each<[string, Lying, number]>([
    ['straight', left, 0.01],
    ['turned by 25°', { ...left, tilt: 25 }, 0.02],
    ['on its head', { ...left, tilt: 180 }, 0.02],
    ['leaning by 10°', { ...left, lean: 10 }, 0.8],
    ['turned and leaning', { ...left, tilt: -12, lean: -12 }, 1],
  ])('shows each field’s own bit of a card that lies %s', (_how, lying, withinMm) => {
    const form = open(car({ ...lie(lying, right) }));
    const bits = form.view().sections[0]?.rows.map(({ field, bit }) => ({ field, bit }));
    expect(bits).toHaveLength(10);
    for (const { field, bit } of bits ?? []) {
      const [fromX, fromY, toX, toY] = places.vehicleLicense[field] as Place;
      const height = Number(/^padding-top: (.+)%$/.exec(bit?.frame ?? '')?.[1]) / 100;
      for (const [across, down] of [
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 1],
        [0.5, 0.5],
      ] as const) {
        const onCard = [fromX + across * (toX - fromX), fromY + down * (toY - fromY)] as const;
        const onPhoto = look(lying, (onCard[0] - 0.5) * 88, (onCard[1] - 0.5) * 60);
        const { x, y } = place(bit?.image ?? '', height, onPhoto);
        const widthMm = (toX - fromX) * 88;
        expect(Math.abs(x - across) * widthMm).toBeLessThan(withinMm);
        expect(Math.abs(y - down * height) * widthMm).toBeLessThan(withinMm);
      }
    }
  });

  test.each<[string, Partial<VehicleLicense>]>([
    ['there are none', front(null)],
    ['the photo’s size is not known', { imgSize: null }],
    ['one lies outside the picture', lie({ x: 250, y: 500 }, right)],
    ['the card would be square', lie({ ...left, lean: 45 }, right)],
    ['it would be 1.19 times as wide as high', sides(1.19)],
    ['it would be 1.81 times as wide as high', sides(1.81)],
    ['two are exchanged', front({ ...own, leftTop: own.rightTop, rightTop: own.leftTop })],
    [
      'they are seen from behind',
      front({
        ...{ leftTop: own.rightTop, rightTop: own.leftTop },
        ...{ rightBottom: own.leftBottom, leftBottom: own.rightBottom },
      }),
    ],
    ['one is in the middle', front({ ...own, rightBottom: { x: left.x, y: left.y } })],
    ['they are another page’s', lie(right, right)],
    ['one is not a point', front({ ...own, leftTop: { x: NaN, y: 1 } })],
  ])('is as ever where its corners cannot be right: %s', (_why, change) => {
    const form = open(main({ ...both, ...change }));
    expect(form.view().shots.map(({ page, frame }) => [page, frame])).toEqual([['main', '']]);
    expect(form.view().sections[0]?.rows.filter(({ bit }) => bit)).toEqual([]);
    form.tap('edit', { field: 'owner' });
    expect(form.data).toMatchObject({ near: '', at: 'owner' });
  });

  test.each([1.21, 1.79])('is cut to a page %s times as wide as high', (times) => {
    const form = open(main({ ...both, ...sides(times) }));
    expect(form.view().shots.map(({ frame }) => frame !== '')).toEqual([true]);
  });

  test('of a 驾驶证 has no corners', () => {
    const form = open(driver());
    expect(form.view().shots).toMatchObject([{ frame: '' }]);
    expect(form.row('name').bit).toBeNull();
  });

  test('moves to the field that is edited or picked, and back to the page by a tap', () => {
    const form = open(car(both));
    form.tap('edit', { field: 'overallSize' });
    const { bit } = form.row('overallSize');
    expect(form.data).toMatchObject({ shot: 1, near: bit?.near, at: 'overallSize' });
    form.tap('enlarge');
    expect(form.data).toMatchObject({ shot: 1, near: '', at: 'overallSize' });
    form.tap('look', { field: 'issueDate' });
    expect(form.data).toMatchObject({ shot: 0, near: form.row('issueDate').bit?.near });
    form.tap('finish');
    expect(form.data).toMatchObject({ editor: null, at: '' });
    form.tap('showShot', { index: 0 });
    expect(form.data.near).toBe('');
  });

  test('stays where it is if the host has switched the bits off', () => {
    const form = open(car(both));
    form.set('fieldPhoto', false);
    form.tap('edit', { field: 'owner' });
    expect(form.data).toMatchObject({ near: '', at: 'owner' });
  });

  test('is whole where it is loaded in another shape than it was recognised', () => {
    const form = open(car(both));
    const path = form.view().shots[0]?.path;
    const load = (width: number, height: number) =>
      form.call('onPhotoLoad', { dataset: { path }, detail: { width, height } });
    load(801, 600);
    expect(form.view().shots[0]?.frame).not.toBe('');
    form.tap('edit', { field: 'owner' });
    load(1200, 1600);
    expect(form.view().shots.map(({ frame }) => frame)).toEqual(['']);
    expect(form.row('owner').bit).toBeNull();
    expect(form.data.near).toBe('');
    form.set('results', [car(both)]);
    expect(form.row('owner').bit).not.toBeNull();
  });

  test('is whole, and there once, where no corners are known; absent without a path', () => {
    expect(open(car()).view().shots).toHaveLength(1);
    const { photoPath: _path, ...without } = car();
    expect(open(without).view().shots).toEqual([]);
  });

  test('of the second page is the second photo', () => {
    const results = [main(), second()];
    expect(
      open(...results)
        .view()
        .shots.map(({ path }) => path),
    ).toEqual(results.map(({ photoPath }) => photoPath));
  });
});

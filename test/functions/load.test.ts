import { cardOf, kinds } from '../../miniprogram-sample/cards';
import { openId, recognize, useLocalCloud } from '../helpers/functions';

const local = useLocalCloud();

test('50 calls at once each get their own licence, and every photo is gone afterwards', async () => {
  const results = await Promise.all(
    Array.from({ length: 50 }, async (_, index) => {
      const kind = kinds[index % kinds.length] ?? 'vehicleLicense';
      const caller = `${openId}${index}`;
      return { kind, ...(await recognize(local.cloud, kind, { caller })) };
    }),
  );
  for (const { kind, result } of results) {
    expect(result).toMatchObject({
      ok: true,
      photo: 'deleted',
      license: { [cardOf(kind).sameCard[0]?.[0] ?? '']: expect.any(String) },
    });
  }
  expect(await local.cloud.storage.list()).toEqual([]);
});

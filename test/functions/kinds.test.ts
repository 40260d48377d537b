import type { VehicleLicense } from '../../cloudfunctions/shared/cards/vehicleLicense';
import { vehicle } from '../helpers/licenses';

const { alone, expectRead, expectUnreadable } = vehicle;

describe('look-alikes and words around a value', () => {
  const suggested: [keyof VehicleLicense, text: string, suggestion: string | undefined][] = [
    ['registerDate', '2O18-07-O6', '2018-07-06'],
    ['registerDate', '2018午7月6曰', '2018-07-06'],
    ['registerDate', '2018-02-3O', undefined],
    ['registerDate', 'IOOO-IO-IO', undefined],
    // Another field's label: more likely another field's date.
    ['registerDate', '发证日期2018-07-06', undefined],
    ['totalQuality', '2700k9', '2700kg'],
    ['totalQuality', '2,7OO kg', '2,700kg'],
    // A k may be lost as well.
    ['totalQuality', '2700g', undefined],
    ['overallSize', '4582xl795x1458mm', '4582x1795x1458mm'],
    ['overallSize', '4582\u21691795\u21691458mm', '4582x1795x1458mm'],
    ['passengersNum', 'S人', '5人'],
    ['passengersNum', '5入', '5人'],
    // A misread caption, or its end.
    ['registerDate', '期2018-07-06', '2018-07-06'],
    ['totalQuality', '质量2700kg', '2700kg'],
    ['overallSize', '外廊尺寸4582x1795x1458mm', '4582x1795x1458mm'],
  ];
  test.each(suggested)('%s %s is unreadable, and likely %s', (field, text, suggestion) => {
    expectUnreadable(field, text, text, suggestion && { suggestion });
    if (suggestion) expect(alone(field, suggestion)).toMatchObject({ warnings: [] });
  });

  test.each<[keyof VehicleLicense, text: string, value: unknown]>([
    ['registerDate', '注册日期：2018-07-06', '2018-07-06'],
    ['registerDate', '2018-07-06 注册⽇期', '2018-07-06'],
    ['registerDate', '注册日期', null],
    ['plateNum', '号牌号码 粤B·12345', '粤B12345'],
    ['vin', '车辆识别代号LSAMPLE0300000001', 'LSAMPLE0300000001'],
    ['vehicleType', '车辆类型：小型 轿⻋', '小型轿车'],
    ['useCharacter', '非 营运', '非营运'],
    ['record', '4400 0000 0001', '440000000001'],
    ['record', '4400 xxxx', '4400 xxxx'],
    ['engineNum', 'YB 000001', 'YB 000001'],
    ['engineNum', 'Engine No.YB000001', 'YB000001'],
    ['registerDate', 'Register Date2018-07-06', '2018-07-06'],
    ['registerDate', '\u200b2018-\u00ad07-06\ufeff', '2018-07-06'],
    ['registerDate', '.2018-07-06。', '2018-07-06'],
    ['plateNum', 'Plate No.粤B12345', '粤B12345'],
    ['vin', 'VIN LSAMPLE0300000001', 'LSAMPLE0300000001'],
    ['totalQuality', '总质量2700kg', 2700],
    ['totalQuality', '2700kg-', 2700],
    ['passengersNum', '驾驶室3人', 3],
    ['passengersNum', '驾驶室(前排2人)', 2],
  ])('%s %s is %j, without a doubt', (field, text, value) => expectRead(field, text, value));

  test.each(['前排2人后排3人', '驾驶室前排2人，后排3人'])('%s is added up and doubted', (text) => {
    expect(alone('passengersNum', text)).toEqual({
      value: 5,
      warnings: [{ field: 'passengersNum', code: 'UNREADABLE', text }],
      extra: {},
    });
  });
});

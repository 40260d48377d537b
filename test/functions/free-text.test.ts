import { driver, vehicle } from '../helpers/licenses';

type Row = [key: string, text: string, suggestion?: string];
/** `''` for none: Jest would hand over something else. */
const withEnds = (rows: Row[]) =>
  rows.map(([key, text, suggestion = '']) => [key, text, suggestion] as const);
const doubtsOf = (key: string, text: string) => {
  const isDriver = ['name', 'address', 'official_seal'].includes(key);
  return (isDriver ? driver : vehicle).doubts({ [key]: text });
};
const fieldOf: Record<string, string> = { official_seal: 'officialSeal', engine_num: 'engineNum' };

function testDoubted(title: string, rows: Row[]) {
  describe(title, () => {
    test.each(withEnds(rows))('%s %j, perhaps %s', (key, text, suggestion) => {
      const found = [fieldOf[key] ?? key, 'UNUSUAL_TEXT', suggestion && `→ ${suggestion}`];
      expect(doubtsOf(key, text)).toEqual([found.filter(Boolean).join(' ')]);
      if (suggestion) expect(doubtsOf(key, suggestion)).toEqual([]);
    });
  });
}

testDoubted('remains of a caption, with what is left of the text where that is usual', [
  ['owner', '所人样本', '样本'],
  ['owner', '所精人山东样本物流有限公司', '山东样本物流有限公司'],
  ['owner', '所身人样本市样本物流有限公司', '样本市样本物流有限公司'],
  ['owner', '所有入样本', '样本'],
  ['owner', '斯有人样本', '样本'],
  ['owner', '有人新乐市样本运输有限公司', '新乐市样本运输有限公司'],
  ['owner', '人莘县样本物流有限公司', '莘县样本物流有限公司'],
  ['owner', 'Ou样本租赁集团有限公司', '样本租赁集团有限公司'],
  ['owner', 'Owmer样本', '样本'],
  ['owner', '0wner样本', '样本'],
  ['name', '姓各样本', '样本'],
  ['name', '姓样本', '样本'],
  ['name', '性名样本', '样本'],
  ['name', '名样本', '样本'],
  ['name', 'Namc样本', '样本'],
  ['name', 'NameSMITH JOHN', 'SMITH JOHN'],
  ['addr', '址山东省样本市', '山东省样本市'],
  ['addr', '住样本省样本市', '样本省样本市'],
  ['addr', '住止样本省样本市', '样本省样本市'],
  ['addr', 'Adder样本省样本市', '样本省样本市'],
  ['addr', '样本省Address样本市0号', '样本省样本市0号'],
  ['addr', '样本省样本市0号Addres', '样本省样本市0号'],
  ['addr', '样本省样本市0号住址', '样本省样本市0号'],
  ['address', 'ddress样本省样本市', '样本省样本市'],
  ['model', '品牌型样本牌YB0000', '样本牌YB0000'],
  ['model', '牌型号样本牌YB0000', '样本牌YB0000'],
  ['model', '型号样本牌YB0000', '样本牌YB0000'],
  ['model', '品碑型号样本牌YB0000', '样本牌YB0000'],
  ['model', 'Mode1样本牌YB0000', '样本牌YB0000'],
  ['model', 'ModelYB0000', 'YB0000'],
  ['owner', '斫有人样本', '样本'],
  ['owner', '有人样本某', '样本某'],
  ['owner', '人样本某', '样本某'],
  ['owner', '样本Owne', '样本'],
  ['name', '娃名样本', '样本'],
  ['addr', '生址样本省样本市', '样本省样本市'],
  ['addr', '样本省样本市0号住'],
  ['addr', '样本省样本市0号 Use'],
  ['owner', '样本有限公司住'],
  ['model', '品牌型亏样本牌YB0000', '样本牌YB0000'],
  ['model', 'odel样本牌YB0000', '样本牌YB0000'],
  // Other fields' captions and values.
  ['owner', '样本某某 非营运'],
  ['model', '样本牌YB0000小型轿车'],
  ['name', '样本 男'],
  ['owner', '样本住址'],
  ['owner', '样本Address'],
  ['addr', '样本省样本市0号使用性质'],
  ['addr', '样本市Use Character'],
  ['owner', '2018-07-06'],
  ['owner', '样本2020'],
  ['addr', '12345'],
  ['name', '样本性别'],
]);

testDoubted('characters that no such text holds', [
  ['addr', '样本村θ59号', '样本村059号'],
  ['addr', '样本村Φ5号', '样本村05号'],
  ['addr', '样本路1Ø8号', '样本路108号'],
  ['addr', '样本村【3】号'],
  ['addr', '样本村{3}号'],
  ['addr', '样本路2o1号12栋3O2室', '样本路201号12栋302室'],
  ['addr', '样本路2〇1号', '样本路201号'],
  ['addr', '样本路l3I号', '样本路131号'],
  ['addr', '样本路1l号', '样本路11号'],
  ['addr', '样本路|2号', '样本路12号'],
  ['addr', '样本路1S3号', '样本路153号'],
  ['addr', '样本路8Z1号', '样本路821号'],
  ['addr', 'エ业路1号', '工业路1号'],
  ['addr', '廣東省样本市', '广东省样本市'],
  ['addr', '样本省样本巿', '样本省样本市'],
  ['addr', '样本縣样本鎮1號', '样本县样本镇1号'],
  ['addr', '样本市А座', '样本市A座'],
  ['addr', '样本市？号'],
  ['addr', '样本市!号', '样本市1号'],
  ['addr', '样本市①号'],
  ['addr', '样本市😀5号'],
  ['addr', '样本市5号（样本'],
  ['addr', '样本市5号。', '样本市5号'],
  ['addr', "'样本市5号", '样本市5号'],
  ['owner', '中囯样本有限公司', '中国样本有限公司'],
  ['owner', '样本?有限公司'],
  ['owner', '样本.', '样本'],
  ['owner', '.样本', '样本'],
  ['owner', '样●本', '样·本'],
  ['name', '样本3'],
  ['name', '样本A'],
  ['name', '·样本', '样本'],
  ['name', '样本:', '样本'],
  ['name', 'セ样本'],
  ['model', '样本牌YB7I5O1', '样本牌YB71501'],
  ['model', '样本牌YB7l50A', '样本牌YB7150A'],
  ['model', '样本牌YB71.50A', '样本牌YB7150A'],
  ['model', '样本牌YВ7150A', '样本牌YB7150A'],
  ['model', '样本牌YB0000?'],
  ['addr', '样本路I2号', '样本路12号'],
  ['addr', '样本区《3》号'],
  ['addr', '样本路0号,', '样本路0号'],
  ['addr', '样本路0号/', '样本路0号'],
  ['addr', '样本路0号—', '样本路0号'],
  ['owner', '样本+', '样本'],
  ['owner', '样本有限公可', '样本有限公司'],
  ['owner', '样本有限公同', '样本有限公司'],
  ['owner', 'SAMPlE NAME', 'SAMPIE NAME'],
  ['name', '样-本'],
  ['name', '样,本'],
  ['name', "样'本"],
  ['name', 'JOHN SMlTH', 'JOHN SMITH'],
  ['model', '样本牌YBO000', '样本牌YB0000'],
  ['model', '样本牌YBI234', '样本牌YB1234'],
  ['model', '样本碑YB0000', '样本牌YB0000'],
  ['model', '样本脾YB0000', '样本牌YB0000'],
  ['model', '样本牌'],
  ['model', '牌YB0000'],
  ['record', '44000000000'],
  ['record', '4400000000011'],
  ['record', '440000000001x'],
  ['official_seal', '样本巿公安局', '样本市公安局'],
  ['engine_num', 'EngimeNo.YB000001', 'YB000001'],
  ['engine_num', '发动机号石YB000001', 'YB000001'],
  ['engine_num', 'YBθ00001', 'YB000001'],
  ['engine_num', 'YB00000l'],
  ['engine_num', 'YB?00001'],
  ['record', '44OO00000001', '440000000001'],
  ['record', '档案编号石440000000001', '440000000001'],
]);

describe('what is masked', () => {
  test.each(
    withEnds([
      ['addr', '样本市样本街**号'],
      ['address', '样本市＊＊路'],
      ['name', '样*'],
      ['name', '样●●'],
      ['owner', '样××'],
      ['model', '样本牌***'],
      ['engine_num', '***533', 'engineNum'],
      ['vin', 'LSV******LN010878'],
      ['record', '4400****0001'],
      ['official_seal', '样本市***', 'officialSeal'],
    ]),
  )('%s %s stays as it is', (key, text, field) => {
    expect(doubtsOf(key, text)).toEqual([`${field || key} MASKED`]);
  });

  test('a plate is masked on both pages', () => {
    const plates = { plate_num: '豫A*****R9', plate_num_b: '豫A*****R9' };
    expect(vehicle.doubts(plates)).toEqual(['plateNum MASKED', 'plateNumB MASKED']);
    expect(driver.doubts({ id_num: '340121********1631' })).toEqual(['idNum MASKED']);
  });
});

test('a text of more than any name has is doubted as it is', () => {
  expect(doubtsOf('owner', '样'.repeat(200))).toEqual([]);
  expect(doubtsOf('owner', '样·'.repeat(101))).toEqual(['owner UNUSUAL_TEXT']);
});

import { driver, vehicle } from '../helpers/licenses';

// From public lists: samples in the documentation of OCR services, model codes of the ministry's notices,
// well-known companies and buildings. People are invented.
const vehicleValues: Record<string, string[]> = {
  owner: [
    ...[
      '样本',
      '欧阳样本',
      '诸葛亮',
      '买买提·艾力',
      '阿依古丽•吐尔逊',
      '𠮷野样本',
      '赵堃',
      '王喆',
      '李〇',
      '䶮样',
    ],
    ...[
      'JOHN SMITH',
      "SHAUN O'BRIEN",
      'JEAN-LUC PICARD',
      'MÜLLER, HANS',
      'SAMMY DAVIS JR.',
      '山田样本',
    ],
    ...[
      '所托（杭州）汽车智能设备有限公司',
      '有研新材料股份有限公司',
      '人民日报社',
      '人本集团有限公司',
      '人人乐连锁商业集团股份有限公司',
    ],
    ...[
      '上海人民企业（集团）有限公司',
      '3M中国有限公司',
      'TCL科技集团股份有限公司',
      '七天四季酒店(广州)有限公司',
      'ABB(中国)有限公司',
    ],
    ...[
      '中国石油化工股份有限公司北京石油分公司',
      '梅赛德斯-奔驰租赁有限公司',
      '上海H&M商业有限公司',
      '中国人民解放军第302医院',
    ],
    ...[
      '北京360企业安全技术有限公司',
      '京通租赁集团有限公司北京分公司',
      '名创优品(广州)有限责任公司',
      '住友商事(中国)有限公司',
    ],
    ...[
      '南京市江宁区样本街道办事处',
      '《读者》出版传媒股份有限公司',
      '昆山市千灯镇样本木制品加工厂',
      'e代驾样本有限公司',
      'OPPO广东移动通信有限公司',
    ],
    ...[
      '内蒙古伊利实业集团股份有限公司',
      '新疆生产建设兵团第八师',
      '7-ELEVEn（北京）有限公司',
      '小米汽车科技有限公司',
    ],
  ],
  addr: [
    ...[
      '上海市徐汇区田林路397号腾云大厦6F',
      '南京市江宁区弘景大道',
      '成都市龙泉驿区山泉镇联合村',
      '云南省昆明市盘龙区样本龙城2B栋614号',
    ],
    ...[
      '江苏省苏州市昆山市千灯镇鹤峰路183号',
      '山西省万荣县城荣河北路西经典街A区39',
      '内蒙古自治区呼伦贝尔市鄂温克族自治旗巴彦托海镇5号楼2单元4层2号',
    ],
    ...[
      '湖南省武冈市湾头镇八合村16组2栋501室',
      '北京市朝阳区东四环',
      '北京市海淀区SOHO现代城3号楼',
      '广东省深圳市南山区COCO公寓8号A座3-2-501',
    ],
    ...[
      '样本省样本市样本路0号#6',
      '上海市浦东新区世纪大道100号',
      '样本市样本区B1层12B号',
      '样本市G30高速样本服务区',
      '样本路S1号',
      '幸福路1-23-1号',
    ],
    ...[
      '二〇一厂家属区',
      '香港特别行政区九龙城区样本道1号',
      '样本市“水岸新城”小区5号',
      '样本县样本乡样本村3组，附2号',
      '样本市Ⅱ期3栋',
      '样本市A、B座',
    ],
    ...[
      '重庆市渝北区样本路1号附10号',
      '西藏自治区拉萨市城关区样本路3号1-1',
      '样本市样本路10号（样本大厦）12F-1203',
      '样本市住总家园3号',
      '样本市1.5环路8号',
    ],
  ],
  model: [
    ...[
      '大众汽车牌SVW71617MM',
      '北京现代牌BH7164MX',
      '解放牌CA5160CCYP62K1L4',
      '保时捷GT37182RUCRE',
      '别克牌SGM7151LAAA',
      '梅赛德斯-奔驰牌BJ7204',
    ],
    ...[
      '江淮牌HFC7180',
      '解放牌CA4250P66K25T1A1E',
      '别克牌SGM6522UBA6',
      '特斯拉牌TSL7000BEVAR0',
      '比亚迪牌BYD7152WT5HEV1',
      '朗逸牌SVW7167LSD',
    ],
    ...[
      '奥迪AUDI Q7 3.0TFSI',
      '宝马BMW 320i',
      '路虎RANGE ROVER 3.0',
      '华骏牌ZCZ9401CCYHJF',
      '宗申·比亚乔牌BYQ150T-3',
      '豪爵牌HJ125-8',
      '名爵(MG)牌CSA7150',
    ],
    ...[
      '雷克萨斯牌LEXUS RX350',
      '五菱牌LZW6407JF',
      '三一牌SYM5445THB 560C-8A',
      '特斯拉MODEL S 85D',
      '本田牌DHW6453(CR-V)',
      '东风牌DFH1180BX2DV',
      'SMART FORTWO',
    ],
  ],
  engine_num: [
    ...[
      '8B213508',
      '60401183',
      '20832',
      'C1260774',
      '3119C018648',
      '210543166',
      'G4FC-123456',
      'YC6L310-42 L3001',
      '4G15S 123456',
      'CA6DL1-26E4R',
    ],
    ...['TZ220XSA0123456', 'LJ465Q-2AE1/123456', 'B48B20C 12345678', 'E3Y123(A)'],
  ],
  vehicle_type: [
    '小型轿车',
    '重型半挂牵引车',
    '重型仓栅式货车',
    '中型旅居半挂车',
    '小型越野客车',
    '轻便二轮摩托车',
    '大型专用校车',
  ],
  use_character: ['非营运', '营转非', '货运', '预约出租客运', '危化品运输', '教练', '公交客运'],
  plate_num: [
    '粤B12345',
    '京AF0236',
    '苏ELF735',
    '津A0000挂',
    '使014578',
    '粤Z1234港',
    '沪AD12345',
    '陕B38990',
  ],
  record: ['440000000001', '110100123456'],
  register_date: ['2018-07-06', '20180205', '2018年7月6日', '2018/7/6', '2018.12.3', '1998-12-31'],
  passengers_num: ['5人', '5', '驾驶室3人', '55人'],
  total_quality: ['1845kg', '49,000kg', '25000千克', '150㎏'],
  lead_quality: ['38000kg', '--'],
  overall_size: ['4670×1806×1474mm', '4490x1860x1590', '7200×2500×2820㎜'],
};
const driverValues: Record<string, string[]> = {
  name: [
    ...[
      '样本',
      '欧阳样本某',
      '买买提·艾力',
      '阿卜杜热西提•努尔',
      '司马相如',
      '𠮷样',
      '昇样',
      '样 本',
      '李喆堃',
      '〇样',
      '迪丽热巴·迪力木拉提',
    ],
    ...[
      'JOHN SMITH',
      "O'BRIEN SHAUN",
      'MARIE-CLAIRE DUBOIS',
      'GARCÍA LÓPEZ, JOSÉ',
      'NGUYỄN VĂN A',
      'NAMEER HASSAN',
      'Ødegård',
      'DE LA CRUZ JR.',
      '史密斯·约翰',
    ],
  ],
  address: [
    ...[
      '辽宁省大连市甘井子区',
      '河北省邯郸市肥乡县肥乡镇',
      '山东省鄄城县旧城镇样本村059号',
      '黑龙江省齐齐哈尔市建华区样本社区57组',
    ],
    ...[
      '北京市朝阳区建国路88号SOHO现代城B座1203室',
      '样本市样本区样本路12号院3-2-501',
      '新疆维吾尔自治区喀什地区样本县1号',
      '广东省中山市东区样本花园C2幢',
    ],
  ],
  nationality: ['中国', '美国', '大韩民国', '刚果（金）', '哈萨克斯坦', '中国香港'],
  official_seal: [
    '样本市公安局公安交通管理局',
    '北京市公安局公安交通管理局',
    '样本省样本市公安局交通警察支队(2)',
    'xx市公安局公安交通管理局',
  ],
  sex: ['男', '男性'],
  car_class: ['C1', 'A1A2', 'C1D', 'A2 E', 'B2E', 'C1（限）', 'C6', 'A2、D'],
  issue_date: ['2012-12-21', '2012/12/1', '2012年3月5日'],
  valid_to: ['2030-12-21', '长期', '6年', '长期有效', '9999-12-31', '至2030-12-21止'],
};

const rows = (values: Record<string, string[]>) =>
  Object.entries(values).flatMap(([key, texts]) => texts.map((text) => [key, text] as const));

test('there are many of them, and some of every field in words', () => {
  expect(rows(vehicleValues).length + rows(driverValues).length).toBeGreaterThan(180);
});

test.each(rows(vehicleValues))('行驶证: %s %s is right, and not doubted', (key, text) => {
  // The others of the specimen, but for those that this one would have to fit.
  const others = { plate_num_b: '', prepare_quality: '', issue_date: '' };
  expect(vehicle.doubts({ ...others, [key]: text })).toEqual([]);
});

test.each(rows(driverValues))('驾驶证: %s %s is right, and not doubted', (key, text) => {
  expect(driver.doubts({ [key]: text })).toEqual([]);
});

import { driver, vehicle } from '../helpers/licenses';

// From public lists: samples in the documentation of OCR services, model codes of the ministry's notices,
// well-known companies and buildings. People are invented.

/** One a field, between bars and lines. */
const list = (texts: string) => texts.trim().split(/\s*[|\n]\s*/);

const addresses = list(`
  上海市徐汇区田林路397号腾云大厦6F | 南京市江宁区弘景大道 | 成都市龙泉驿区山泉镇联合村
  云南省昆明市盘龙区样本龙城2B栋614号 | 江苏省苏州市昆山市千灯镇鹤峰路183号
  山西省万荣县城荣河北路西经典街A区39 | 内蒙古自治区呼伦贝尔市鄂温克族自治旗巴彦托海镇5号楼2单元4层2号
  湖南省武冈市湾头镇八合村16组2栋501室 | 北京市朝阳区东四环 | 北京市海淀区SOHO现代城3号楼
  广东省深圳市南山区COCO公寓8号A座3-2-501 | 样本省样本市样本路0号#6 | 上海市浦东新区世纪大道100号
  样本市样本区B1层12B号 | 样本市G30高速样本服务区 | 样本路S1号 | 幸福路1-23-1号 | 二〇一厂家属区
  香港特别行政区九龙城区样本道1号 | 样本市“水岸新城”小区5号 | 样本县样本乡样本村3组，附2号 | 样本市Ⅱ期3栋
  样本市A、B座 | 重庆市渝北区样本路1号附10号 | 西藏自治区拉萨市城关区样本路3号1-1
  样本市样本路10号（样本大厦）12F-1203 | 样本市住总家园3号 | 样本市1.5环路8号 | 辽宁省大连市甘井子区
  河北省邯郸市肥乡县肥乡镇 | 山东省鄄城县旧城镇样本村059号 | 黑龙江省齐齐哈尔市建华区样本社区57组
  北京市朝阳区建国路88号SOHO现代城B座1203室 | 样本市样本区样本路12号院3-2-501
  新疆维吾尔自治区喀什地区样本县1号 | 广东省中山市东区样本花园C2幢 | 北京市东城区样本胡同甲3号
  北京市西城区样本里5号楼3门201 | 上海市静安区样本路1168弄5支弄8号 | 天津市和平区样本道1号增1号
  重庆市南岸区样本路8号附3号2-1 | 样本省样本市样本区样本街道样本社区 | 山东省临沂市沂水县样本镇样本村123号
  河南省周口市太康县样本乡样本行政村后样本村2组 | 安徽省阜阳市颍上县样本镇样本村样本庄5号
  湖北省恩施土家族苗族自治州样本县样本乡样本村三组12号 | 江西省赣州市于都县样本镇样本村上屋组
  福建省泉州市晋江市样本镇样本村样本角落2号 | 广西壮族自治区百色市那坡县样本乡样本村样本屯12号
  贵州省黔东南苗族侗族自治州凯里市样本镇样本村八组 | 云南省大理白族自治州样本县样本乡样本村民委员会样本村
  四川省凉山彝族自治州昭觉县样本乡样本村一社 | 西藏自治区日喀则市样本县样本乡样本村
  青海省海西蒙古族藏族自治州格尔木市样本路 | 新疆维吾尔自治区伊犁哈萨克自治州样本县样本镇样本村3巷5号
  内蒙古自治区锡林郭勒盟样本旗样本苏木样本嘎查 | 黑龙江省牡丹江市样本县样本林场委1组
  吉林省延边朝鲜族自治州样本市样本街样本委12组 | 辽宁省鞍山市样本区样本街12栋1单元3层5号
  海南省样本黎族自治县样本镇样本村委会样本村 | 广东省佛山市南海区狮山镇样本村样本队8巷6号
  广东省深圳市福田区样本大厦A座1201-A | 广东省东莞市长安镇样本路8号C栋
  浙江省温州市样本区样本住宅区3幢201室 | 浙江省杭州市余杭区样本街道样本苑11幢2单元
  江苏省南京市玄武区样本巷1-1号 | 江苏省苏州市工业园区样本路88号9幢
  陕西省西安市雁塔区样本路1号1幢1单元10101室 | 甘肃省定西市样本县样本镇样本村样本社
  宁夏回族自治区吴忠市样本区样本镇样本村5队 | 河北省保定市样本县样本镇样本村3区5排8号
  山西省吕梁市样本县样本镇样本村 | 湖南省娄底市样本县样本镇样本村样本组 | 样本市样本区样本路56号之一
  样本市样本区样本路56号之二301房 | 样本市样本区样本大道中12号首层 | 样本市样本区样本路口西南角
  样本市样本区样本路1号院内 | 样本市样本区样本花园B区12栋2-3-4 | 样本市样本区样本国际城T3栋
  样本市样本区样本路9号9-1号门面 | 样本市样本区样本工业园E3-5 | 样本市样本区样本新村南区12号
  样本市样本区W酒店 | 样本市样本区样本路18号K11购物中心 | 样本市样本区样本村1队 | 样本县样本镇S203省道旁
  样本县样本镇X012县道东侧 | 样本市样本区107国道样本段 | 样本市样本区LOFT公寓1号楼
  样本市样本区IFC大厦二期 | 样本市样本区CBD样本大厦 | 样本市样本区样本街3#楼2单元
  样本市样本区样本街3号楼底商 | 样本市样本区样本街5-8号 | 样本市样本区旧址路1号 | 遗址路3号
  原址样本厂家属院 | 新址样本路2号 | 老址样本街1号 | 样本市样本区样本·天玺3栋 | 样本市样本区样本city花园
  样本团样本连 | 第十师样本团五连 | 样本监狱家属区 | 样本部队样本分队 | 样本市样本区样本学院学生公寓7号
  样本市样本区I期3栋 | 样本市样本区样本家园(南区)12栋 | 样本市样本区样本路12号1幢、2幢
  样本县样本镇样本村河西12号 | 样本市样本区样本小区12-3-401 | 样本市样本路1号样本车管所集体户
  样本市样本区样本街甲1号乙栋 | 样本区样本路88弄12号501室 | 样本镇人民政府大院 | 样本市样本区样本路1号4S店
  样本市样本区样本村〇一二号`);

/** Of every field in words, or in a code without a check digit, at least 80. */
const vehicleTexts = {
  addr: addresses,
  owner: list(`
    样本 | 欧阳样本 | 诸葛亮 | 买买提·艾力 | 阿依古丽•吐尔逊 | 𠮷野样本 | 赵堃 | 王喆 | 李〇 | 䶮样
    JOHN SMITH | SHAUN O'BRIEN | JEAN-LUC PICARD | MÜLLER, HANS | SAMMY DAVIS JR. | 山田样本
    所托（杭州）汽车智能设备有限公司 | 有研新材料股份有限公司 | 人民日报社 | 人本集团有限公司
    人人乐连锁商业集团股份有限公司 | 上海人民企业（集团）有限公司 | 3M中国有限公司 | TCL科技集团股份有限公司
    七天四季酒店(广州)有限公司 | ABB(中国)有限公司 | 中国石油化工股份有限公司北京石油分公司
    梅赛德斯-奔驰租赁有限公司 | 上海H&M商业有限公司 | 中国人民解放军第302医院 | 北京360企业安全技术有限公司
    京通租赁集团有限公司北京分公司 | 名创优品(广州)有限责任公司 | 住友商事(中国)有限公司
    南京市江宁区样本街道办事处 | 《读者》出版传媒股份有限公司 | 昆山市千灯镇样本木制品加工厂
    e代驾样本有限公司 | OPPO广东移动通信有限公司 | 内蒙古伊利实业集团股份有限公司 | 新疆生产建设兵团第八师
    7-ELEVEn（北京）有限公司 | 小米汽车科技有限公司 | 所得税样本咨询有限公司 | 有家便利店样本店
    有色金属研究样本院 | 人和商贸样本有限公司 | 人福医药集团股份公司 | 人头马样本贸易有限公司
    众人众样本有限公司 | 所有样本科技有限公司 | 品牌联盟样本有限公司 | 住友化学(上海)有限公司
    住好家样本家具有限公司 | 地址通样本科技有限公司 | 型号样本模具厂 | 号百信息服务有限公司 | 亓官样本
    逄样本 | 乜样本 | 仉样本 | 佴样本 | 爨样本 | 呼延样本 | 尉迟样本 | 令狐样本 | 完颜样本 | 鲜于样本
    漆雕样本 | 司徒样本 | 第五样本 | 拓跋样本 | 纳兰样本 | 才让样本 | 扎西样本 | 斯琴样本 | 乌日娜
    巴特尔样本 | 古丽巴哈尔·样本 | 阿不都热依木·样本 | 艾合买提江·样本 | 木合塔尔・样本 | 帕提曼.样本
    ZHANG WEI | KIM MIN-JUN | Maria da Silva | VAN DER BERG, JAN | D'ANGELO MARIO | O’CONNOR PAT
    SMITH JOHN JR. | NGUYỄN THỊ SAMPLE | 滴滴出行科技有限公司 | 顺丰速运有限公司 | 京东物流供应链有限公司
    一汽-大众汽车有限公司 | 神龙汽车有限公司 | 长安PSA汽车有限公司 | 上海汽车集团股份有限公司
    北京汽车销售有限公司 | 中国平安财产保险股份有限公司 | 中国人民财产保险股份有限公司样本支公司
    太平洋保险(集团)股份公司 | 7天连锁酒店样本店 | 85度C样本餐饮有限公司 | 58同城样本信息技术有限公司
    1号店样本电子商务有限公司 | 361度(中国)有限公司 | 样本市公安局 | 样本市第一人民医院
    样本县样本乡人民政府 | 样本省人大常委会办公厅 | 国家税务总局样本市税务局 | 样本大学
    样本市公共交通总公司 | 样本市消防救援支队 | 样本县XX农机专业合作社 | 样本A座酒店管理有限公司
    样本(集团)有限责任公司第三分公司 | 样本市样本区教育局 | 样本汽车租赁(上海)有限公司
    神州租车(中国)有限公司 | 一嗨汽车租赁有限公司 | 样本运输队 | 个体样本 | 样本村村民委员会
    样本二手车经销有限公司 | 样本汽贸有限公司 | 样本混凝土有限公司 | 样本4S店汽车服务有限公司
    BMW样本服务有限公司 | H3C样本技术有限公司`),
  model: list(`
    大众汽车牌SVW71617MM | 北京现代牌BH7164MX | 解放牌CA5160CCYP62K1L4 | 保时捷GT37182RUCRE
    别克牌SGM7151LAAA | 梅赛德斯-奔驰牌BJ7204 | 江淮牌HFC7180 | 解放牌CA4250P66K25T1A1E | 别克牌SGM6522UBA6
    特斯拉牌TSL7000BEVAR0 | 比亚迪牌BYD7152WT5HEV1 | 朗逸牌SVW7167LSD | 奥迪AUDI Q7 3.0TFSI | 宝马BMW 320i
    路虎RANGE ROVER 3.0 | 华骏牌ZCZ9401CCYHJF | 宗申·比亚乔牌BYQ150T-3 | 豪爵牌HJ125-8 | 名爵(MG)牌CSA7150
    雷克萨斯牌LEXUS RX350 | 五菱牌LZW6407JF | 三一牌SYM5445THB 560C-8A | 特斯拉MODEL S 85D
    本田牌DHW6453(CR-V) | 东风牌DFH1180BX2DV | SMART FORTWO | 福特牌CAF7180A5 | 长城牌CC6460KM29
    奇瑞牌SQR7150J69T | 吉利牌JL7152L12 | 东风日产牌DFL7168VAL2 | 广汽本田牌HG7155BAC5A | 丰田牌TV7166GL-iE
    大众汽车牌FV7146BADBG | 奥迪牌FV7201BFDBG | 雪佛兰牌SGM7155MAAA | 凯迪拉克牌SGM7203DAA2
    哈弗牌CC6461UM03A | 宝骏牌LZW6481BBVF | 荣威牌CSA7154TDAR | 名爵牌CSA7150AC | 蔚来牌HFC6502ECSEV1-W
    小鹏牌NHQ7000BEVDA | 理想牌LXA6500SHEVM1 | 红旗牌CA7180HA6T | 五十铃牌QL5040XXYA6HA | 庆铃牌QL1040A6HA
    江铃牌JX1041TSGA25 | 福田牌BJ1043V9JEA-F1 | 重汽豪沃牌ZZ4257V324HE1B | 陕汽牌SX42594X324TL
    欧曼牌BJ4259SMFKB-AB | 汕德卡牌ZZ4256V324HF1B | 乘龙牌LZ4250H7DB | 中集牌ZJV9401CLXSZ | 通华牌THT9400TJZ
    宇通牌ZK6122H5Z | 金龙牌XMQ6127AYD5D | 安凯牌HFF6121K40D1E5 | 海格牌KLQ6812KAE51 | 比亚迪牌BYD6100LGEV9
    中通牌LCK6125EV | 豪爵牌HJ110-3 | 五羊-本田牌WH125-12 | 钱江牌QJ150-19C | 嘉陵牌JH125
    新大洲本田牌SDH125-46A | 雅马哈牌LYM125-2 | 春风牌CF400-5 | 宗申牌ZS150-38 | 大运牌DY150-20B
    力帆牌LF125-2J | 隆鑫牌LX150-56 | 哈雷戴维森HARLEY-DAVIDSON XL883N | 宝马BMW R1200GS
    杜卡迪DUCATI MONSTER 821 | 梅赛德斯-奔驰BENZ S400L | 保时捷PORSCHE CAYENNE | 路虎LAND ROVER DISCOVERY
    雷克萨斯LEXUS ES300h | 英菲尼迪INFINITI QX60 | 讴歌ACURA MDX | 沃尔沃VOLVO XC90 T6
    玛莎拉蒂MASERATI GHIBLI | 法拉利FERRARI 488 GTB | 兰博基尼LAMBORGHINI HURACAN | 特斯拉TESLA MODEL X
    斯巴鲁SUBARU FORESTER 2.0 | 三菱MITSUBISHI PAJERO V97 | MINI COOPER S | 大众VOLKSWAGEN TIGUAN 2.0TSI
    丰田TOYOTA ALPHARD 3.5 | 日产NISSAN PATROL 4.0L | 铃木SUZUKI JIMNY 1.5 | 欧宝OPEL ZAFIRA
    标致PEUGEOT 3008 | 徐工牌XZJ5320JQZ25K | 中联牌ZLJ5430THBBF | 三一牌SYM5190GJB1D | 楚胜牌CSC5160GYY
    程力威牌CLW5040XLCQ6 | 东风牌EQ1070SJ3BDF | 时风牌7YPJ-1150A | 五征牌7YPJZ-16100PDA1 | 东方红牌LX1204
    雷沃牌M1204-D`),
  engine_num: list(`
    8B213508 | 60401183 | 20832 | C1260774 | 3119C018648 | 210543166 | G4FC-123456 | YC6L310-42 L3001
    4G15S 123456 | CA6DL1-26E4R | TZ220XSA0123456 | LJ465Q-2AE1/123456 | B48B20C 12345678 | E3Y123(A)
    EA888123456 | CFB123456 | CPJ0123456 | CUF 012345 | DPL 001234 | 4B12 SF1234 | 4G18S4M 123456
    4G63S4M SEG1234 | 2TR1234567 | 1ZR-A123456 | 2AR123456 | M274920 30123456 | 276955 30012345
    N20B20B A123B456 | N52B25AF 01234567 | B38A15A 12345678 | LE5 123456789 | SQRE4T15B AFJK01234
    JLH-3G15TD A123456 | JLD-4G24 123456 | 4A91S BCD1234 | LJ4A18QR 1234567 | SFG18-1234567 | G4KD CW123456
    G4FJ-HZ012345 | K24Z8 1234567 | L15BD-1234567 | R20Z4 1234567 | HR16DE 123456A | MR20 123456W
    QR25DE 654321B | YD25 123456T | WP10.336E53 1612D012345 | WP12.430E50-1613B012345 | ISDE270 40 87654321
    ISM11E4 420 35312345 | YC4E140-42 J1234567 | CY4102-C3C 123456 | CA4DD2-18E6 51234567 | YN33CRE1 0123456
    JX493ZLQ4 E1234567 | 4JB1-TC 123456 | DK15-06 1234567 | DFMA15-123456 | BYD476ZQA 212345678
    BYD371QA 012345 | TZ200XSRF0123456 | TZ180XSA1 12345678 | TZ228XS035 A0123 | 3D1 A12345678901
    YS240S002 H1234567 | HXM8-123456 | MFA20-654321 | 162FMJ 12345678 | 157QMJ-2A 12345678 | JF50E 1234567
    K154FMI 012345 | CA6DM3-55E65 60123456 | D6CC 12345678 | DC13125 K01 1234567 | OM471LA 471900 C0123456
    D2066LF60 50512345678901 | MC13.54-61 211234567890 | 6DL3-35E6F 52123456 | P11C-VH 12345
    V2203-M 1AB1234 | LR4M3LU22 Y123456 | QC480DI A1234567 | R180N 12345 | S1100A2 123456 | L28M1 123456
    A6L240-20 A12345 | E10A10A 12345 | LJ276QE 12345 | BJ493ZQ3 A1234567 | NQ120B4 123456
    WD615.50 1509B012345 | K9-123456 B | JM12-1234567 | SC25R-123456`),
  plate_num: [...'京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼'].flatMap(
    (province) =>
      list('A12345 | B9X8Y7 | CD12345 | A12345F | D1234学 | E1234挂 | A0001警').map(
        (serial) => province + serial,
      ),
  ),
};
const driverTexts = {
  address: addresses,
  name: list(`
    样本 | 欧阳样本某 | 买买提·艾力 | 阿卜杜热西提•努尔 | 司马相如 | 𠮷样 | 昇样 | 样 本 | 李喆堃 | 〇样
    迪丽热巴·迪力木拉提 | JOHN SMITH | O'BRIEN SHAUN | MARIE-CLAIRE DUBOIS | GARCÍA LÓPEZ, JOSÉ
    NGUYỄN VĂN A | NAMEER HASSAN | Ødegård | DE LA CRUZ JR. | 史密斯·约翰 | 亓官样本 | 逄样 | 乜样本 | 仉样
    佴样本 | 爨样 | 呼延样本 | 尉迟样 | 令狐样本 | 完颜样 | 鲜于样本 | 漆雕样 | 司徒样本 | 第五样 | 拓跋样本
    纳兰样 | 百里样本 | 东方样 | 南宫样本 | 慕容样 | 端木样本 | 上官样 | 夏侯样本 | 皇甫样 | 牛样 | 区样本
    单样 | 查样本 | 盖样 | 仇样本 | 朴样 | 尹样本 | 性样虚构 | 覃样 | 解样本 | 缪样 | 翟样本 | 隗样 | 郗样本
    郄样 | 钭样本 | 冼样 | 晏样本 | 笪样 | 谌样本 | 麹样 | 綦样本 | 才让样本 | 扎西样本 | 斯琴样本 | 乌日娜
    巴特尔 | 古丽巴哈尔·样本 | 阿不都热依木·样本 | 艾合买提江·样本 | 木合塔尔・样本 | 帕提曼.样本
    努尔古丽·样本·虚构 | 哈斯巴根 | 其其格 | 罗布样本 | 拉姆 | 格桑样本 | 样胜男 | 样亚男 | 样建国 | 样中国
    样籍 | 样址 | 样名扬 | 样驾 | 样牌 | 样性 | 样有人 | 样小二 | 样一 | 样〇〇 | 样十三妹 | 样乙
    ZHANG SAMPLE | KIM MIN-JUN | Maria da Silva | VAN DER BERG, JAN | D'ANGELO MARIO | SMITH JOHN JR.
    AL-FARSI SAMPLE | McDonald Ann`),
  nationality: list(`
    中国 | 美国 | 大韩民国 | 刚果（金） | 哈萨克斯坦 | 中国香港 | 英国 | 法国 | 德国 | 日本 | 韩国 | 朝鲜
    俄罗斯 | 蒙古 | 越南 | 老挝 | 缅甸 | 泰国 | 印度 | 尼泊尔 | 不丹 | 孟加拉国 | 巴基斯坦 | 阿富汗 | 伊朗
    伊拉克 | 土耳其 | 以色列 | 沙特阿拉伯 | 也门 | 阿联酋 | 埃及 | 苏丹 | 南非 | 尼日利亚 | 肯尼亚
    埃塞俄比亚 | 坦桑尼亚 | 加纳 | 喀麦隆 | 刚果（布） | 中非 | 乍得 | 加拿大 | 墨西哥 | 古巴 | 巴西
    阿根廷 | 智利 | 秘鲁 | 澳大利亚 | 新西兰 | 斐济 | 汤加 | 意大利 | 西班牙 | 葡萄牙 | 荷兰 | 比利时
    卢森堡 | 瑞士 | 奥地利 | 波兰 | 捷克 | 匈牙利 | 罗马尼亚 | 乌克兰 | 白俄罗斯 | 希腊 | 瑞典 | 挪威 | 芬兰
    丹麦 | 冰岛 | 爱尔兰 | 乌兹别克斯坦 | 吉尔吉斯斯坦 | 塔吉克斯坦 | 土库曼斯坦 | 新加坡 | 马来西亚
    印度尼西亚 | 菲律宾 | 文莱 | 柬埔寨 | 特立尼达和多巴哥 | 波斯尼亚和黑塞哥维那 | 科特迪瓦
    圣文森特和格林纳丁斯 | 几内亚比绍 | 中国（台湾） | 中国澳门`),
  car_class: list(`
    C1 | A1A2 | C1D | A2 E | B2E | C1（限） | C6 | A2、D | A1 | A2 | A3 | B1 | B2 | C2 | C3 | C4 | C5 | D
    E | F | M | N | P | A1D | A1E | A2D | A2E | A2M | A1A2D | A1A2E | A3C1 | B1D | B1E | B2D | B2M | B1B2
    B1B2D | C1E | C1F | C1M | C1N | C2D | C2E | C1C2 | C1P | A1N | A2N | A2F | B2F | B2N | C3D | C4D | C5D
    C6D | C1C6 | A2C6 | B2C6 | A1A2M | DM | DN | FM | A1,D | A2,E | C1、D | C1，E | C1/D | A1A2A3B1B2C1
    A1 A2 | A2 D | C1 D E | B2 E | A1A2 D | C1 M N | A1·D | B2、E | A3D | A3E | A3M | B1F | B1M | C3E | C3M
    C4M`),
  official_seal: list(`
    北京 | 天津 | 上海 | 重庆 | 石家庄 | 太原 | 呼和浩特 | 沈阳 | 长春 | 哈尔滨 | 南京 | 杭州 | 合肥 | 福州 | 南昌
    济南 | 郑州 | 武汉 | 长沙 | 广州 | 南宁 | 海口 | 成都 | 贵阳 | 昆明 | 拉萨 | 西安 | 兰州 | 西宁 | 银川 | 乌鲁木齐`).flatMap(
    (city) =>
      list('公安交通管理局 | 交通警察支队 | 交通管理支队车辆管理所').map(
        (office) => `${city}市公安局${office}`,
      ),
  ),
};

/** A few of each form. */
const vehicleForms = {
  plate_num: list('使014578 | 粤Z1234港'),
  vehicle_type: list(`
    小型轿车 | 重型半挂牵引车 | 重型仓栅式货车 | 中型旅居半挂车 | 小型越野客车 | 轻便二轮摩托车
    大型专用校车`),
  use_character: list('非营运 | 营转非 | 货运 | 预约出租客运 | 危化品运输 | 教练 | 公交客运'),
  record: list('440000000001 | 110100123456'),
  register_date: list(`
    2018-07-06 | 20180205 | 2018年7月6日 | 2018/7/6 | 2018.12.3 | 1998-12-31`),
  passengers_num: list('5人 | 5 | 驾驶室3人 | 55人'),
  total_quality: list('1845kg | 49,000kg | 25000千克 | 150㎏'),
  lead_quality: list('38000kg | --'),
  overall_size: list('4670×1806×1474mm | 4490x1860x1590 | 7200×2500×2820㎜'),
};
const driverForms = {
  official_seal: list(`
    样本市公安局公安交通管理局 | 北京市公安局公安交通管理局 | 样本省样本市公安局交通警察支队(2)
    xx市公安局公安交通管理局`),
  sex: list('男 | 男性'),
  issue_date: list('2012-12-21 | 2012/12/1 | 2012年3月5日'),
  valid_to: list('2030-12-21 | 长期 | 6年 | 长期有效 | 9999-12-31 | 至2030-12-21止'),
};

const eighty = (toText: (n: number) => string) => Array.from({ length: 80 }, (_, n) => toText(n));
const dateForms = [
  (y: string, m: string, d: string) => `${y}-${m}-${d}`,
  (y: string, m: string, d: string) => `${y}${m}${d}`,
  (y: string, m: string, d: string) => `${y}年${Number(m)}月${Number(d)}日`,
  (y: string, m: string, d: string) => `${y}/${Number(m)}/${Number(d)}`,
];
const dates = eighty((n) => {
  const [year = '', month = '', day = ''] = new Date(Date.UTC(1996, 0, 31 + 97 * n))
    .toISOString()
    .slice(0, 10)
    .split('-');
  return (dateForms[n % dateForms.length] as (typeof dateForms)[0])(year, month, day);
});
const amounts: Record<string, string[]> = {
  register_date: dates,
  record: eighty((n) => `${110100 + 1007 * n}${String(4096 * n).padStart(6, '0')}`),
  passengers_num: eighty((n) => `${n + 1}人`),
  total_quality: eighty((n) => `${1050 + 480 * n}kg`),
  overall_size: eighty((n) => `${3010 + 107 * n}×${1500 + 12 * n}×${1400 + 25 * n}mm`),
};

const rows = (values: Record<string, string[]>) =>
  Object.entries(values).flatMap(([key, texts]) => texts.map((text) => [key, text] as const));

test.each(Object.entries({ ...vehicleTexts, ...driverTexts, ...amounts }))(
  'there are 80 of %s',
  (_key, texts) => {
    expect(new Set(texts).size).toBeGreaterThanOrEqual(80);
  },
);

test.each([...rows(vehicleTexts), ...rows(amounts), ...rows(vehicleForms)])(
  '行驶证: %s %s is right, and not doubted',
  (key, text) => {
    // The others of the specimen, but for those that this one would have to fit.
    const others = { plate_num_b: '', prepare_quality: '', issue_date: '' };
    expect(vehicle.doubts({ ...others, [key]: text })).toEqual([]);
  },
);

test.each([...rows(driverTexts), ...rows(driverForms)])(
  '驾驶证: %s %s is right, and not doubted',
  (key, text) => {
    expect(driver.doubts({ [key]: text })).toEqual([]);
  },
);

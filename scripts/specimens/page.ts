import { prepareZXingModule, type WriteResult, writeBarcode } from 'zxing-wasm/writer';
import {
  codePlaces,
  encodeSpecimenCode,
  type PageName,
  pageSize,
} from '../local-cloud/specimen-code';
import { zxingWasm } from '../local-cloud/zxing';

export interface SpecimenPage {
  page: PageName;
  /** WeChat's keys, snake_case: printed on the page and held by its code. */
  fields: Record<string, string>;
}

interface Cell {
  label: string;
  english: string;
  value: string | undefined;
  left: number;
  top: number;
  /** Where the value begins, from `left`. */
  indent: number;
  size?: number;
}

interface Layout {
  title: string;
  subtitle: string;
  /** Colours of the printed pattern and of the labels. */
  ink: string;
  paper: [string, string];
  cells(fields: Record<string, string>): Cell[];
  seal: { text: string; left: number; top: number } | undefined;
  note: string;
}

const layouts: Record<PageName, Layout> = {
  'vehicle-main': {
    title: '中华人民共和国机动车行驶证',
    subtitle: 'Vehicle License of the People&#39;s Republic of China',
    ink: '#1f6f9f',
    paper: ['#eef7fb', '#d5e8f2'],
    cells: (fields) => [
      cell('号牌号码', 'Plate No.', fields.plate_num, 40, 128, 104, 30),
      cell('车辆类型', 'Vehicle Type', fields.vehicle_type, 452, 128, 110),
      cell('所有人', 'Owner', fields.owner, 40, 190, 104),
      cell('住址', 'Address', fields.addr, 40, 246, 104, 23),
      cell('使用性质', 'Use Character', fields.use_character, 40, 302, 116),
      cell('品牌型号', 'Model', fields.model, 322, 302, 96, 22),
      cell('车辆识别代号', 'VIN', fields.vin, 206, 366, 136, 24),
      cell('发动机号码', 'Engine No.', fields.engine_num, 206, 430, 136, 24),
      cell('注册日期', 'Register Date', fields.register_date, 206, 500, 112),
      cell('发证日期', 'Issue Date', fields.issue_date, 530, 500, 112),
    ],
    seal: { text: '样本市公安局<br>交通警察支队<br>样本专用章', left: 40, top: 372 },
    note: '',
  },
  'vehicle-second': {
    title: '中华人民共和国机动车行驶证副页',
    subtitle: 'Supplementary Page',
    ink: '#1f6f9f',
    paper: ['#f1f8f7', '#d9ebea'],
    cells: (fields) => [
      cell('号牌号码', '', fields.plate_num_b, 40, 134, 128, 28),
      cell('档案编号', '', fields.record, 334, 134, 104, 23),
      cell('核定载人数', '', fields.passengers_num, 40, 200, 128),
      cell('总质量', '', fields.total_quality, 334, 200, 104),
      cell('整备质量', '', fields.prepare_quality, 40, 266, 128),
      cell('核定载质量', '', '--', 334, 266, 128),
      cell('外廓尺寸', '', fields.overall_size, 40, 332, 128, 23),
      cell('准牵引总质量', '', fields.lead_quality ?? '--', 40, 398, 150),
      cell('备注', '', '样本，虚构数据', 334, 398, 104),
      cell('检验记录', '', '检验有效期至 2099年12月（样本）', 40, 464, 128, 22),
    ],
    seal: undefined,
    note: '*0000000000000*',
  },
  driver: {
    title: '中华人民共和国机动车驾驶证',
    subtitle: 'Driving License of the People&#39;s Republic of China',
    ink: '#2f7d5b',
    paper: ['#f2f9f2', '#dcecdf'],
    cells: (fields) => [
      cell('证号', 'No.', fields.id_num, 120, 122, 60, 30),
      cell('姓名', 'Name', fields.name, 40, 178, 74),
      cell('性别', 'Sex', fields.sex, 270, 178, 62),
      cell('国籍', 'Nationality', fields.nationality, 400, 178, 96),
      cell('住址', 'Address', fields.address, 40, 242, 84, 23),
      cell('出生日期', 'Date of Birth', fields.birth_date, 206, 310, 132),
      cell('初次领证日期', 'Date of First Issue', fields.issue_date, 206, 376, 162),
      cell('准驾车型', 'Class', fields.car_class, 206, 442, 132, 28),
      cell(
        '有效期限',
        'Valid Period',
        [fields.valid_from, fields.valid_to].filter(Boolean).join(' 至 '),
        40,
        514,
        132,
      ),
    ],
    seal: { text: '样本市公安局<br>公安交通管理局<br>样本专用章', left: 40, top: 318 },
    note: '',
  },
};

function cell(
  label: string,
  english: string,
  value: string | undefined,
  left: number,
  top: number,
  indent: number,
  size?: number,
): Cell {
  return { label, english, value, left, top, indent, ...(size ? { size } : {}) };
}

/** One page of a card as HTML, `pageSize` large; the code on it holds the same fields. */
export async function specimenPageHtml({ page, fields }: SpecimenPage): Promise<string> {
  const layout = layouts[page];
  const place = codePlaces[page];
  const code = await codeSvg(encodeSpecimenCode({ page, fields }));
  return `<article class="page" style="--ink:${layout.ink};--paper0:${layout.paper[0]};--paper1:${layout.paper[1]}">
  ${guilloche(layout.ink)}
  <h1>${layout.title}</h1>
  <h2>${layout.subtitle}</h2>
  ${layout.cells(fields).map(cellHtml).join('\n  ')}
  ${layout.seal ? `<div class="seal" style="left:${layout.seal.left}px;top:${layout.seal.top}px">${layout.seal.text}</div>` : ''}
  ${layout.note ? `<div class="note"><i></i>${layout.note}</div>` : ''}
  <div class="watermark">样本 SPECIMEN</div>
  <div class="code" style="left:${place.left}px;top:${place.top}px;width:${place.side}px;height:${place.side}px">${code}</div>
  <div class="disclaimer">样本 · 数据纯属虚构 · 非有效证件</div>
</article>`;
}

function cellHtml({ label, english, value, left, top, indent, size = 25 }: Cell): string {
  return `<div class="cell" style="left:${left}px;top:${top}px">
    <span class="label">${label}${english ? `<small>${english}</small>` : ''}</span>
    <span class="value" style="left:${indent}px;font-size:${size}px">${escapeHtml(value ?? '')}</span>
  </div>`;
}

async function codeSvg(text: string): Promise<string> {
  await prepareZXingModule({
    overrides: { wasmBinary: await zxingWasm('writer') },
    fireImmediately: true,
  });
  const written: WriteResult = await writeBarcode(text, {
    format: 'QRCode',
    ecLevel: 'M',
    withQuietZones: false,
  });
  if (written.error) throw new Error(written.error);
  return written.svg
    .slice(written.svg.indexOf('<svg'))
    .replace(/<svg [^>]*?width="(\d+)" height="(\d+)"/, '<svg viewBox="0 0 $1 $2"');
}

/** Interlaced waves, as security printing has them. */
function guilloche(ink: string): string {
  const lines: string[] = [];
  for (let line = 0; line < 26; line++) {
    const points: string[] = [];
    for (let x = -10; x <= pageSize.width + 10; x += 6) {
      const y =
        12 + line * 24 + 16 * Math.sin(x / 46 + line * 0.55) + 7 * Math.sin(x / 17 - line * 0.35);
      points.push(`${x},${y.toFixed(1)}`);
    }
    lines.push(`<polyline points="${points.join(' ')}"/>`);
  }
  const rosette: string[] = [];
  for (let turn = 0; turn < 36; turn++) {
    rosette.push(
      `<ellipse cx="440" cy="320" rx="215" ry="78" transform="rotate(${turn * 5} 440 320)"/>`,
    );
  }
  return `<svg class="guilloche" viewBox="0 0 ${pageSize.width} ${pageSize.height}" fill="none" stroke="${ink}">
    <g stroke-opacity=".17" stroke-width="1.1">${lines.join('')}</g>
    <g stroke-opacity=".13" stroke-width="1">${rosette.join('')}</g>
  </svg>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

export const specimenStyle = `
.page { position: relative; width: ${pageSize.width}px; height: ${pageSize.height}px; overflow: hidden;
  border-radius: 22px; background: linear-gradient(150deg, var(--paper0), var(--paper1)); color: #1a1d21; }
.guilloche { position: absolute; inset: 0; }
h1 { position: absolute; top: 30px; width: 100%; margin: 0; text-align: center; font: 500 36px var(--font);
  letter-spacing: 5px; color: #17415d; }
h2 { position: absolute; top: 80px; width: 100%; margin: 0; text-align: center; font: 400 16px var(--font);
  letter-spacing: 1px; color: var(--ink); }
.cell { position: absolute; white-space: nowrap; }
.label { font: 500 18px/20px var(--font); color: var(--ink); letter-spacing: 1px; }
.label small { display: block; font: 400 12px/14px var(--font); letter-spacing: 0; opacity: .85; }
.value { position: absolute; top: -3px; line-height: 30px; font-family: var(--font); font-weight: 500;
  letter-spacing: .5px; }
.seal { position: absolute; width: 132px; height: 132px; box-sizing: border-box; padding: 18px 0; text-align: center;
  font: 700 16px/31px var(--font); color: #cf2e2e; border: 4px solid #cf2e2e; border-radius: 6px; opacity: .82;
  transform: rotate(-2deg); }
.note { position: absolute; left: 320px; right: 60px; bottom: 34px; text-align: center; font: 400 15px var(--font);
  letter-spacing: 6px; }
.note i { display: block; height: 42px; background: repeating-linear-gradient(90deg, #222 0 3px, transparent 3px 7px,
  #222 7px 8px, transparent 8px 13px, #222 13px 18px, transparent 18px 21px); }
.watermark { position: absolute; left: 0; width: 640px; top: 288px; text-align: center; transform: rotate(-27deg);
  font: 700 78px var(--font); letter-spacing: 6px; color: #d5322f; opacity: .19; white-space: nowrap; }
.disclaimer { position: absolute; right: 34px; bottom: 14px; font: 500 15px var(--font); color: #c9302c; opacity: .9;
  letter-spacing: 1px; }
.code { position: absolute; box-sizing: content-box; margin: -16px; padding: 16px; background: #fff; border-radius: 10px;
  box-shadow: 0 0 0 1.5px #0002; }
.code svg { display: block; width: 100%; height: 100%; }
`;

/** How a page was printed: the office's printer puts the values onto a form that came ready-made. */
export interface PrintStyle {
  /** `serif` is like 宋体, `sans` like 黑体. */
  face: 'serif' | 'sans';
  weight: number;
  /** Of the values' size; 1 is usual. */
  size: number;
  /** Width of the values' characters; 1 is usual. */
  stretch: number;
  /** How far all values stand beside their place, in units of the page. */
  shift: { x: number; y: number };
  stamp: '样本 SPECIMEN' | '作废 样本';
  /** Labels as wide as four characters, with blanks between theirs: `住    址`. */
  spreadLabels: boolean;
  /** Share of the usual room after which a value goes on in a second line. */
  room: number;
}

export const usualStyle: PrintStyle = {
  face: 'serif',
  weight: 600,
  size: 1,
  stretch: 1,
  shift: { x: 0, y: 0 },
  stamp: '样本 SPECIMEN',
  spreadLabels: false,
  room: 1,
};

export interface SpecimenPage {
  layout: Layout;
  /** WeChat's keys, snake_case, and what is printed; only the long period is one entry, `valid_period`. */
  fields: Record<string, string>;
  style?: Partial<PrintStyle>;
}

/** Of every page; as the real cards, 88 × 60 mm. The unit is 0.1 mm. */
export const pageSize = { width: 880, height: 600 };

export interface Cell {
  label: string;
  english: string;
  value: string | undefined;
  left: number;
  top: number;
  /** Where the value begins, from `left`. */
  indent: number;
  size?: number;
  /** The room before the value breaks into a second line. */
  width?: number;
}

/** How a page is drawn. */
export interface Layout {
  title: string;
  subtitle: string;
  /** Colours of the printed pattern and of the labels. */
  ink: string;
  paper: [string, string];
  cells(fields: Record<string, string>): Cell[];
  seal?: { left: number; top: number };
  hasPortrait?: boolean;
  hasBarcode?: boolean;
}

export function cell(
  label: string,
  english: string,
  value: string | undefined,
  left: number,
  top: number,
  indent: number,
  more: Pick<Cell, 'size' | 'width'> = {},
): Cell {
  return { label, english, value, left, top, indent, ...more };
}

/** One page of a card as HTML, `pageSize` large. */
export function specimenPageHtml({ layout, fields, style }: SpecimenPage): string {
  const print = { ...usualStyle, ...style };
  const seal = fields.official_seal ?? '样本市公安局交通警察支队';
  return `<article class="page" style="--ink:${layout.ink};--paper0:${layout.paper[0]};--paper1:${layout.paper[1]};
  --face:var(--${print.face});--weight:${print.weight};--dx:${print.shift.x}px;--dy:${print.shift.y}px">
  ${guilloche(layout.ink)}
  <h1>${layout.title}</h1>
  <h2>${layout.subtitle}</h2>
  ${layout.seal ? `<div class="seal" style="left:${layout.seal.left}px;top:${layout.seal.top}px">${inRows(seal)}</div>` : ''}
  ${layout.hasPortrait ? portrait : ''}
  <div class="watermark">${print.stamp}</div>
  ${layout
    .cells(fields)
    .map((each) => cellHtml(each, print))
    .join('\n  ')}
  ${layout.hasBarcode ? '<div class="note"><i></i>*0000000000000*</div>' : ''}
  <div class="disclaimer">样本 · 数据纯属虚构 · 非有效证件</div>
</article>`;
}

const labelSize = 18;

function cellHtml(
  { label, english, value, left, top, indent, size = 26, width }: Cell,
  { size: factor, stretch, spreadLabels, room }: PrintStyle,
): string {
  const text = value ?? '';
  const fontSize = size * factor;
  // As the offices do it: what does not fit goes on in smaller print below.
  const isBroken = width !== undefined && lengthOf(text) * fontSize * stretch > width * room;
  const perLine = Math.ceil([...text].length / (isBroken ? 2 : 1));
  const rows = isBroken ? [[...text].slice(0, perLine), [...text].slice(perLine)] : [[...text]];
  const html = rows.map((row) => escapeHtml(row.join(''))).join('<br>');
  const spacing = spreadLabels
    ? Math.max(1, (Math.min(76, indent - 8) - labelSize * label.length) / (label.length - 1))
    : 1;
  return `<div class="cell" style="left:${left}px;top:${top}px">
    <span class="label" style="letter-spacing:${spacing}px">${label}${english ? `<small>${english}</small>` : ''}</span>
    <span class="value${isBroken ? ' broken' : ''}" style="left:${indent}px;font-size:${isBroken ? fontSize * 0.86 : fontSize}px;transform:scaleX(${stretch})">${html}</span>
  </div>`;
}

/** In widths of a Chinese character. */
function lengthOf(text: string): number {
  return [...text].reduce((sum, character) => sum + (character < '\u0100' ? 0.58 : 1), 0);
}

/** The authority's name in rows of like length, as its square stamp has it. */
function inRows(text: string): string {
  const perRow = Math.ceil(text.length / 3);
  const rows = [0, 1, 2].map((row) => text.slice(row * perRow, (row + 1) * perRow));
  return `<b style="font-size:${Math.floor(112 / perRow) - 2}px">${rows.map(escapeHtml).join('<br>')}</b>`;
}

/** Nobody: a head and shoulders in grey. */
const portrait = `<svg class="portrait" viewBox="0 0 200 240"><rect width="200" height="240" fill="#e9eef2"/>
  <path d="M20 240c4-66 40-78 80-78s76 12 80 78z" fill="#7b8a97"/><ellipse cx="100" cy="96" rx="46" ry="58" fill="#b9aea4"/>
  <path d="M52 92c-4-64 100-64 96 0-10-26-20-30-48-30s-38 4-48 30z" fill="#5a5450"/></svg>`;

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
  border-radius: 22px; background: linear-gradient(150deg, var(--paper0), var(--paper1)); color: #22252a; }
.guilloche { position: absolute; inset: 0; }
h1 { position: absolute; top: 28px; width: 100%; margin: 0; text-align: center; font: 600 35px var(--serif);
  letter-spacing: 5px; color: #17415d; }
h2 { position: absolute; top: 82px; width: 100%; margin: 0; text-align: center; font: 400 16px var(--sans);
  letter-spacing: 1px; color: var(--ink); }
.cell { position: absolute; white-space: nowrap; }
.label { font: 500 ${labelSize}px/20px var(--sans); color: var(--ink); }
.label small { display: block; font: 400 11px/13px var(--sans); letter-spacing: 0; opacity: .85; }
.value { position: absolute; top: -4px; line-height: 32px; font-family: var(--face); font-weight: var(--weight);
  letter-spacing: .5px; transform-origin: left; translate: var(--dx) var(--dy); }
.value.broken { top: -11px; line-height: 25px; }
.seal { position: absolute; width: 136px; height: 136px; box-sizing: border-box; padding: 14px 0; text-align: center;
  font: 600 24px/34px var(--serif); color: #cf2e2e; white-space: nowrap; border: 4px solid #cf2e2e; border-radius: 4px; opacity: .82;
  transform: rotate(-2deg); letter-spacing: 2px; }
.seal b { font-weight: 600; }
.portrait { position: absolute; left: 646px; top: 308px; width: 184px; height: 221px; opacity: .9; }
.note { position: absolute; left: 430px; right: 40px; bottom: 40px; text-align: center; font: 400 14px var(--sans);
  letter-spacing: 6px; opacity: .9; }
.note i { display: block; height: 32px; background: repeating-linear-gradient(90deg, #222 0 3px, transparent 3px 7px,
  #222 7px 8px, transparent 8px 13px, #222 13px 18px, transparent 18px 21px); }
.watermark { position: absolute; left: 120px; width: 640px; top: 288px; text-align: center; transform: rotate(-27deg);
  font: 700 78px var(--sans); letter-spacing: 6px; color: #d5322f; opacity: .17; white-space: nowrap; }
.disclaimer { position: absolute; right: 34px; bottom: 14px; font: 500 15px var(--sans); color: #c9302c; opacity: .9;
  letter-spacing: 1px; }
`;

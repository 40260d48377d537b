import { seededRandom } from './dice';

/** What is on a card beside words. The unit is 0.1 mm. */

export type Paper = keyof typeof colours;

/** Left and right of the vehicle licence, its middle; the driver licence is of one colour. */
const colours = {
  blue: { sides: '#a6cce6', middle: '#d5c7e0', ink: '#7fa3c4' },
  grey: { sides: '#b4d3d6', middle: '#dcc4c9', ink: '#8fb0b4' },
  green: { sides: '#a5d9bd', middle: '#acdfc4', ink: undefined },
  paleGreen: { sides: '#c3dcc4', middle: '#bfe0cf', ink: undefined },
};

/** Paper with its fine print, `width` × `height`; its ornaments stand where they do on 88 × 60 mm. */
export function paperSvg(paper: Paper, width: number, height: number): string {
  const { sides, middle, ink } = colours[paper];
  const relief = ink ? netSvg(width, height, ink) : wavesSvg(width, height);
  return `<linearGradient id="${paper}"><stop offset="0" stop-color="${sides}"/><stop offset=".28" stop-color="${sides}"/>
    <stop offset=".42" stop-color="${middle}"/><stop offset=".6" stop-color="${middle}"/>
    <stop offset=".74" stop-color="${sides}"/></linearGradient>
  <rect width="${width}" height="${height}" fill="url(#${paper})"/>${relief}`;
}

/** Net of fine lines with a pale car and pavilion upon it. */
function netSvg(width: number, height: number, ink: string): string {
  const lines: string[] = [];
  for (let x = 4; x < width; x += 9)
    lines.push(`M${x} 0q5 ${height / 4} 0 ${height / 2}t0 ${height / 2}`);
  for (let y = 4; y < height; y += 9)
    lines.push(`M0 ${y}q${width / 4} 5 ${width / 2} 0t${width / 2} 0`);
  return `<g fill="none" stroke="${ink}"><path d="${lines.join('')}" stroke-width="1" opacity=".42"/>
    <g stroke-width="2" opacity=".4"><ellipse cx="580" cy="195" rx="130" ry="26"/><ellipse cx="560" cy="240" rx="104" ry="17"/>
    <path d="M290 290q60-80 150-40l70 30 60-40h150q40 10 50 60"/><circle cx="640" cy="300" r="42"/><circle cx="350" cy="310" r="42"/>
    ${rosette(640, 300, 42)}${rosette(350, 310, 42)}</g></g>`;
}

function wavesSvg(width: number, height: number): string {
  const lines: string[] = [];
  for (let line = -3; line * 17 < height + 80; line++) {
    const points: string[] = [];
    for (let x = 0; x <= width; x += 8) {
      const y = line * 17 + 13 * Math.sin(x / 71 + line * 0.42) + 6 * Math.sin(x / 23 - line * 0.3);
      points.push(`${x},${y.toFixed(1)}`);
    }
    lines.push(`<polyline points="${points.join(' ')}"/>`);
  }
  return `<g fill="none" stroke="#fff"><g stroke-width="2.4" opacity=".5">${lines.join('')}</g>
    <g stroke-width="3" opacity=".6">${rosette(205, 568, 36)}${rosette(780, 40, 44)}</g></g>`;
}

function rosette(x: number, y: number, radius: number): string {
  return Array.from(
    { length: 8 },
    (_, turn) =>
      `<ellipse cx="${x}" cy="${y - radius / 2}" rx="${radius / 4}" ry="${radius / 2}" transform="rotate(${turn * 45} ${x} ${y})"/>`,
  ).join('');
}

/** Dashes of dark metal in the paper. */
export interface Thread {
  x: number;
  width: number;
  /** Where the first dash begins, and dash and gap together. */
  phase: number;
  pitch: number;
}

export function threadSvg({ x, width, phase, pitch }: Thread, height: number): string {
  const dashes: string[] = [];
  for (let y = phase - pitch; y < height; y += pitch) {
    dashes.push(`<rect x="${x}" y="${y}" width="${width}" height="${pitch / 2}"/>
    <path d="M${x + 5} ${y + 14}h${width - 10}v10h-${width - 10}v12h${width - 10}m0 10l-${width - 10} 14" fill="none" stroke="#4fa59a" stroke-width="1.6"/>`);
  }
  return `<rect x="${x - 2}" width="${width + 4}" height="${height}" fill="#5f8b99" opacity=".3"/>
  <g fill="#14504f" opacity=".93">${dashes.join('')}</g>`;
}

/** The film over a driver licence: a large star and pale words. */
export const filmSvg = `<g fill="#fff" opacity=".16"><path d="M440 190l38 117h123l-99 72 38 117-100-72-100 72 38-117-99-72h123z"/>
  <g font-family="hei" font-size="44" letter-spacing="6"><text x="330" y="290" transform="rotate(-24 330 290)">中国 CHINA</text>
  <text x="560" y="560" transform="rotate(-24 560 560)">中国 CHINA</text></g></g>`;

/** Nobody: head and shoulders in grey. */
export function portraitSvg(left: number, top: number, width: number, height: number): string {
  return `<svg x="${left}" y="${top}" width="${width}" height="${height}" viewBox="0 0 200 280" preserveAspectRatio="none">
  <rect width="200" height="280" fill="#d3dfee" stroke="#f4f8fb" stroke-width="5"/><g fill="#75808c"><path d="M10 278c4-76 44-92 90-92s86 16 90 92z" fill="#5d666f"/>
  <path d="M80 150h40v46q-20 16-40 0z"/><ellipse cx="100" cy="112" rx="43" ry="58"/></g></svg>`;
}

/** Bars that no scanner knows, and digits below them. */
export function barcodeSvg(
  left: number,
  top: number,
  width: number,
  height: number,
  digits: string,
): string {
  const random = seededRandom(Number(digits.slice(-6)));
  const bars: string[] = [];
  for (let x = left; x < left + width - 10; ) {
    const bar = 2 + Math.floor(random() * 4) * 2.4;
    bars.push(`M${x.toFixed(1)} ${top}h${bar}v${height}h-${bar}z`);
    x += bar + 2.4 + Math.floor(random() * 3) * 2.4;
  }
  return `<path d="${bars.join('')}" fill="#1e2226"/><text x="${left + width / 2}" y="${top + height + 24}"
    text-anchor="middle" font-family="song" font-size="24" letter-spacing="7">*${digits}*</text>`;
}

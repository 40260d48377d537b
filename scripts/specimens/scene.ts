import { drawnSize, type SpecimenPage, specimenPageSvg } from './page';

export interface SpecimenPhoto {
  /** As they lie on the desk: one above the other, or beside each other. */
  pages: SpecimenPage[];
  arrangement?: 'column' | 'row';
  /** Transparent plastic around each page. */
  hasCover?: boolean;
  /** What the covered pages stick in: one, or two opened like a book. */
  holder?: 'black' | 'blue' | 'brown';
  /** Width of the photo and of one page in it, pixels. */
  width?: number;
  cardWidth?: number;
  /** Bare desk above and below, pixels. */
  margin?: number;
  /** Degrees that the card lies askew, clockwise. */
  tilt?: number;
  /** Degrees that the camera is off the vertical. */
  lean?: { x: number; y: number };
  desk?: 'wood' | 'paleWood' | 'slate' | 'cloth' | 'paper' | 'leather';
  /** A thumb holds the card at its left edge. */
  thumb?: boolean;
  /** Somebody has tried a pen at its right and lower edge. */
  handwriting?: boolean;
  /** Share of light at the darkest corner; 1 is even light. */
  shade?: number;
  /** Out of focus, in pixels of the photo. */
  blur?: number;
  /** The pages alone are out of focus, in pixels of the photo: what they stick in is not. */
  pageBlur?: number;
  /** 1 as it is, 0.2 is dusk. */
  brightness?: number;
  /** Standard deviation of the sensor's noise, of 255. */
  noise?: number;
  /** Of the noise: the same seed gives the same photo. */
  seed?: number;
  quality?: number;
  /** The camera lay on its side: the pixels do too, and only EXIF says which way is up. */
  sideways?: boolean;
}

/** In units of the page. */
const coverMargin = 30;
const holderMargin = 46;

/** Pixels of the photo, and of 0.1 mm in it. */
export function sceneSize(photo: SpecimenPhoto) {
  const { width = 1040, arrangement = 'column', margin = 80 } = photo;
  const { pages, holder, hasCover = true } = photo;
  const cover = hasCover ? coverMargin : 0;
  const around = 2 * (holder ? holderMargin : 0);
  const gap = holder ? 74 : 34;
  const [across, down] = arrangement === 'row' ? [pages.length, 1] : [1, pages.length];
  const sizes = pages.map(({ layout }) => drawnSize(layout));
  const pageWidth = Math.max(...sizes.map((size) => size.width));
  const pageHeight = Math.max(...sizes.map((size) => size.height));
  const sceneWidth = across * (pageWidth + 2 * cover) + (across - 1) * gap + around;
  const sceneHeight = down * (pageHeight + 2 * cover) + (down - 1) * gap + around;
  const scale = photo.cardWidth ? photo.cardWidth / pageWidth : (width - 2 * margin) / sceneWidth;
  const height = Math.round(sceneHeight * scale + 2 * margin);
  return { width, height, scale, cover, around, gap };
}

/** What lies before the lens, as HTML of its size. */
export function scene(photo: SpecimenPhoto): { width: number; height: number; html: string } {
  const { pages, holder, arrangement = 'column', shade = 0.7 } = photo;
  const { width, height, scale, cover, around, gap } = sceneSize(photo);
  const { x, y } = photo.lean ?? { x: 5, y: -2.5 };
  const blur = photo.pageBlur ? `filter:blur(${photo.pageBlur / scale}px)` : '';
  const covered = pages.map(
    (page) =>
      `<div class="cover" style="padding:${cover}px"><div style="display:grid;${blur}">${specimenPageSvg(page)}</div></div>`,
  );
  const html = `<div class="desk ${photo.desk ?? 'wood'}"><i class="grain"></i></div>
<div class="camera" style="zoom:${scale}"><div class="card ${arrangement} ${holder ? `holder ${holder}` : ''}" style="gap:${gap}px;padding:${around / 2}px;transform:
  rotateX(${x}deg) rotateY(${y}deg) rotateZ(${photo.tilt ?? -1.4}deg)">${covered.join('\n')}
  ${holder && pages.length > 1 ? '<i class="fold"></i>' : ''}${photo.thumb ? '<div class="thumb"></div>' : ''}
  ${photo.handwriting ? handwriting : ''}</div></div>
<div class="light" style="--dark:${(1 - shade).toFixed(2)}"></div>`;
  return { width, height, html };
}

const handwriting = `<svg class="pen" viewBox="0 0 300 90" fill="none" stroke="#1c2f7a" stroke-width="3.4">
  <path d="M8 60c20-50 34-52 30-8s18 20 30-12 14 44 34 2 8-36 22-30 2 50 26 22 16-40 30-12 6 34 30-4 20 8 60-22"/>
  <path d="M40 78c60-12 120-8 200-20"/></svg>`;

/** A tile of noise: of wood along its length, of anything else in all directions. */
function grain(frequency: string, octaves: number, width: number, height: number): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><filter id="n" x="0" y="0" width="100%" height="100%">
  <feTurbulence type="fractalNoise" baseFrequency="${frequency}" numOctaves="${octaves}" seed="7" stitchTiles="stitch"/>
  <feColorMatrix values="0 0 0 0 .1  0 0 0 0 .06  0 0 0 0 .03  0 0 0 1.5 -.6"/></filter><rect width="100%" height="100%" filter="url(#n)"/></svg>`;
  return `url("data:image/svg+xml,${encodeURIComponent(svg)}")`;
}

export const sceneStyle = `
* { -webkit-font-smoothing: antialiased; }
body { margin: 0; height: 100vh; overflow: hidden; display: grid; place-items: center; }
.desk, .grain, .light { position: fixed; inset: 0; width: 100%; height: 100%; }
.desk.wood { background: linear-gradient(115deg, #b08a5e, #8a6740); }
.desk.paleWood { background: linear-gradient(115deg, #cfc4ad, #b7aa90); }
.desk.slate { background: linear-gradient(115deg, #5d6874, #39424c); }
.desk.cloth { background: linear-gradient(115deg, #7f5a54, #5d3f45); }
.desk.paper { background: linear-gradient(115deg, #e9e6df, #cfcac0); }
.desk.leather { background: linear-gradient(115deg, #2c2d30, #1d1e21); }
.grain { background: ${grain('.4', 2, 300, 300)}; opacity: .5; }
.wood .grain, .paleWood .grain { background: ${grain('.0016 .055', 3, 1500, 400)}; }
.paper .grain { opacity: .08; }
.camera { perspective: 2600px; }
.card { position: relative; display: grid; }
.card.row { grid-auto-flow: column; }
.page { display: block; border-radius: 26px; }
.cover { position: relative; border-radius: 46px; background: #dfe6ee55; box-shadow: 0 2px 3px #0005, 0 12px 22px -4px #0007; }
.cover::before { content: ''; position: absolute; inset: 3px; border-radius: 44px; border: 2px solid #fff8; border-right-color: #fff4; z-index: 1; }
.cover::after { content: ''; position: absolute; inset: 0; border-radius: 46px; z-index: 1;
  background: linear-gradient(112deg, #fff2 0, #fff0 28%, #fff0 52%, #fff3 60%, #fff0 67%); }
.holder { border-radius: 34px; box-shadow: 0 3px 5px #0006, 0 18px 36px -6px #0009, inset 0 0 14px #0008; }
.holder.black { background: linear-gradient(100deg, #2f3138, #24262c); }
.holder.blue { background: linear-gradient(100deg, #23395f, #1a2b4b); }
.holder.brown { background: linear-gradient(100deg, #6b4733, #543726); }
.holder .cover { background: #ffffff3d; box-shadow: none; }
.holder.brown::before { content: ''; position: absolute; inset: 12px; border: 3px dashed #a9773f; border-radius: 26px; }
.fold { position: absolute; background: #0007; inset: 50% 0 auto; height: 18px; translate: 0 -9px; }
.row .fold { inset: 0 auto 0 50%; width: 18px; height: auto; translate: -9px 0; }
.thumb { position: absolute; left: -130px; bottom: 36px; width: 190px; height: 92px; border-radius: 46px; z-index: 2;
  background: radial-gradient(ellipse at 78% 40%, #f3cdb4, #d9a183 70%); box-shadow: 0 6px 12px #0006; rotate: -14deg; }
.pen { position: absolute; right: -60px; bottom: -22px; width: 300px; rotate: -4deg; opacity: .8; z-index: 2; }
.light { background: radial-gradient(ellipse 90% 80% at 26% 12%, #fff4 0, #fff0 60%),
  radial-gradient(ellipse 120% 110% at 36% 34%, #0000 45%, rgb(0 0 0 / var(--dark)) 100%); }
`;

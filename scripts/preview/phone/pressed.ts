import type { glassEasel } from 'glass-easel-miniprogram-adapter';

interface Pressable extends glassEasel.Element {
  is?: string;
  data?: { hoverClass?: string; disabled?: boolean };
}

/** What `hover-start-time` and `hover-stay-time` are where a page does not set them. */
const timesMs = { button: [20, 70], others: [50, 400] } as const;

// A segment that the template does not write to: StyleSegmentIndex.TEMP_EXTRA.
const ownSegment = 3 as glassEasel.StyleSegmentIndex;

/** `hover-class`: a class while the finger is down, on the element and those around it. */
export function showPressed(): void {
  let release: (() => void)[] = [];
  const releaseAll = () => {
    for (const each of release) each();
    release = [];
  };
  document.addEventListener('pointerdown', (event) => {
    releaseAll();
    for (let node = event.target as Element | null; node; node = node.parentElement) {
      const element = (node as Element & { __wxElement?: Pressable }).__wxElement;
      const { hoverClass = 'none', disabled } = element?.data ?? {};
      if (!element || hoverClass === 'none' || disabled) continue;
      const [startMs, stayMs] = timesMs[element.is === 'button' ? 'button' : 'others'];
      const show = (on: boolean) => {
        // A tap may have taken the element away.
        if (!element.$$) return;
        element.toggleNodeClass(hoverClass, on, ownSegment);
      };
      const start = window.setTimeout(() => show(true), startMs);
      release.push(() => {
        window.clearTimeout(start);
        window.setTimeout(() => show(false), stayMs);
      });
    }
  });
  for (const type of ['pointerup', 'pointercancel', 'scroll'])
    document.addEventListener(type, releaseAll, true);
}

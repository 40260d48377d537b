import type { glassEasel } from 'glass-easel-miniprogram-adapter';

interface Pressable extends glassEasel.Element {
  data?: {
    hoverClass?: string;
    hoverStartTime: number;
    hoverStayTime: number;
    hoverStopPropagation: boolean;
    disabled?: boolean;
  };
}

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
      const {
        hoverClass = 'none',
        hoverStartTime,
        hoverStayTime,
        hoverStopPropagation,
        disabled,
      } = element?.data ?? {};
      if (!element || hoverClass === 'none' || disabled) continue;
      const show = (on: boolean) => {
        // A tap may have taken the element away.
        if (!element.$$) return;
        element.toggleNodeClass(hoverClass, on, ownSegment);
        // The default classes are the preview's own, outside every component's scope.
        (element.$$ as unknown as Element).toggleAttribute('wx-pressed', on);
      };
      const start = window.setTimeout(() => show(true), hoverStartTime);
      release.push(() => {
        window.clearTimeout(start);
        window.setTimeout(() => show(false), hoverStayTime);
      });
      if (hoverStopPropagation) break;
    }
  });
  for (const type of ['pointerup', 'pointercancel', 'scroll'])
    document.addEventListener(type, releaseAll, true);
}

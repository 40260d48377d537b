/** 750rpx are the width of the screen, whatever its pixels. */
export function rpxToVw(text: string): string {
  return text.replace(
    /(-?\d*\.?\d+)rpx\b/g,
    (_, rpx) => `${+((Number(rpx) * 100) / 750).toFixed(5)}vw`,
  );
}

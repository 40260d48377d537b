/** What the "camera" writes below the specimens, by file name. */
export const specimenNames: Record<string, string> = {
  'vehicle-both-pages': '行驶证 主页和副页',
  'vehicle-main-page': '行驶证 主页',
  'vehicle-second-page': '行驶证 副页',
  'vehicle-second-page-other-car': '另一辆车的副页',
  'vehicle-old-layout': '行驶证 旧版',
  'vehicle-doubtful': '行驶证 有疑点',
  driver: '驾驶证',
  'driver-long-term': '驾驶证 长期有效',
  'driver-several-classes': '驾驶证 多种车型',
  sideways: '横着拍',
  blurred: '拍糊了',
  dark: '太暗',
  small: '太小',
};

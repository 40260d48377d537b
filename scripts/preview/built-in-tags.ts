/**
 * The built-in components that the preview has: their attributes, events and inner HTML. Facts from
 * developers.weixin.qq.com (组件). What is not listed here is refused by name, in the check before
 * the start and again while it runs.
 */

/** Default values; they tell the type too (`null`: any). */
type Default = string | number | boolean | null | readonly unknown[];

export interface BuiltInTag {
  /** Inner WXML; `h-name` is the HTML element `<name>`. The component itself becomes `<wx-tag>`. */
  template: string;
  properties: Record<string, Default>;
  events: readonly string[];
  /** Properties that the style sheet looks at: written to the element as attributes. */
  reflected?: readonly string[];
  /** Where not all of WeChat's values are there. */
  values?: Record<string, readonly string[]>;
}

/** Every built-in component reports these. */
export const gestureEvents = [
  'tap',
  'longpress',
  'longtap',
  'touchstart',
  'touchmove',
  'touchend',
  'touchcancel',
  'transitionend',
  'animationstart',
  'animationiteration',
  'animationend',
] as const;

/** Attributes of every built-in component: hiding, and what the screen reader says (无障碍访问). */
export const commonProperties = {
  hidden: false,
  ariaRole: '',
  ariaLabel: '',
  ariaHidden: null,
  ariaDisabled: null,
  ariaChecked: null,
  ariaSelected: null,
  ariaExpanded: null,
  ariaModal: null,
  ariaLive: '',
  ariaAtomic: null,
  ariaBusy: null,
  ariaLevel: '',
  ariaLabelledby: '',
  ariaDescribedby: '',
  ariaValuenow: null,
  ariaValuemin: null,
  ariaValuemax: null,
  ariaValuetext: '',
} satisfies Record<string, Default>;

/** The pressed look: a class while the finger is down. */
const hover = {
  hoverClass: 'none',
  hoverStopPropagation: false,
  hoverStartTime: 50,
  hoverStayTime: 400,
};

export const imageModes = {
  scaleToFill: 'fill',
  aspectFit: 'contain',
  aspectFill: 'cover',
  widthFix: 'fill',
  heightFix: 'fill',
  center: 'none',
} as const;

const typing = {
  value: '',
  placeholder: '',
  placeholderStyle: '',
  placeholderClass: '',
  disabled: false,
  maxlength: 140,
  focus: false,
  cursorSpacing: 0,
  adjustPosition: true,
  holdKeyboard: false,
  confirmType: 'done',
  confirmHold: false,
  name: '',
};
const typingEvents = ['input', 'focus', 'blur', 'confirm', 'keyboardheightchange'] as const;
const typingHtml =
  'value="{{value}}" placeholder="{{placeholder}}" disabled="{{disabled}}" maxlength="{{maxlength}}" ' +
  'enterkeyhint="{{confirmType}}" aria-label="{{ariaLabel}}" ' +
  'catch:input="onInput" catch:focus="onFocus" catch:blur="onBlur" catch:change="swallow" catch:keydown="onKey"';

export const builtInTags: Record<string, BuiltInTag> = {
  view: { template: '<slot/>', properties: hover, events: [] },
  text: {
    template: '<slot/>',
    properties: { userSelect: false, space: '', decode: false },
    events: [],
    reflected: ['userSelect', 'space'],
  },
  label: { template: '<slot/>', properties: { for: '' }, events: [] },
  form: { template: '<slot/>', properties: {}, events: ['submit', 'reset'] },
  'root-portal': { template: '<slot/>', properties: { enable: true }, events: [] },
  'scroll-view': {
    template: '<slot/>',
    properties: {
      scrollX: false,
      scrollY: false,
      scrollTop: 0,
      scrollLeft: 0,
      scrollIntoView: '',
      scrollWithAnimation: false,
      enhanced: false,
      bounces: true,
      showScrollbar: true,
      enableFlex: false,
      type: 'list',
    },
    events: ['scroll'],
    reflected: ['scrollX', 'scrollY', 'enableFlex', 'showScrollbar'],
    values: { type: ['list'] },
  },
  button: {
    template: '<h-i wx:if="{{loading}}" class="wx-loading" aria-hidden="true"/><slot/>',
    properties: {
      ...hover,
      hoverClass: 'button-hover',
      hoverStartTime: 20,
      hoverStayTime: 70,
      type: 'default',
      size: 'default',
      plain: false,
      disabled: false,
      loading: false,
      formType: '',
      openType: '',
    },
    events: ['agreeprivacyauthorization', 'contact'],
    reflected: ['type', 'size', 'plain', 'disabled', 'loading'],
    values: {
      type: ['default', 'primary', 'warn'],
      size: ['default', 'mini'],
      formType: ['', 'submit', 'reset'],
      openType: ['', 'agreePrivacyAuthorization', 'contact'],
    },
  },
  image: {
    template:
      '<h-img src="{{url}}" alt="{{ariaLabel}}" style="object-fit:{{fit}}" catch:load="onLoad" catch:error="onError"/>',
    properties: {
      src: '',
      mode: 'scaleToFill',
      lazyLoad: false,
      showMenuByLongpress: false,
      webp: false,
    },
    events: ['load', 'error'],
    reflected: ['mode'],
    values: { mode: Object.keys(imageModes) },
  },
  icon: {
    template: '<h-i style="width:{{size}}px;height:{{size}}px;background-color:{{color}}"/>',
    properties: { type: '', size: 23, color: '' },
    events: [],
    reflected: ['type'],
    values: {
      type: [
        'success',
        'success_no_circle',
        'info',
        'warn',
        'waiting',
        'cancel',
        'download',
        'search',
        'clear',
      ],
    },
  },
  progress: {
    template:
      '<h-div class="wx-bar" style="height:{{strokeWidth}}px;border-radius:{{borderRadius}}px;background-color:{{backgroundColor}}">' +
      '<h-div class="wx-bar-inner" style="width:{{percent}}%;border-radius:{{borderRadius}}px;background-color:{{activeColor}}"/></h-div>' +
      '<h-p wx:if="{{showInfo}}" class="wx-bar-info" style="font-size:{{fontSize}}px">{{percent}}%</h-p>',
    properties: {
      percent: 0,
      showInfo: false,
      strokeWidth: 6,
      fontSize: 16,
      borderRadius: 0,
      activeColor: '#09bb07',
      backgroundColor: '#ebebeb',
      active: false,
      activeMode: 'backwards',
      duration: 30,
    },
    events: ['activeend'],
    reflected: ['percent'],
  },
  input: {
    template: `<h-input type="{{htmlType}}" inputmode="{{inputMode}}" ${typingHtml}/>`,
    properties: {
      ...typing,
      type: 'text',
      password: false,
      alwaysEmbed: false,
      autoFill: '',
      cursor: -1,
      selectionStart: -1,
      selectionEnd: -1,
    },
    events: typingEvents,
    reflected: ['disabled'],
    values: { type: ['text', 'number', 'idcard', 'digit', 'nickname'] },
  },
  textarea: {
    template: `<h-textarea rows="1" ${typingHtml}/>`,
    properties: {
      ...typing,
      autoHeight: false,
      fixed: false,
      showConfirmBar: true,
      disableDefaultPadding: false,
    },
    events: [...typingEvents, 'linechange'],
    reflected: ['disabled', 'autoHeight'],
  },
  picker: {
    template:
      '<slot/>' +
      '<h-select wx:if="{{mode === \'selector\'}}" disabled="{{disabled}}" aria-label="{{ariaLabel}}" catch:change="onPick" catch:input="swallow">' +
      '<h-option wx:for="{{labels}}" wx:key="*this" value="{{index}}" selected="{{index == value}}">{{item}}</h-option></h-select>' +
      '<h-input wx:else type="{{htmlType}}" value="{{htmlValue}}" min="{{start}}" max="{{end}}" disabled="{{disabled}}" aria-label="{{ariaLabel}}" catch:change="onPick" catch:input="swallow"/>',
    properties: {
      mode: 'selector',
      value: null,
      range: [],
      rangeKey: '',
      start: '',
      end: '',
      fields: 'day',
      disabled: false,
      headerText: '',
      name: '',
    },
    events: ['change', 'cancel'],
    reflected: ['mode', 'disabled'],
    values: { mode: ['selector', 'date', 'time'], fields: ['day', 'month'] },
  },
  switch: {
    template:
      '<h-input type="checkbox" role="switch" checked="{{checked}}" disabled="{{disabled}}" aria-label="{{ariaLabel}}" style="--wx-on:{{color}}" catch:change="onChange" catch:input="swallow"/>',
    properties: { checked: false, disabled: false, type: 'switch', color: '#04be02', name: '' },
    events: ['change'],
    reflected: ['type', 'disabled'],
    values: { type: ['switch', 'checkbox'] },
  },
  checkbox: {
    template:
      '<h-input type="checkbox" checked="{{checked}}" disabled="{{disabled}}" aria-label="{{ariaLabel}}" style="--wx-on:{{color}}" catch:change="onChange" catch:input="swallow"/><slot/>',
    properties: { value: '', checked: false, disabled: false, color: '#09bb07' },
    events: [],
  },
  'checkbox-group': { template: '<slot/>', properties: { name: '' }, events: ['change'] },
  radio: {
    template:
      '<h-input type="radio" checked="{{checked}}" disabled="{{disabled}}" aria-label="{{ariaLabel}}" style="--wx-on:{{color}}" catch:change="onChange" catch:input="swallow"/><slot/>',
    properties: { value: '', checked: false, disabled: false, color: '#09bb07' },
    events: [],
  },
  'radio-group': { template: '<slot/>', properties: { name: '' }, events: ['change'] },
  navigator: {
    template: '<slot/>',
    properties: {
      ...hover,
      hoverClass: 'navigator-hover',
      url: '',
      openType: 'navigate',
      delta: 1,
    },
    events: ['success', 'fail', 'complete'],
    values: { openType: ['navigate', 'redirect', 'reLaunch', 'navigateBack'] },
  },
};

export const builtInNames = Object.keys(builtInTags);

/** Tags that build structure and render nothing themselves. */
export const structureTags = ['block', 'template', 'import', 'include', 'slot', 'wxs'] as const;

/** `stroke-width` → `strokeWidth`, as WXML attributes become properties. */
export function toPropertyName(attribute: string): string {
  return attribute.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

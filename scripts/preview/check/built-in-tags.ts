/**
 * The built-in components that the sample uses: their attributes, events and inner HTML. Facts from
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
  'root-portal': { template: '<slot/>', properties: { enable: true }, events: [] },
  'scroll-view': {
    template: '<slot/>',
    properties: { scrollX: false, scrollY: false, scrollIntoView: '', scrollWithAnimation: false },
    events: [],
    reflected: ['scrollX', 'scrollY'],
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
      openType: '',
    },
    events: ['agreeprivacyauthorization', 'contact'],
    reflected: ['type', 'size', 'plain', 'disabled', 'loading'],
    values: {
      type: ['default', 'primary', 'warn'],
      size: ['default', 'mini'],
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
  input: {
    template: `<h-input type="{{htmlType}}" inputmode="{{inputMode}}" ${typingHtml}/>`,
    properties: {
      ...typing,
      type: 'text',
      password: false,
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
    template: '<slot/>',
    properties: {
      mode: 'selector',
      value: null,
      range: [],
      rangeKey: '',
      start: '',
      end: '',
      disabled: false,
      headerText: '',
    },
    events: ['change', 'cancel'],
    reflected: ['disabled'],
    values: { mode: ['selector', 'multiSelector', 'date'] },
  },
};

export const builtInNames = Object.keys(builtInTags);

/** Tags that build structure and render nothing themselves. */
export const structureTags = ['block', 'template', 'import', 'include', 'slot'] as const;

/** `stroke-width` → `strokeWidth`, as WXML attributes become properties. */
export function toPropertyName(attribute: string): string {
  return attribute.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

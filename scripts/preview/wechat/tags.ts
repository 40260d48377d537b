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
export const gestureEvents = ['tap', 'touchmove'] as const;

/** Attributes of every built-in component: hiding, and what the screen reader says (无障碍访问). */
export const commonProperties = {
  hidden: false,
  ariaRole: '',
  ariaLabel: '',
  ariaHidden: null,
  ariaChecked: null,
  ariaSelected: null,
  ariaModal: null,
  ariaValuenow: null,
  ariaValuemin: null,
  ariaValuemax: null,
} satisfies Record<string, Default>;

/** A class while the finger is down. */
const hover = { hoverClass: 'none' };

export const imageModes = {
  scaleToFill: 'fill',
  aspectFit: 'contain',
  aspectFill: 'cover',
} as const;

const typing = {
  value: '',
  placeholder: '',
  maxlength: 140,
  focus: false,
  cursorSpacing: 0,
  confirmType: 'done',
};
const typingEvents = ['input', 'blur', 'confirm'] as const;
const typingHtml =
  'value="{{value}}" placeholder="{{placeholder}}" maxlength="{{maxlength}}" ' +
  'enterkeyhint="{{confirmType}}" aria-label="{{ariaLabel}}" ' +
  'catch:input="onInput" catch:blur="onBlur" catch:change="swallow" catch:keydown="onKey"';

export const builtInTags: Record<string, BuiltInTag> = {
  view: { template: '<slot/>', properties: hover, events: [] },
  text: {
    template: '<slot/>',
    properties: { userSelect: false, decode: false },
    events: [],
    reflected: ['userSelect'],
  },
  // Style sheets of pages name what it moves to the root `root-portal-content`.
  'root-portal': {
    template: '<h-wx-root-portal-content><slot/></h-wx-root-portal-content>',
    properties: { enable: true },
    events: [],
  },
  'scroll-view': {
    template: '<slot/>',
    // Skyline wants a type, WebView has none.
    properties: { scrollY: false, type: '' },
    events: [],
    reflected: ['scrollY'],
  },
  button: {
    template: '<slot/>',
    properties: { hoverClass: 'button-hover', disabled: false, openType: '' },
    events: ['agreeprivacyauthorization', 'contact'],
    reflected: ['disabled'],
    values: { openType: ['', 'agreePrivacyAuthorization', 'contact'] },
  },
  image: {
    template:
      '<h-img src="{{url}}" alt="{{ariaLabel}}" style="object-fit:{{fit}}" catch:load="onLoad" catch:error="onError"/>',
    properties: { src: '', mode: 'scaleToFill' },
    events: ['load', 'error'],
    values: { mode: Object.keys(imageModes) },
  },
  input: {
    template: `<h-input inputmode="{{inputMode}}" ${typingHtml}/>`,
    properties: { ...typing, type: 'text' },
    events: typingEvents,
    values: { type: ['text', 'number', 'idcard', 'digit', 'nickname'] },
  },
  textarea: {
    template: `<h-textarea rows="1" ${typingHtml}/>`,
    properties: { ...typing, autoHeight: false },
    events: typingEvents,
    reflected: ['autoHeight'],
  },
  picker: {
    template: '<slot/>',
    properties: { mode: 'selector', value: null, range: [], start: '', end: '' },
    events: ['change', 'cancel'],
    values: { mode: ['selector', 'date'] },
  },
};

/** Tags that build structure and render nothing themselves. */
export const structureTags = ['block', 'template', 'import', 'include', 'slot'] as const;

/** `stroke-width` → `strokeWidth`, as WXML attributes become properties. */
export function toPropertyName(attribute: string): string {
  return attribute.replace(/-([a-z])/g, (_, initial: string) => initial.toUpperCase());
}

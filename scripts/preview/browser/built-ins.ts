import { glassEasel } from 'glass-easel-miniprogram-adapter';
import { builtInTags, commonProperties, imageModes } from '../built-in-tags';
import { reportError } from './errors';
import { urlOfFile } from './wx/files';

/** What built-in components need of the host around them. */
export interface BuiltInHost {
  navigate(openType: string, url: string, delta: number): void;
  agreePrivacy(): void;
  openContact(): Promise<void>;
}

type Values = Record<string, unknown>;
type BuiltInElement = glassEasel.GeneralComponent & {
  activate?: () => void;
  /** The HTML field inside; none once the component is gone. */
  el(): HTMLInputElement | undefined;
};
type Method = (this: BuiltInElement, event: glassEasel.ShadowedEvent<unknown>) => void;

interface Behavior {
  data?: Values;
  observers?: Record<string, (this: BuiltInElement, ...values: never[]) => void>;
  methods?: Record<string, Method>;
  created?: (this: BuiltInElement) => void;
  attached?: (this: BuiltInElement) => void;
}

function propertyOf(element: BuiltInElement, name: string): unknown {
  return (element.data as Values)[name];
}

function elementOf(component: glassEasel.Element): HTMLElement {
  return component.$$ as unknown as HTMLElement;
}

function componentOf(element: Element | null | undefined): BuiltInElement | undefined {
  return (element as (Element & { __wxElement?: BuiltInElement }) | null | undefined)?.__wxElement;
}

/** Built-in components report to their own listeners only, as in WeChat. */
function report(
  component: BuiltInElement,
  type: string,
  detail: Values,
  options: glassEasel.EventOptions = {},
): void {
  component.triggerEvent(type, detail, { bubbles: false, composed: false, ...options });
}

const typing: Behavior = {
  methods: {
    onInput() {
      const field = this.el();
      if (!field) return;
      this.setData({ value: field.value });
      report(
        this,
        'input',
        { value: field.value, cursor: field.selectionStart ?? field.value.length, keyCode: 0 },
        {
          // A handler may return what the field shall hold instead.
          handleListenerReturn: (returned) => {
            const value =
              typeof returned === 'string'
                ? returned
                : (returned as { value?: string } | undefined)?.value;
            if (value !== undefined) this.setData({ value });
          },
        },
      );
    },
    onFocus() {
      report(this, 'focus', { value: propertyOf(this, 'value'), height: 0 });
    },
    onBlur() {
      report(this, 'blur', {
        value: propertyOf(this, 'value'),
        cursor: this.el()?.selectionStart ?? 0,
      });
    },
    onKey(event) {
      const key = (event.getOriginalEvent() as KeyboardEvent | undefined)?.key;
      if (key !== 'Enter' || this.tagName === 'textarea') return;
      report(this, 'confirm', { value: propertyOf(this, 'value') });
      if (!propertyOf(this, 'confirmHold')) this.el()?.blur();
    },
    swallow() {},
  },
  observers: {
    focus(this: BuiltInElement, on: boolean) {
      if (glassEasel.Element.isAttached(this)) on ? this.el()?.focus() : this.el()?.blur();
    },
  },
  attached() {
    if (propertyOf(this, 'focus')) this.el()?.focus();
  },
};

/** Checkbox and radio tell the group around them; nobody listens to them directly. */
function choice(groupTag: 'checkbox-group' | 'radio-group'): Behavior {
  const tag = groupTag === 'checkbox-group' ? 'checkbox' : 'radio';
  return {
    methods: {
      onChange() {
        this.setData({ checked: this.el()?.checked });
        const group = elementOf(this).closest(`wx-${groupTag}`);
        if (!group) return;
        const members = [...group.querySelectorAll(`wx-${tag}`)]
          .map(componentOf)
          .filter((one) => one !== undefined);
        if (tag === 'radio')
          for (const other of members)
            if (other !== this && propertyOf(other, 'checked')) other.setData({ checked: false });
        const groupComponent = componentOf(group);
        if (groupComponent) report(groupComponent, 'change', { value: groupValue(group) });
      },
      swallow() {},
    },
  };
}

function groupValue(group: Element): string | string[] {
  const checked = [...group.querySelectorAll('wx-checkbox, wx-radio')]
    .map(componentOf)
    .filter((one) => one !== undefined && propertyOf(one, 'checked') === true)
    .map((one) => String(propertyOf(one as BuiltInElement, 'value')));
  return group.localName === 'wx-radio-group' ? (checked[0] ?? '') : checked;
}

function formValues(form: Element): Values {
  const values: Values = {};
  for (const element of form.querySelectorAll(
    'wx-input, wx-textarea, wx-switch, wx-picker, wx-checkbox-group, wx-radio-group',
  )) {
    const component = componentOf(element);
    const name = component && (propertyOf(component, 'name') as string);
    if (!component || !name) continue;
    values[name] = element.localName.endsWith('-group')
      ? groupValue(element)
      : propertyOf(component, element.localName === 'wx-switch' ? 'checked' : 'value');
  }
  return values;
}

/** Before the page's own handler, which may take the element away. */
function onTap(listener: Method): Behavior {
  return {
    created() {
      this.addListener('tap', (event) => listener.call(this, event));
    },
  };
}

function createBehaviors(host: BuiltInHost): Record<string, Behavior> {
  return {
    image: {
      data: { url: '', fit: imageModes.scaleToFill },
      observers: {
        src(this: BuiltInElement, src: string) {
          this.setData({ url: src === '' ? '' : urlOfFile(src) });
        },
        mode(this: BuiltInElement, mode: keyof typeof imageModes) {
          this.setData({ fit: imageModes[mode] });
        },
      },
      methods: {
        onLoad() {
          // A picture can be there after its component is gone.
          const image = (elementOf(this) as HTMLElement | null)?.querySelector('img');
          if (!image) return;
          report(this, 'load', { width: image.naturalWidth, height: image.naturalHeight });
        },
        onError() {
          if (propertyOf(this, 'src') !== '')
            report(this, 'error', { errMsg: `GET ${propertyOf(this, 'src')} fail` });
        },
      },
    },
    input: {
      ...typing,
      data: { htmlType: 'text', inputMode: 'text' },
      observers: {
        ...typing.observers,
        'type, password'(this: BuiltInElement, type: string, password: boolean) {
          const inputMode = type === 'digit' ? 'decimal' : type === 'number' ? 'numeric' : 'text';
          this.setData({ htmlType: password ? 'password' : 'text', inputMode });
        },
      },
    },
    textarea: typing,
    picker: {
      data: { labels: [], htmlType: 'date', htmlValue: '' },
      observers: {
        'range, rangeKey'(this: BuiltInElement, range: unknown[], key: string) {
          this.setData({ labels: range.map((item) => String(key ? (item as Values)[key] : item)) });
        },
        'mode, fields'(this: BuiltInElement, mode: string, fields: string) {
          this.setData({
            htmlType: mode === 'time' ? 'time' : fields === 'month' ? 'month' : 'date',
          });
        },
        value(this: BuiltInElement, value: unknown) {
          this.setData({ htmlValue: value === null ? '' : String(value) });
        },
      },
      methods: {
        onPick() {
          const value = this.el()?.value;
          this.setData({ value });
          report(this, 'change', { value });
        },
        swallow() {},
      },
    },
    switch: {
      methods: {
        onChange() {
          const checked = this.el()?.checked;
          this.setData({ checked });
          report(this, 'change', { value: checked });
        },
        swallow() {},
      },
    },
    checkbox: choice('checkbox-group'),
    radio: choice('radio-group'),
    label: onTap(function (event) {
      const controls = 'wx-checkbox, wx-radio, wx-switch, wx-input, wx-textarea, wx-button';
      const id = propertyOf(this, 'for') as string;
      const control = id
        ? componentOf(elementOf(this.ownerShadowRoot?.querySelector(`#${id}`) ?? this))
        : componentOf(elementOf(this).querySelector(controls));
      const origin = (event.getOriginalEvent() as Event | undefined)?.target as Element | null;
      if (!control || elementOf(control).contains(origin)) return;
      const field = elementOf(control).querySelector<HTMLInputElement>('input, textarea');
      if (field && /^(?:checkbox|radio)$/.test(field.type)) field.click();
      else field?.focus();
    }),
    button: onTap(function () {
      const form = componentOf(elementOf(this).closest('wx-form'));
      const formType = propertyOf(this, 'formType');
      if (form && formType === 'submit')
        report(form, 'submit', { value: formValues(elementOf(form)) });
      if (form && formType === 'reset') report(form, 'reset', {});
      const openType = propertyOf(this, 'openType');
      if (openType === 'agreePrivacyAuthorization') {
        host.agreePrivacy();
        report(this, 'agreeprivacyauthorization', {});
      }
      if (openType === 'contact')
        void host.openContact().then(() => report(this, 'contact', { path: '', query: {} }));
    }),
    navigator: onTap(function () {
      const [openType, url, delta] = ['openType', 'url', 'delta'].map((name) =>
        propertyOf(this, name),
      );
      host.navigate(String(openType), String(url), Number(delta));
    }),
    'scroll-view': {
      observers: {
        scrollTop(this: BuiltInElement, top: number) {
          elementOf(this).scrollTop = top;
        },
        scrollLeft(this: BuiltInElement, left: number) {
          elementOf(this).scrollLeft = left;
        },
        scrollIntoView(this: BuiltInElement, id: string) {
          const target = id && this.ownerShadowRoot?.querySelector(`#${id}`);
          if (target)
            elementOf(target).scrollIntoView({
              behavior: propertyOf(this, 'scrollWithAnimation') ? 'smooth' : 'auto',
              block: 'start',
            });
        },
      },
      attached() {
        const element = elementOf(this);
        element.addEventListener('scroll', () => {
          const { scrollTop, scrollLeft, scrollHeight, scrollWidth } = element;
          report(this, 'scroll', { scrollTop, scrollLeft, scrollHeight, scrollWidth });
        });
      },
    },
  };
}

const propertyTypes = { string: String, number: Number, boolean: Boolean } as const;

/** Tags whose inner HTML field carries the label for the screen reader. */
const labelledInside = ['input', 'textarea', 'picker', 'switch', 'checkbox', 'radio', 'image'];
const defaultRoles: Record<string, string> = { button: 'button', progress: 'progressbar' };

/**
 * Defines WeChat's built-in components over HTML, in a space of their own, so that their templates
 * may use HTML elements and the Mini Program's may not.
 */
export function defineBuiltIns(
  templates: glassEasel.template.ProcGenGroupList,
  host: BuiltInHost,
): Map<string, glassEasel.GeneralComponentDefinition> {
  const space = new glassEasel.ComponentSpace();
  const behaviors = createBehaviors(host);
  const definitions = new Map<string, glassEasel.GeneralComponentDefinition>();

  for (const [tag, { properties, reflected = [], values = {} }] of Object.entries(builtInTags)) {
    const behavior: Behavior = behaviors[tag] ?? {};
    const all = { ...commonProperties, ...properties };
    const observers = Object.entries(behavior.observers ?? {}).map(([fields, observer]) => ({
      fields,
      observer,
    }));

    const reflect = (element: HTMLElement, property: string, value: unknown) => {
      const attribute = property.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      if (value === false || value === null || value === undefined || value === '')
        element.removeAttribute(attribute);
      else element.setAttribute(attribute, value === true ? '' : String(value));
    };
    const describe = (element: HTMLElement, property: string, value: unknown) => {
      if (property === 'hidden') element.toggleAttribute('wx-hidden', value === true);
      else if (property === 'ariaLabel' && labelledInside.includes(tag)) return;
      else {
        const attribute =
          property === 'ariaRole' ? 'role' : `aria-${property.slice(4).toLowerCase()}`;
        const text = property === 'ariaRole' && value === '' ? defaultRoles[tag] : value;
        if (text === null || text === undefined || text === '') element.removeAttribute(attribute);
        else element.setAttribute(attribute, String(text));
      }
    };
    const appliers: [string, (element: HTMLElement, property: string, value: unknown) => void][] = [
      ...reflected.map((property) => [property, reflect] as [string, typeof reflect]),
      ...Object.keys(commonProperties).map(
        (property) => [property, describe] as [string, typeof describe],
      ),
    ];
    for (const [fields, apply] of appliers)
      observers.push({
        fields,
        observer(this: BuiltInElement, value: unknown) {
          apply(elementOf(this), fields, value);
        },
      });
    for (const [fields, allowed] of Object.entries(values))
      observers.push({
        fields,
        observer(value: unknown) {
          if (!allowed.includes(String(value)))
            reportError(
              new Error(
                `<${tag} ${fields}="${value}"> is not in the preview; it has ${allowed.join(', ')}`,
              ),
            );
        },
      });
    if (tag === 'progress')
      observers.push({
        fields: 'percent',
        observer(this: BuiltInElement, percent: number) {
          elementOf(this).setAttribute('aria-valuenow', String(percent));
        },
      });

    const definition = space.defineComponent({
      is: tag,
      template: {
        groupList: templates,
        content: templates[tag] as glassEasel.template.ProcGenGroup,
      },
      properties: Object.fromEntries(
        Object.entries(all).map(([name, value]) => {
          const type = Array.isArray(value)
            ? Array
            : value === null
              ? null
              : propertyTypes[typeof value as keyof typeof propertyTypes];
          return [name, { type, value }];
        }),
      ),
      data: behavior.data ?? {},
      observers,
      methods: {
        el(this: glassEasel.GeneralComponent) {
          return (
            (this.$$ as unknown as HTMLElement | null)?.querySelector('input, textarea, select') ??
            undefined
          );
        },
        ...behavior.methods,
      },
      lifetimes: {
        created(this: BuiltInElement) {
          for (const [property, apply] of appliers)
            apply(elementOf(this), property, propertyOf(this, property));
          behavior.created?.call(this);
        },
        ...(behavior.attached ? { attached: behavior.attached } : {}),
      },
    } as unknown as Parameters<typeof space.defineComponent>[0]);
    definitions.set(tag, definition as glassEasel.GeneralComponentDefinition);
  }
  return definitions;
}

import { glassEasel } from 'glass-easel-miniprogram-adapter';
import type { DateRequest } from '../native';
import { builtInTags, commonProperties, imageModes } from '../wechat/tags';
import { reportError } from './wx/errors';
import { urlOfFile } from './wx/files';
import { native } from './wx/native';
import { agreePrivacy } from './wx/privacy';

type Values = Record<string, unknown>;
type BuiltInElement = glassEasel.GeneralComponent;
type Method = (this: BuiltInElement, event: glassEasel.ShadowedEvent<unknown>) => void;

type Observer = (this: BuiltInElement, ...values: never[]) => void;

interface Behavior {
  data?: Values;
  observers?: Record<string, Observer>;
  methods?: Record<string, Method>;
  created?: (this: BuiltInElement) => void;
  attached?: (this: BuiltInElement) => void;
  detached?: (this: BuiltInElement) => void;
}

function propertyOf(element: BuiltInElement, name: string): unknown {
  return (element.data as Values)[name];
}

function elementOf(component: glassEasel.Element): HTMLElement {
  return component.$$ as unknown as HTMLElement;
}

/** The HTML field inside; none once the component is gone. */
function fieldOf(component: BuiltInElement): HTMLInputElement | null | undefined {
  return (elementOf(component) as HTMLElement | null)?.querySelector<HTMLInputElement>(
    'input, textarea',
  );
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
      const field = fieldOf(this);
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
    onBlur() {
      report(this, 'blur', {
        value: propertyOf(this, 'value'),
        cursor: fieldOf(this)?.selectionStart ?? 0,
      });
    },
    onKey(event) {
      const key = (event.getOriginalEvent() as KeyboardEvent | undefined)?.key;
      if (key !== 'Enter' || this.tagName === 'textarea') return;
      report(this, 'confirm', { value: propertyOf(this, 'value') });
      fieldOf(this)?.blur();
    },
    swallow() {},
  },
  observers: {
    focus(this: BuiltInElement, on: boolean) {
      if (glassEasel.Element.isAttached(this)) on ? fieldOf(this)?.focus() : fieldOf(this)?.blur();
    },
  },
  attached() {
    if (propertyOf(this, 'focus')) fieldOf(this)?.focus();
  },
};

/** Moved out of the page, where it inherits nothing: neither its font nor its CSS variables. */
const portal: Behavior = {
  created() {
    contentOf.set(this, elementOf(this).firstElementChild as HTMLElement);
  },
  observers: {
    enable(this: BuiltInElement) {
      if (glassEasel.Element.isAttached(this)) place(this);
    },
  },
  attached() {
    place(this);
  },
  detached() {
    contentOf.get(this)?.remove();
  },
};

const contentOf = new WeakMap<BuiltInElement, HTMLElement>();

function place(component: BuiltInElement): void {
  const parent = propertyOf(component, 'enable') ? document.documentElement : elementOf(component);
  parent.append(contentOf.get(component) as HTMLElement);
}

/** Before the page's own handler, which may take the element away. */
function onTap(listener: Method): Behavior {
  return {
    created() {
      this.addListener('tap', (event) => listener.call(this, event));
    },
  };
}

const behaviors: Record<string, Behavior> = {
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
    data: { inputMode: 'text' },
    observers: {
      ...typing.observers,
      type(this: BuiltInElement, type: string) {
        const inputMode = type === 'digit' ? 'decimal' : type === 'number' ? 'numeric' : 'text';
        this.setData({ inputMode });
      },
    },
  },
  textarea: typing,
  picker: onTap(function () {
    const of = (name: string) => propertyOf(this, name);
    const title = String(of('ariaLabel') || '请选择');
    const done = (value: unknown) => {
      if (value === undefined) return report(this, 'cancel', {});
      this.setData({ value });
      report(this, 'change', { value });
    };
    if (of('mode') === 'date') {
      const [value, start, end] = ['value', 'start', 'end'].map((name) => String(of(name) ?? ''));
      void native.pickDate({ title, value, start, end } as DateRequest).then(done);
      return;
    }
    const labels = (of('range') as unknown[]).map(String);
    void native
      .pickItem({ title, labels, chosen: Number(of('value') ?? 0) })
      // WeChat gives the index as text.
      .then((picked) => done(picked === undefined ? undefined : String(picked)));
  }),
  'root-portal': portal,
  button: onTap(function () {
    const openType = propertyOf(this, 'openType');
    if (openType === 'agreePrivacyAuthorization') {
      // Dead without an id on base library 2.32.3 (youzan/vant-weapp, pull request 5533).
      if (this.id === '')
        return reportError(new Error(`<button open-type="${openType}"> has no id`));
      agreePrivacy();
      report(this, 'agreeprivacyauthorization', {});
    }
    if (openType === 'contact')
      void native
        .openOutside('contact')
        .then(() => report(this, 'contact', { path: '', query: {} }));
  }),
};

/** Tags whose inner HTML field carries the label for the screen reader. */
const labelledInside = ['input', 'textarea', 'image'];
const defaultRoles: Record<string, string> = { button: 'button', picker: 'button' };

/**
 * Defines WeChat's built-in components over HTML, in a space of their own, so that their templates
 * may use HTML elements and the Mini Program's may not.
 */
export function addBuiltIns(
  components: glassEasel.ComponentSpace,
  templates: glassEasel.template.ProcGenGroupList,
): void {
  const space = new glassEasel.ComponentSpace();

  for (const [tag, { properties, reflected = [], values = {} }] of Object.entries(builtInTags)) {
    const { observers = {}, created, ...behavior }: Behavior = behaviors[tag] ?? {};
    const shown = [...reflected, ...Object.keys(commonProperties)];

    /** Writes a property to the element, for the style sheet and the screen reader. */
    const show = (element: HTMLElement, property: string, value: unknown) => {
      if (property === 'ariaLabel' && labelledInside.includes(tag)) return;
      const kebab = property.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);
      const attribute = { 'aria-role': 'role', hidden: 'wx-hidden' }[kebab] ?? kebab;
      const text = property === 'ariaRole' && value === '' ? defaultRoles[tag] : value;
      const isAbsent = text === '' || (text === false && !property.startsWith('aria'));
      if (isAbsent || text === null || text === undefined) element.removeAttribute(attribute);
      else element.setAttribute(attribute, String(text));
    };
    const allObservers = [
      ...Object.entries(observers),
      ...shown.map((property): [string, Observer] => [
        property,
        function (value) {
          show(elementOf(this), property, value);
        },
      ]),
      ...Object.entries(values).map(([property, allowed]): [string, Observer] => [
        property,
        (value) => {
          if (allowed.includes(String(value))) return;
          const text = `<${tag} ${property}="${value}"> is not in the preview; it has ${allowed.join(', ')}`;
          reportError(new Error(text));
        },
      ]),
    ];
    const definition = space.defineComponent({
      ...behavior,
      is: tag,
      template: {
        groupList: templates,
        content: templates[tag] as glassEasel.template.ProcGenGroup,
      },
      properties: Object.fromEntries(
        Object.entries({ ...commonProperties, ...properties }).map(([name, value]) => [
          name,
          { type: value?.constructor ?? null, value },
        ]),
      ),
      observers: allObservers.map(([fields, observer]) => ({ fields, observer })),
      created(this: BuiltInElement) {
        for (const property of shown) show(elementOf(this), property, propertyOf(this, property));
        created?.call(this);
      },
    } as unknown as Parameters<typeof space.defineComponent>[0]);
    components.setGlobalUsingComponent(tag, definition as glassEasel.GeneralComponentDefinition);
  }
}

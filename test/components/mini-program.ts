import { flush } from './fake-wx';

/**
 * Just enough of `Page` and `Component` to call a page's own methods: data that is copied as JSON on its
 * way into setData, and an error for a setData after the end. How it looks is for the browser tests.
 */

export type Instance = ReturnType<typeof instantiate>;

type Members = Record<string, unknown>;
type Method = (this: unknown, ...args: unknown[]) => unknown;

interface Options extends Members {
  data?: Members;
  properties?: Record<string, { value: unknown }>;
  observers?: Record<string, Method>;
  lifetimes?: { attached?: Method; detached?: Method };
  methods?: Members;
  onLoad?: Method;
  onUnload?: Method;
}

/** Runs a page's or a component's script, in modules of its own: what makes instances of it, loaded or attached. */
function register(load: () => void): () => Instance {
  let options: Options | undefined;
  const globals = globalThis as { Page?: unknown; Component?: unknown };
  globals.Component = (given: Options) => {
    options = given;
  };
  globals.Page = globals.Component;
  jest.isolateModules(load);
  const registered = options;
  if (!registered) throw new Error('the script called neither Page nor Component');
  return () => instantiate(registered);
}

function instantiate(options: Options) {
  const { data, properties = {}, observers = {}, lifetimes = {}, methods = {}, ...rest } = options;

  let left = false;
  const triggered: Array<{ name: string; detail: unknown }> = [];
  const initial = Object.entries(properties).map(([name, { value }]) => [name, value]);
  const self: Members = {
    ...rest,
    ...methods,
    data: copy({ ...data, ...Object.fromEntries(initial) }),
    setData(change: Members) {
      if (left) throw new Error('setData after the end');
      for (const [path, value] of Object.entries(copy(change))) {
        const keys = path.split(/[.[\]]+/).filter(Boolean);
        const last = keys.pop() ?? '';
        const holder = keys.reduce((object, key) => object[key] as Members, self.data as Members);
        holder[last] = value;
      }
    },
    triggerEvent(name: string, detail: unknown) {
      triggered.push({ name, detail });
    },
  };
  const run = (method: unknown, ...args: unknown[]) =>
    typeof method === 'function' ? (method as Method).apply(self, args) : undefined;

  run(lifetimes.attached);
  run(options.onLoad, {});
  return {
    data: self.data as Members,
    triggered,
    /** Calls a handler as the WXML does, with a dataset or an event's detail. */
    call(handler: string, { dataset = {}, detail }: { dataset?: object; detail?: unknown } = {}) {
      if (typeof self[handler] !== 'function') throw new Error(`there is no handler ${handler}`);
      run(self[handler], { currentTarget: { dataset }, target: { dataset }, detail });
    },
    /** A property set by the page around the component. */
    set(property: string, value: unknown) {
      (self.data as Members)[property] = value;
      run(observers[property], value);
    },
    /** The component's own method, as a page calls it on what selectComponent gives. */
    use(backend: object) {
      run(self.use, backend);
    },
    /** The page is left. */
    leave() {
      run(lifetimes.detached);
      run(options.onUnload);
      left = true;
    },
    /** The same component is attached once more. */
    comeBack() {
      left = false;
      run(lifetimes.attached);
    },
  };
}

export const createInstance = (load: () => void): Instance => register(load)();

export const registerScanner = () =>
  register(() => {
    require('../../miniprogram-sample/components/license-scanner/license-scanner');
  });

/** With these properties set by its page. */
export function attachScanner(properties: object = {}): Instance {
  const scanner = registerScanner()();
  for (const [name, value] of Object.entries(properties)) scanner.set(name, value);
  return scanner;
}

/** Taps 拍照, and lets run what follows by itself. */
export async function shoot(scanner = attachScanner()): Promise<Instance> {
  scanner.call('takePhoto');
  await flush();
  return scanner;
}

/** As setData carries values: JSON, and `undefined` is an error in WeChat's console. */
function copy(value: Members): Members {
  for (const [key, member] of Object.entries(value)) {
    if (member === undefined) throw new Error(`setData: ${key} is undefined`);
  }
  return JSON.parse(JSON.stringify(value)) as Members;
}

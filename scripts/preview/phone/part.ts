import { type CodeSpace, glassEasel } from 'glass-easel-miniprogram-adapter';

/** What a script hands to Page, Component or App. */
export type Definition = Record<string, unknown>;
export type Method = (...args: unknown[]) => unknown;

/** Lets a script call Page or Component, and puts between it and glass-easel what WeChat does. */
export function registerPart(space: CodeSpace, path: string, run: () => unknown): void {
  const globals = globalThis as unknown as Record<string, unknown>;
  space.componentEnv(path, ({ Page, Component }) => {
    Object.assign(globals, {
      Page: (definition: Definition) => Page(wrapMethods(definition) as never),
      Component: ({ methods = {}, ...definition }: Definition) =>
        Component({ ...definition, methods: wrapMethods(methods as Definition) } as never),
    });
    run();
    for (const name of ['Page', 'Component']) delete globals[name];
  });
}

function wrapMethods(methods: Definition): Definition {
  return Object.fromEntries(
    Object.entries(methods).map(([name, method]) => [
      name,
      typeof method === 'function'
        ? function (this: unknown, ...args: unknown[]) {
            return method.apply(this, args.map(toPlain));
          }
        : method,
    ]),
  );
}

type Caller = Pick<glassEasel.Element, 'id' | 'dataset'>;

/** Of an event a handler gets plain values in WeChat, no elements. */
function toPlain(argument: unknown): unknown {
  if (!(argument instanceof glassEasel.Event)) return argument;
  const event = argument as unknown as glassEasel.ShadowedEvent<unknown>;
  const describe = ({ id, dataset }: Caller) => ({ id, dataset: { ...dataset } });
  return {
    type: event.type,
    timeStamp: event.timeStamp,
    target: describe(event.target as unknown as Caller),
    currentTarget: describe(event.currentTarget as unknown as Caller),
    detail: event.detail,
  };
}

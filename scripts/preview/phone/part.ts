import { type CodeSpace, glassEasel } from 'glass-easel-miniprogram-adapter';
import { toPageEvent } from './page-event';

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

/** Handlers get plain events. */
function wrapMethods(methods: Definition): Definition {
  return Object.fromEntries(
    Object.entries(methods).map(([name, value]) => {
      if (typeof value !== 'function') return [name, value];
      const method = value as Method;
      return [
        name,
        function (this: unknown, ...args: unknown[]) {
          return method.apply(
            this,
            args.map((argument) =>
              argument instanceof glassEasel.Event
                ? toPageEvent(argument as unknown as glassEasel.ShadowedEvent<unknown>)
                : argument,
            ),
          );
        },
      ];
    }),
  );
}

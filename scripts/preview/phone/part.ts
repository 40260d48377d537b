import { type CodeSpace, glassEasel } from 'glass-easel-miniprogram-adapter';
import { notInPreview } from './errors';
import { toPageEvent } from './page-event';

/** What a script hands to Page, Component, Behavior or App. */
export type Definition = Record<string, unknown>;
export type Method = (...args: unknown[]) => unknown;

/** What WeChat calls on a page; others that it knows and the preview never calls are refused. */
const pageLifecycle = [
  'onLoad',
  'onShow',
  'onReady',
  'onHide',
  'onUnload',
  'onShareAppMessage',
  'onShareTimeline',
];
const pageLifecycleMissing = [
  'onPullDownRefresh',
  'onReachBottom',
  'onPageScroll',
  'onResize',
  'onTabItemTap',
  'onAddToFavorites',
  'onSaveExitState',
  'onRouteDone',
];

/** Lets a script call Page or Component, and puts between it and glass-easel what WeChat does. */
export function registerPart(space: CodeSpace, path: string, run: () => unknown): void {
  const globals = globalThis as unknown as Record<string, unknown>;
  space.componentEnv(path, ({ Page, Component, Behavior }) => {
    Object.assign(globals, {
      Page: (definition: Definition) => {
        for (const name of pageLifecycleMissing)
          if (name in definition) throw notInPreview(`Page.${name}`);
        refuseNamedBehaviors(definition);
        Page(wrapMethods(definition, pageLifecycle) as never);
      },
      Component: (definition: Definition) => Component(wrapDefinition(definition) as never),
      Behavior: (definition: Definition) => Behavior(wrapDefinition(definition) as never),
    });
    run();
    for (const name of ['Page', 'Component', 'Behavior']) delete globals[name];
  });
}

function wrapDefinition(definition: Definition): Definition {
  refuseNamedBehaviors(definition);
  if (!definition.methods) return definition;
  return { ...definition, methods: wrapMethods(definition.methods as Definition, []) };
}

/** Handlers get plain events. */
function wrapMethods(methods: Definition, except: readonly string[]): Definition {
  return Object.fromEntries(
    Object.entries(methods).map(([name, value]) => {
      if (typeof value !== 'function' || except.includes(name)) return [name, value];
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

/** WeChat's own behaviors go by a name. */
function refuseNamedBehaviors({ behaviors = [] }: Definition): void {
  for (const one of behaviors as unknown[])
    if (typeof one === 'string') throw notInPreview(`behavior "${one}"`);
}

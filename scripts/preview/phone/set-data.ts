import {
  component as adapterComponent,
  type CodeSpace,
  glassEasel,
} from 'glass-easel-miniprogram-adapter';
import { reportError } from './wx/errors';
import { copyAsJson } from './wx/json-copy';

/** WeChat's limit for one setData: 1 MB of JSON. */
const maxSetDataLength = 1024 * 1024;

/**
 * In WeChat, data travels to the view as JSON, and a page that is gone takes none. glass-easel shares
 * objects and does not care; both would hide defects.
 */
export function watchSetData(space: CodeSpace): void {
  const { prototype } = adapterComponent.ComponentCaller;
  const setData = prototype.setData;
  const lived = new WeakSet<object>();
  const noteAttached = space.getComponentSpace().defineBehavior({
    lifetimes: {
      attached(this: { _$?: object }) {
        lived.add(this._$ ?? this);
      },
    },
  } as never);
  space.setOverallBehavior(noteAttached as never);
  prototype.setData = function (
    this: typeof prototype,
    data: Record<string, unknown>,
    callback?: () => void,
  ) {
    const element = this._$ as unknown as glassEasel.GeneralComponent;
    if (lived.has(element) && !glassEasel.Element.isAttached(element)) {
      reportError(new Error(`${this.is}: setData after unload (${Object.keys(data).join(', ')})`));
      return;
    }
    const copy: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(data)) {
      if (value === undefined)
        reportError(new Error(`${this.is}: setData sets "${key}" to undefined`));
      else copy[key] = copyAsJson(value, key);
    }
    const { length } = JSON.stringify(copy);
    if (length > maxSetDataLength)
      throw new Error(`${this.is}: setData of ${length} characters; WeChat takes 1 MB`);
    setData.call(this, copy as never, callback);
  } as typeof setData;
}

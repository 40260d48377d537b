import type { glassEasel } from 'glass-easel-miniprogram-adapter';

type Caller = Pick<glassEasel.Element, 'id' | 'dataset'>;

/** What a handler gets in WeChat: plain values, no elements. */
export function toPageEvent(event: glassEasel.ShadowedEvent<unknown>): Record<string, unknown> {
  const describe = ({ id, dataset }: Caller) => ({ id, dataset: { ...dataset } });
  return {
    type: event.type,
    timeStamp: event.timeStamp,
    target: describe(event.target as unknown as Caller),
    currentTarget: describe(event.currentTarget as unknown as Caller),
    detail: event.detail,
  };
}

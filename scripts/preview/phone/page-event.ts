import type { glassEasel } from 'glass-easel-miniprogram-adapter';

interface Caller {
  id: string;
  dataset: Record<string, unknown>;
  $$?: HTMLElement | null;
  _$?: { $$: HTMLElement | null };
}

/** What a handler gets in WeChat: plain values, no elements. */
export function toPageEvent(event: glassEasel.ShadowedEvent<unknown>): Record<string, unknown> {
  return {
    type: event.type,
    timeStamp: event.timeStamp,
    target: describe(event.target as unknown as Caller),
    currentTarget: describe(event.currentTarget as unknown as Caller),
    mark: event.mark ?? {},
    detail: event.detail,
    ...event.extraFields,
  };
}

function describe(caller: Caller): Record<string, unknown> {
  const element = caller._$?.$$ ?? caller.$$;
  return {
    id: caller.id,
    dataset: { ...caller.dataset },
    offsetLeft: element?.offsetLeft ?? 0,
    offsetTop: element?.offsetTop ?? 0,
  };
}

/** Touches become WeChat's own fields; a tap's detail says where it was. */
export function toEventContent(
  type: string,
  detail: unknown,
  options: glassEasel.EventOptions,
): [unknown, glassEasel.EventOptions] {
  const original = options.originalEvent as TouchEvent | MouseEvent | undefined;
  const list = (touches: TouchList | undefined) =>
    [...(touches ?? [])].map(({ identifier, pageX, pageY, clientX, clientY }) => ({
      identifier,
      pageX,
      pageY,
      clientX,
      clientY,
    }));
  const touches = original && 'touches' in original ? original : undefined;
  const extraFields = {
    touches: list(touches?.touches),
    changedTouches: list(touches?.changedTouches),
  };
  if (type.startsWith('touch')) return [{}, { ...options, extraFields }];
  if (/^(?:tap|longpress|longtap)$/.test(type)) return [detail, { ...options, extraFields }];
  return [detail, options];
}

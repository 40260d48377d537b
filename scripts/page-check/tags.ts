import {
  type BuiltInTag,
  builtInTags,
  commonProperties,
  gestureEvents,
  structureTags,
  toPropertyName,
} from '../preview/wechat/tags';
import type { Part } from './app-files';
import type { Definition } from './definitions';
import type { Report } from './problem';
import { attributeOf, readExpression, type Wxml, type WxmlAttribute, type WxmlTag } from './wxml';

const eventAttribute = /^(?:bind|catch):?([\w-]+)$/;

/**
 * Checks a page's or component's WXML against what there is: tags, their attributes and events,
 * the script's methods, and the names of its data.
 */
export function checkTags(
  part: Part,
  wxml: Wxml,
  definitions: Map<string, Definition>,
  report: Report,
): void {
  const own = definitions.get(part.path);
  const refuse = (line: number, message: string) => report(`${part.path}.wxml`, message, line);

  function checkHandler({ value, line }: WxmlAttribute): void {
    if (value === undefined || value === '') refuse(line, 'an event without a handler');
    else if (value.includes('{{'))
      refuse(line, `the handler "${value}" cannot be checked: give it by name`);
    else if (own && !own.methods.has(value)) refuse(line, `the handler "${value}" does not exist`);
  }

  function checkAttribute(
    tag: WxmlTag,
    { name, value, line }: WxmlAttribute,
    builtIn: BuiltInTag,
  ): void {
    const properties: Record<string, unknown> = { ...commonProperties, ...builtIn.properties };
    const property = toPropertyName(name);
    if (!Object.hasOwn(properties, property)) {
      refuse(line, `<${tag.name}> has no attribute "${name}" in the preview`);
      return;
    }
    if (value === undefined || value.includes('{{')) return;
    if (typeof properties[property] === 'boolean' && value !== '')
      refuse(
        line,
        `${name}="${value}" is a string, and so always true: write ${name}="{{${value}}}"`,
      );
    const values = builtIn.values?.[property];
    if (values && !values.includes(value))
      refuse(
        line,
        `<${tag.name} ${name}="${value}"> is not in the preview; it has ${values.join(', ')}`,
      );
  }

  for (const tag of wxml.tags) {
    if ((structureTags as readonly string[]).includes(tag.name)) continue;
    const builtIn = Object.hasOwn(builtInTags, tag.name) ? builtInTags[tag.name] : undefined;
    const target = part.using[tag.name];
    const used = target === undefined ? undefined : definitions.get(target);
    if (!builtIn && target === undefined) {
      refuse(
        tag.line,
        `<${tag.name}> is neither in usingComponents nor a built-in component of the preview`,
      );
      continue;
    }
    for (const attribute of tag.attributes) {
      const event = eventAttribute.exec(attribute.name)?.[1];
      if (event !== undefined) {
        const events = builtIn
          ? new Set<string>([...gestureEvents, ...builtIn.events])
          : used?.events;
        if (events && !events.has(event))
          refuse(attribute.line, `<${tag.name}> has no event "${event}"`);
        checkHandler(attribute);
      } else if (isGeneral(attribute.name)) {
        // Any tag has it.
      } else if (builtIn) {
        checkAttribute(tag, attribute, builtIn);
      } else if (used) {
        const property = toPropertyName(attribute.name);
        if (!used.properties.has(property))
          refuse(attribute.line, `<${tag.name}> has no property "${property}"`);
      }
    }
  }

  for (const expression of wxml.expressions) {
    const known = own && namesInScope(expression.tag, own);
    if (!known) continue;
    for (const name of readExpression(expression).roots)
      if (!known.has(name)) refuse(expression.line, `"${name}" is in neither data nor properties`);
  }
}

function isGeneral(name: string): boolean {
  return /^(?:id|class|style|slot|data-.+|wx:.+)$/.test(name);
}

/** `undefined` inside `<template name>`, whose names come from the place that uses it. */
function namesInScope(tag: WxmlTag | undefined, own: Definition): Set<string> | undefined {
  const names = new Set([...own.data, ...own.properties]);
  for (let above = tag; above; above = above.parent) {
    if (above.name === 'template' && attributeOf(above, 'name') !== undefined) return undefined;
    if (attributeOf(above, 'wx:for') === undefined) continue;
    names.add(attributeOf(above, 'wx:for-item') ?? 'item');
    names.add(attributeOf(above, 'wx:for-index') ?? 'index');
  }
  return names;
}

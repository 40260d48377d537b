/**
 * Copies a value as it travels from a Mini Program's script to its view, or to the cloud: as JSON.
 * Throws, with the path, on what would be lost on the way.
 * @param above the objects that the value is in
 */
export function copyAsJson(value: unknown, path: string, above: object[] = []): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'object')
    throw new TypeError(`${path} is ${typeof value}, which is not JSON`);
  if (above.includes(value)) throw new TypeError(`${path} contains itself`);
  const within = [...above, value];
  if (Array.isArray(value))
    return value.map((item, index) =>
      item === undefined ? null : copyAsJson(item, `${path}[${index}]`, within),
    );
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== null && prototype.constructor?.name !== 'Object')
    throw new TypeError(`${path} is a ${prototype.constructor?.name}, which is not JSON`);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => [key, copyAsJson(item, `${path}.${key}`, within)]),
  );
}

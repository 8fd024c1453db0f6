/** The value at a JSON Pointer (RFC 6901) whose names need no escaping; undefined where there is none. */
export function valueAt(value: unknown, pointer: string): unknown {
  let node = value;
  for (const name of pointer.split('/').slice(1)) {
    if (typeof node !== 'object' || node === null || !Object.hasOwn(node, name)) return undefined;
    node = (node as Readonly<Record<string, unknown>>)[name];
  }
  return node;
}

/** Values of a JSON Schema of the document, and the same made wrong in one place. */
import fc from 'fast-check';

export type Json = Readonly<Record<string, unknown>>;
type Schemas = Readonly<Record<string, Json>>;

const made = new WeakMap<Json, fc.Arbitrary<unknown>>();

/** Made once for each schema: many refer to the same, and an arbitrary of texts takes long to make. */
export function valuesOf(schema: Json, schemas: Schemas): fc.Arbitrary<unknown> {
  const values = made.get(schema) ?? makeValues(schema, schemas);
  made.set(schema, values);
  return values;
}

function makeValues(schema: Json, schemas: Schemas): fc.Arbitrary<unknown> {
  const {
    $ref,
    enum: words,
    anyOf,
    oneOf,
  } = schema as {
    $ref?: string;
    enum?: unknown[];
    anyOf?: Json[];
    oneOf?: Json[];
  };
  if ($ref !== undefined) return valuesOf(schemas[$ref.replace('#/components/schemas/', '')] ?? {}, schemas);
  if (words) return fc.constantFrom(...words);
  if ('const' in schema) return fc.constant(schema['const']);
  const options = anyOf ?? oneOf;
  if (options) return fc.oneof(...options.map((option) => valuesOf(option, schemas)));
  const types = [schema['type']].flat();
  return fc.oneof(...types.map((type) => valuesOfType(type, schema, schemas)));
}

function valuesOfType(type: unknown, schema: Json, schemas: Schemas): fc.Arbitrary<unknown> {
  const { minimum = 0, maximum = 200, minItems = 0, maxItems = 4 } = schema as Record<string, number | undefined>;
  switch (type) {
    case 'string':
      return texts(schema);
    case 'integer':
      return fc.integer({ min: Math.max(minimum, -1000), max: Math.min(maximum, 1000) });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return fc.array(valuesOf((schema['items'] ?? {}) as Json, schemas), {
        minLength: minItems,
        maxLength: Math.min(maxItems, Math.max(minItems, 4)),
      });
    case 'object':
      return objects(schema, schemas);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

function objects({ properties = {}, required = [] }: Json, schemas: Schemas): fc.Arbitrary<unknown> {
  const fields = Object.entries(properties as Schemas);
  if (fields.length === 0)
    return fc.dictionary(fc.string({ maxLength: 8 }), fc.jsonValue({ maxDepth: 1 }), { maxKeys: 4 });
  return fc.record(Object.fromEntries(fields.map(([name, field]) => [name, valuesOf(field, schemas)])), {
    requiredKeys: required as string[],
  });
}

const instants = fc
  .date({ min: new Date('2025-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })
  .map((at) => at.toISOString());

/** Of the form that the schema gives, and often what people write. */
function texts({ format, pattern, maxLength = 60, minLength = 0, examples, example }: Json): fc.Arbitrary<string> {
  if (format === 'date-time') return instants;
  if (format === 'date') return instants.map((at) => at.slice(0, 10));
  const known = [example, examples].flat().filter((one) => typeof one === 'string');
  const made =
    typeof pattern === 'string'
      ? fc.stringMatching(new RegExp(pattern)).filter((text) => text.length <= 300)
      : fc.string({ unit: 'grapheme', minLength: Number(minLength), maxLength: Math.min(Number(maxLength), 60) });
  return known.length > 0 ? fc.oneof(fc.constantFrom(...known), made) : made;
}

/** Any but half of a surrogate pair. fast-check's own unit `binary` first makes a table of all of them, which takes a second. */
const codePoint = fc
  .integer({ min: 0, max: 0x10ffff - 0x800 })
  .map((place) => String.fromCodePoint(place < 0xd800 ? place : place + 0x800));

const junk: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, 0, -1, 1e308, '', ' ', '\u0000', '\uFFFD', '\u202E', '\uD800', [], {}, [[[[]]]]),
  fc.constantFrom('x'.repeat(5000), '<script>', "'; --", '2026-02-30', '__proto__', '9'.repeat(400)),
  fc.jsonValue({ maxDepth: 3 }),
  fc.string({ unit: codePoint, maxLength: 20 }),
);

/** One of its places replaced, taken away, or given a neighbour that is not known. */
export const spoiled = (values: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc
    .tuple(values, fc.nat(), fc.constantFrom('replace', 'remove', 'add'), junk)
    .map(([value, place, how, replacement]) => spoil(value, place, how, replacement));

function spoil(value: unknown, place: number, how: string, replacement: unknown): unknown {
  const copy: Record<string, unknown> = { root: structuredClone(value) };
  const places = placesOf(copy);
  const [holder, key] = places[place % places.length] ?? [copy, 'root'];
  if (how === 'add') holder['unexpected'] = replacement;
  else if (how === 'remove' && key !== 'root') delete holder[key];
  else holder[key] = replacement;
  return copy.root;
}

/** Every place in a value: what holds it, and under which name. */
function placesOf(holder: object): [Record<string, unknown>, string][] {
  return Object.entries(holder).flatMap(([key, inner]): [Record<string, unknown>, string][] => [
    [holder as Record<string, unknown>, key],
    ...(typeof inner === 'object' && inner !== null ? placesOf(inner) : []),
  ]);
}

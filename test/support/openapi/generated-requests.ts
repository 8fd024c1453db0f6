/** Requests made from the document's schemas: as they should be, and broken in every part. */
import fc from 'fast-check';
import { type Route, type RouteName, routes } from '#src/contracts/routes.ts';
import type { ApiRequest } from './api.ts';
import { type Json, spoiled, valuesOf } from './values-of-schema.ts';

interface Parameter {
  $ref?: string;
  in: string;
  name: string;
  schema: Json;
}
interface Operation {
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema: Json; examples?: Record<string, { value: unknown }> }> };
}
export interface GeneratedDocument {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Json>; parameters: Record<string, Parameter> };
}

export interface GeneratedRequest {
  operation: RouteName;
  request: ApiRequest;
  /** Which of the ids that there are stands in the path; left out, one that nobody has. */
  idAt: number | undefined;
  /** The number of a crime in place of that of the example, which was referred before. */
  crime: number | undefined;
}

/** Stands in a path until the request is sent. */
export const idPlace = 'ID-PLACE';

const plain = fc.string({ unit: 'grapheme-ascii', maxLength: 80 }).map((text) => text.trim());
const queryJunk = fc.oneof(plain, fc.constantFrom('', 'null', '%00', '9'.repeat(50), 'held,lost', '2026-02-30'));
const headerJunk = fc.oneof(
  plain,
  fc.constantFrom('', '*', 'W/"1"', '"0"', '"x"', '"999999999"', '\u00e9', 'x'.repeat(200)),
);
const bodies = fc.constantFrom<string | Buffer>(
  ...['', '{', '[]', 'null', '"x"', '0', '{"a":1,"a":2}', `${'['.repeat(3000)}${']'.repeat(3000)}`, '{"__proto__":{}}'],
  Buffer.from([0x7b, 0xff, 0xfe, 0x7d]),
  JSON.stringify({ a: 'x'.repeat(70_000) }),
);

/** Now and then something else than what is right. */
const mostly = <Value>(right: fc.Arbitrary<Value>, wrong: fc.Arbitrary<Value>, weight = 9) =>
  fc.oneof({ arbitrary: right, weight }, { arbitrary: wrong, weight: 1 });

export function generatedRequests(operation: RouteName, document: GeneratedDocument): fc.Arbitrary<GeneratedRequest> {
  const { method, path }: Route = routes[operation];
  const { parameters = [], requestBody } = document.paths[path]?.[method.toLowerCase()] ?? {};
  const known = parameters.map((one) =>
    one.$ref === undefined ? one : (document.components.parameters[one.$ref.split('/').at(-1) ?? ''] as Parameter),
  );
  return fc.record({
    operation: fc.constant(operation),
    idAt: fc.option(fc.nat({ max: 1000 }), { nil: undefined, freq: 6 }),
    crime: fc.option(fc.integer({ min: 1_000_000, max: 9_999_999 }), { nil: undefined, freq: 2 }),
    request: fc
      .tuple(
        pathsOf(path, known),
        namedValues(known, 'query', queryJunk, document),
        namedValues(known, 'header', headerJunk, document),
        requestBody ? bodiesOf(requestBody, document) : fc.constant(undefined),
      )
      .map(([address, query, headers, sent]): ApiRequest => {
        const search = new URLSearchParams(query).toString();
        return {
          path: search === '' ? address : `${address}?${search}`,
          headers: { ...headers, ...(sent && { 'Content-Type': sent.type }) },
          body: sent?.body,
        };
      }),
  });
}

/** Nothing, and dots alone, would be another address. */
function pathsOf(path: string, known: readonly Parameter[]): fc.Arbitrary<string> {
  const variable = known.find((one) => one.in === 'path');
  if (!variable) return fc.constant(path);
  const words = fc.constantFrom(...((variable.schema['enum'] as string[] | undefined) ?? [idPlace]));
  const wrong = fc
    .oneof(plain, fc.constantFrom('%', '%ff', 'a'.repeat(300)))
    .filter((text) => !/^\.*$/.test(text))
    .map(encodeURIComponent);
  return mostly(words, wrong).map((value) => path.replace(/\{\w+\}/, value));
}

function namedValues(
  known: readonly Parameter[],
  place: string,
  wrong: fc.Arbitrary<string>,
  { components: { schemas } }: GeneratedDocument,
): fc.Arbitrary<Record<string, string>> {
  const own = known.filter((one) => one.in === place);
  const values = Object.fromEntries(
    own.map(({ name, schema }) => [name, mostly(valuesOf(schema, schemas).map(String), wrong, 6)]),
  );
  const isNeeded = ({ name }: Parameter): boolean => name === 'If-Match';
  const right = fc.record(values, { requiredKeys: own.filter(isNeeded).map(({ name }) => name) });
  const clean = right.map((record) =>
    Object.fromEntries(Object.entries(record).filter(([, value]) => isSendable(value))),
  );
  const unknown = fc.constantFrom('colour', '__proto__', 'dryrun', 'Accept', 'X-Forwarded-For');
  return mostly(
    clean,
    fc
      .tuple(clean, unknown, wrong)
      .map(([record, name, value]) => ({ ...record, [name]: isSendable(value) ? value : '' })),
    12,
  );
}

/** HTTP itself takes no other characters in a header. */
const isSendable = (value: string): boolean => /^[\t\x20-\x7e\x80-\xff]*$/.test(value);

function bodiesOf({ content }: NonNullable<Operation['requestBody']>, { components: { schemas } }: GeneratedDocument) {
  const [[mediaType, { schema, examples = {} }] = ['', { schema: {} }]] = Object.entries(content);
  const shown = fc.constantFrom(...Object.values(examples).map(({ value }) => value));
  const made = valuesOf(schema, schemas);
  const types = mostly(
    fc.constant(mediaType),
    fc.constantFrom(
      'application/json',
      'text/plain',
      `${mediaType}; charset=utf-16`,
      `${mediaType}; charset=utf-8`,
      'x',
    ),
    20,
  );
  const body = fc.oneof(
    { arbitrary: shown, weight: 3 },
    { arbitrary: made, weight: 3 },
    { arbitrary: spoiled(shown), weight: 6 },
    { arbitrary: spoiled(made), weight: 2 },
    { arbitrary: bodies as fc.Arbitrary<unknown>, weight: 1 },
  );
  return fc.record({ type: types, body });
}

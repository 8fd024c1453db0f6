/** Holds requests and answers to the OpenAPI document: a status, header, media type or field that it does not name is a fault. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { type Route, type RouteName, routes } from '#src/contracts/routes.ts';

export interface Exchange {
  operation: RouteName;
  request: { query: URLSearchParams; headers: Headers; body: Buffer | string };
  answer: { status: number; headers: Headers; body: string };
}

type Json = Readonly<Record<string, unknown>>;
interface Described {
  required?: boolean;
  schema: Json;
}
interface Parameter extends Described {
  in: string;
  name: string;
}
interface Media {
  schema: Json;
}
interface DocumentedResponse {
  headers?: Record<string, Described>;
  content?: Record<string, Media>;
}
interface DocumentedOperation {
  parameters?: Parameter[];
  requestBody?: { content: Record<string, Media> };
  responses: Record<string, DocumentedResponse>;
}
interface Document {
  paths: Record<string, Record<string, DocumentedOperation>>;
  components: Record<string, Record<string, Json>>;
}

/** What HTTP itself needs (OpenAPI 3.1, "Header Object" and "Parameter Object"): a document does not name them. */
const namedByHttp = new Set(['content-type', 'content-length', 'date', 'accept', 'authorization']);

export function openApiValidator(source: object) {
  const document = source as unknown as Document;
  const requests = compilerOf(document.components, (schema) => schema);
  const answers = compilerOf(document.components, closed);
  const operationOf = (name: RouteName): DocumentedOperation => {
    const { path, method }: Route = routes[name];
    const operation = document.paths[path]?.[method.toLowerCase()];
    if (!operation) throw new Error(`The document has no ${name}.`);
    return operation;
  };
  const resolve = <One extends object>(one: One): One => {
    const [, kind = '', name = ''] = '$ref' in one ? (/components\/(\w+)\/(.+)$/.exec(String(one.$ref)) ?? []) : [];
    return kind === '' ? one : (document.components[kind]?.[name] as One);
  };
  const responseOf = (name: RouteName, status: number): DocumentedResponse | undefined => {
    const response = operationOf(name).responses[status];
    return response && resolve(response);
  };

  return {
    /** Each status that the document names for the call. */
    statusesOf: (name: RouteName): number[] => Object.keys(operationOf(name).responses).map(Number),

    /** Each code of a problem that the document names for the call. */
    codesOf: (name: RouteName): string[] =>
      Object.values(operationOf(name).responses).flatMap((response) => {
        const schema = resolve(response).content?.['application/problem+json']?.schema as ProblemSchema | undefined;
        return schema?.allOf[1]?.properties.code.enum ?? [];
      }),

    /** What the request has that the document does not allow. */
    requestFaults({ operation, request }: Exchange): string[] {
      const { parameters = [], requestBody } = operationOf(operation);
      const known = parameters.map(resolve);
      const given = [...request.headers].filter(([name]) => !namedByHttp.has(name));
      const faults = [
        ...valuesAgainst(
          known.filter((one) => one.in === 'query'),
          [...request.query],
          'parameter',
          requests,
        ),
        ...valuesAgainst(
          known.filter((one) => one.in === 'header'),
          given,
          'header',
          requests,
        ),
      ];
      if (!requestBody) return faults;
      const type = mediaTypeOf(request.headers);
      const media = requestBody.content[type];
      if (!media) return [...faults, `The media type ${type} is not documented.`];
      return [...faults, ...valueFaults(requests, media.schema, JSON.parse(String(request.body)), 'body')];
    },

    /** What the answer has that the document does not name, or lacks of what it names. */
    answerFaults({ operation, answer }: Exchange): string[] {
      const response = responseOf(operation, answer.status);
      if (!response) return [`The status ${answer.status} is not documented.`];
      const documented = Object.entries(response.headers ?? {}).map(
        ([name, header]): Parameter => ({
          ...resolve(header),
          in: 'header',
          name,
        }),
      );
      const given = [...answer.headers].filter(([name]) => !namedByHttp.has(name));
      return [
        ...valuesAgainst(documented, given, 'header', answers),
        ...bodyFaults(answers, response.content ?? {}, answer),
      ];
    },
  };
}
export type OpenApiValidator = ReturnType<typeof openApiValidator>;

interface ProblemSchema {
  allOf: { properties: { code: { enum: string[] } } }[];
}

type Compile = (schema: Json) => ValidateFunction;

function compilerOf(components: Document['components'], change: (schema: Json) => Json): Compile {
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: true });
  addFormats.default(ajv);
  ajv.addSchema({ $id: 'openapi.json', components: { schemas: change(components['schemas'] ?? {}) } });
  const compiled = new Map<string, ValidateFunction>();
  return (schema) => {
    const text = JSON.stringify(change(schema)).replaceAll('"#/components', '"openapi.json#/components');
    const validate = compiled.get(text) ?? ajv.compile(JSON.parse(text));
    compiled.set(text, validate);
    return validate;
  };
}

/** With every object closed: a field that is not named is a fault. Only what narrows another schema names no type. */
function closed(schema: Json): Json {
  const change = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(change);
    if (typeof value !== 'object' || value === null) return value;
    const inner = Object.fromEntries(Object.entries(value).map(([key, each]) => [key, change(each)]));
    const isOpen = inner['type'] === 'object' && 'properties' in inner && !('additionalProperties' in inner);
    return isOpen ? { ...inner, additionalProperties: false } : inner;
  };
  return change(schema) as Json;
}

function valueFaults(compile: Compile, schema: Json, value: unknown, what: string): string[] {
  const validate = compile(schema);
  if (validate(value)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${what}${instancePath}: ${message} ${JSON.stringify(params)}`,
  );
}

/** Parameters and headers: text, of a name that is documented, and none missing that is needed. */
function valuesAgainst(known: Parameter[], given: [string, string][], what: string, compile: Compile): string[] {
  const find = (name: string) => known.find((one) => one.name === name || one.name.toLowerCase() === name);
  const missing = known.filter(
    (one) => one.required === true && !given.some(([name]) => name.toLowerCase() === one.name.toLowerCase()),
  );
  return [
    ...missing.map(({ name }) => `The ${what} ${name} is missing.`),
    ...given.flatMap(([name, value]) => {
      const documented = find(name);
      if (!documented) return [`The ${what} ${name} is not documented.`];
      return valueFaults(compile, documented.schema, value, `${what} ${name}`);
    }),
  ];
}

const mediaTypeOf = (headers: Headers): string => headers.get('content-type')?.split(';')[0] ?? '';

function bodyFaults(compile: Compile, content: Record<string, Media>, { headers, body }: Exchange['answer']): string[] {
  if (Object.keys(content).length === 0) return body === '' ? [] : ['There is a body, and none is documented.'];
  const type = mediaTypeOf(headers);
  const media = content[type];
  if (!media) return [`The media type ${type} is not documented.`];
  return valueFaults(compile, media.schema, type.endsWith('json') ? JSON.parse(body) : body, 'body');
}

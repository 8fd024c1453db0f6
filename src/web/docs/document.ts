/** Reads the OpenAPI document: its calls with their fields and examples. */
import * as z from 'zod';
import { resolveSchema, type Schema, type Schemas } from './schema-rows.ts';

const mediaSchema = z.record(
  z.string(),
  z.object({
    schema: z.record(z.string(), z.unknown()).optional(),
    examples: z.record(z.string(), z.object({ summary: z.string(), value: z.unknown() })).optional(),
  }),
);
const operationSchema = z.object({
  operationId: z.string(),
  summary: z.string(),
  deprecated: z.boolean().optional(),
  'x-deprecation': z.string().optional(),
  description: z.string(),
  tags: z.array(z.string()),
  parameters: z
    .array(
      z.object({
        name: z.string(),
        in: z.string(),
        description: z.string().optional(),
        required: z.boolean().optional(),
        schema: z.record(z.string(), z.unknown()).optional(),
      }),
    )
    .optional(),
  requestBody: z.object({ content: mediaSchema }).optional(),
  responses: z.record(
    z.string(),
    z.object({
      description: z.string(),
      headers: z.record(z.string(), z.object({ description: z.string().optional() })).optional(),
      content: mediaSchema.optional(),
    }),
  ),
  'x-codeSamples': z.array(z.object({ label: z.string(), source: z.string() })).optional(),
});
export type Operation = z.infer<typeof operationSchema>;
const documentSchema = z.object({
  servers: z.tuple([z.object({ url: z.string() })]),
  paths: z.record(z.string(), z.record(z.string(), operationSchema)),
  components: z.object({
    schemas: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
    securitySchemes: z.record(
      z.string(),
      z.object({ flows: z.object({ clientCredentials: z.object({ tokenUrl: z.string() }) }) }),
    ),
  }),
});
const shared = z.record(z.string(), z.unknown()).optional();
const componentsSchema = z.object({
  components: z.object({ responses: shared, headers: shared, parameters: shared }),
});
type SharedKind = keyof z.infer<typeof componentsSchema>['components'];
export type ApiDocument = z.infer<typeof documentSchema>;

let parsed: { openApi: string; document: ApiDocument } | undefined;

/** @param openApi the document as JSON; parsed once, at the first request */
export const readDocument = (openApi: string): ApiDocument => {
  if (parsed?.openApi !== openApi) parsed = { openApi, document: parseDocument(JSON.parse(openApi)) };
  return parsed.document;
};

/** Answers, headers and parameters that several calls have stand once in the document: here each call has its own. */
function parseDocument(document: unknown): ApiDocument {
  const { components } = componentsSchema.parse(document);
  const resolve = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(resolve);
    if (typeof value !== 'object' || value === null) return value;
    const [, kind, name] =
      '$ref' in value ? (/^#\/components\/(responses|headers|parameters)\/(.+)$/.exec(String(value.$ref)) ?? []) : [];
    if (kind !== undefined && name !== undefined) return resolve(components[kind as SharedKind]?.[name]);
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolve(inner)]));
  };
  return documentSchema.parse(resolve(document));
}

export const schemasOf = ({ components }: ApiDocument): Schemas => components.schemas ?? {};

/** Base of the API, without a slash at its end. */
export const apiUrlOf = ({ servers: [{ url }] }: ApiDocument): string => url;

/** Where a client gets its access token, whatever its scope. */
export const tokenUrlOf = ({ components }: ApiDocument): string =>
  Object.values(components.securitySchemes)[0]?.flows.clientCredentials.tokenUrl ?? '';

export interface Call {
  path: string;
  method: string;
  operation: Operation;
}

export const callsOf = ({ paths }: ApiDocument): Call[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );

/** A call that was made, and what was answered. */
export interface Example {
  label: string;
  /** As typed in a shell. */
  command: string;
  status: string;
  /** Absent where the answer has no body. */
  body?: unknown;
}

export function examplesOf({ responses, 'x-codeSamples': samples = [] }: Operation): Example[] {
  const answers = Object.entries(responses).flatMap(([status, { content = {} }]) =>
    Object.values(content).flatMap(({ examples = {} }) =>
      Object.values(examples).map(({ summary, value }) => ({ status, summary, value })),
    ),
  );
  const withoutBody = Object.entries(responses).find(([status, { content }]) => status.startsWith('2') && !content);
  return samples.flatMap(({ label, source: command }) => {
    const answer = answers.find(({ summary }) => summary === label);
    if (answer) return [{ label, command, status: answer.status, body: answer.value }];
    return withoutBody ? [{ label, command, status: withoutBody[0] }] : [];
  });
}

/** The schema of what is sent, whatever its media type. */
export function bodySchema({ requestBody }: Operation, schemas: Schemas): Schema | undefined {
  const [media] = Object.values(requestBody?.content ?? {});
  return media?.schema && resolveSchema(media.schema, schemas);
}

/** The schema of what is answered where all went well. */
export function answerSchema({ responses }: Operation, schemas: Schemas): Schema | undefined {
  const [, answer] = Object.entries(responses).find(([status]) => status.startsWith('2')) ?? [];
  const [media] = Object.values(answer?.content ?? {});
  return media?.schema && resolveSchema(media.schema, schemas);
}

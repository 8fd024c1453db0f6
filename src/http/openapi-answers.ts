/** The answers of the OpenAPI document: what succeeds, and every refusal with its problems' codes, headers and examples. */
import * as z from 'zod';
import type { ZodOpenApiMediaTypeObject, ZodOpenApiResponseObject } from 'zod-openapi';
import { gatewayMessages, gatewayRefusalSchema, type ProblemCode, problems } from '#src/contracts/problems.ts';
import { answerExamples, type Examples, exampleName } from './openapi-examples.ts';
import { commonHeaders, gatewayHeaders, retryAfter, wwwAuthenticate } from './openapi-headers.ts';
import type { ApiRoute, Operation } from './openapi-operations.ts';
import { problemBody } from './problem.ts';

type Responses = Record<string, ZodOpenApiResponseObject>;

export const withExamples = (examples: Examples): { examples?: Examples } =>
  Object.keys(examples).length > 0 ? { examples } : {};

export function successResponses(name: ApiRoute, { responses }: Operation): Responses {
  return Object.fromEntries(
    Object.entries(responses).map(
      ([status, { description, schema, type = 'application/json', otherTypes, headers }]) => {
        const contents = Object.entries({ ...(schema && { [type]: schema }), ...otherTypes }).map(
          ([mediaType, each]): [string, ZodOpenApiMediaTypeObject] => [
            mediaType,
            { schema: each, ...withExamples(answerExamples(name, Number(status), mediaType)) },
          ],
        );
        const common = status === '304' ? commonHeaders.notModified : commonHeaders.withBody;
        return [
          status,
          {
            description,
            headers: z.object({ ...headers, ...common }),
            ...(contents.length > 0 && { content: Object.fromEntries(contents) }),
          },
        ];
      },
    ),
  );
}

/** Refusals that are the same whatever the call, so that the document has each once. */
const shared = new Map<ProblemCode, ZodOpenApiResponseObject>();

/** One response for each status, with every problem that it can carry. */
export function problemResponses(name: ApiRoute, codes: readonly ProblemCode[]): Responses {
  const byStatus = Map.groupBy(new Set(codes), (code) => problems[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, all]) => [String(status), problemResponse(all, answerExamples(name, status))]),
  );
}

function problemResponse(codes: readonly ProblemCode[], recorded: Examples): ZodOpenApiResponseObject {
  const [code] = codes;
  if (code === undefined || codes.length > 1 || Object.keys(recorded).length > 0)
    return describeProblems(codes, recorded);
  const known = shared.get(code) ?? { ...describeProblems(codes, recorded), id: componentName(code) };
  shared.set(code, known);
  return known;
}

const componentName = (code: ProblemCode): string =>
  code.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());

function describeProblems(codes: readonly ProblemCode[], recorded: Examples): ZodOpenApiResponseObject {
  const status = codes[0] === undefined ? 0 : problems[codes[0]].status;
  const message = gatewayMessages[status];
  const shown = new Set(Object.values(recorded).map(({ value }) => (value as { code?: unknown }).code));
  const others = codes.filter((code) => !shown.has(code)).map(exampleOf);
  return {
    description: codes.map((code) => `\`${code}\`: ${problems[code].title}.`).join(' '),
    headers: z.object({
      ...(message === undefined ? commonHeaders.withBody : gatewayHeaders),
      ...(status === 401 ? wwwAuthenticate : {}),
      ...(status === 429 || status === 503 ? retryAfter : {}),
    }),
    content: {
      'application/problem+json': {
        schema: {
          // Problem stands among the components, because an item of a batch may be answered with it.
          allOf: [{ $ref: '#/components/schemas/Problem' }, { properties: { code: { enum: [...codes] } } }],
        },
        examples: { ...recorded, ...Object.fromEntries(others) },
      },
      ...(message !== undefined && { 'application/json': { schema: gatewayRefusalSchema, example: { message } } }),
    },
  };
}

/** As this system answers it, where no call that was made shows it. */
function exampleOf(code: ProblemCode): [string, Examples[string]] {
  const summary = problems[code].title;
  return [exampleName(summary), { summary, value: problemBody(code, 'cf3a6c1e-0b52-4d0e-9a53-2f1f4a7e9d10') }];
}

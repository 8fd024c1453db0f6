/** Generates the OpenAPI 3.1 document from the route table and the handlers' schemas, at build time only. */
import * as z from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import type { Deprecation } from '#src/contracts/deprecation.ts';
import { onBehalfOfHeader, onBehalfOfText } from '#src/contracts/on-behalf-of.ts';
import {
  gatewayRefusalSchema,
  gatewayStatuses,
  type ProblemCode,
  problemSchema,
  problems,
} from '#src/contracts/problems.ts';

import { isApiRoute, type Route, routes } from '#src/contracts/routes.ts';
import type { Area } from '#src/domain/area.ts';
import { type Scope, scopes } from '#src/domain/vocabulary.ts';
import { answerExamples, codeSamples, requestExamples } from './openapi-examples.ts';
import { type ApiRoute, type Operation, operations } from './openapi-operations.ts';

/** Of every route that a party calls. */
const callerHeader = z.object({
  [onBehalfOfHeader]: z
    .string()
    .max(64)
    .optional()
    .meta({ example: 'r.patel', description: `Kept in the history and the disclosure log: ${onBehalfOfText}` }),
});

export function openApiDocument(area: Area) {
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: `Victim referrals, ${area.name}`,
      version: '1.0.0',
      description: `Refer victims of crime in ${area.name} to the support they have a right to. Run by ${area.authority}.`,
    },
    // The address from which the document was fetched: it is one and the same deployment.
    servers: [{ url: '/', description: `The area’s own API, ${area.name}` }],
    tags: tags.map(({ name, description }) => ({ name, description })),
    paths: buildPaths(),
    components: { securitySchemes: { token: securityScheme } },
  });
}

/** The operations by who calls them; the first that fits is the operation's. */
const tags: readonly { name: string; description: string; holds(route: Route): boolean }[] = [
  { name: 'Changes', description: 'For senders and services', holds: ({ path }) => path === '/v1/changes' },
  { name: 'Referrals', description: 'For senders', holds: hasScope('referrals/submit') },
  { name: 'Hand-offs', description: 'For support services', holds: hasScope('referrals/hand-offs') },
  { name: 'Triage', description: 'For the victim hub', holds: hasScope('referrals/triage') },
  { name: 'Volumes', description: 'For the authority', holds: hasScope('referrals/volumes') },
  { name: 'Documents', description: 'For anybody', holds: ({ access }) => access === undefined },
];
const tagOf = (route: Route): string[] =>
  tags
    .filter(({ holds }) => holds(route))
    .slice(0, 1)
    .map(({ name }) => name);

function hasScope(scope: Scope) {
  return ({ access = [] }: Route): boolean => access.some((one) => one.scope === scope);
}

const securityScheme = {
  type: 'oauth2',
  description: 'Scope says what, the party claim says who.',
  flows: {
    clientCredentials: {
      tokenUrl: '/oauth2/token',
      scopes: Object.fromEntries(scopes.map((scope) => [scope, scope.replace('referrals/', '')])),
    },
  },
} as const;

function buildPaths(): ZodOpenApiPathsObject {
  const all: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const [name, operation] of Object.entries(operations)) {
    const route: Route = routes[name as ApiRoute];
    if (!isApiRoute(route)) continue;
    all[route.path] = {
      ...all[route.path],
      [route.method.toLowerCase()]: toOperationObject(name as ApiRoute, route, operation),
    };
  }
  return all;
}

function toOperationObject(name: ApiRoute, route: Route, operation: Operation): ZodOpenApiOperationObject {
  const commonProblems: ProblemCode[] = ['too-many-requests', 'unavailable', 'internal-error'];
  const accessProblems: ProblemCode[] = route.access ? ['unauthenticated', 'forbidden', 'invalid-request'] : [];
  const { query, body, bodyType = 'application/json' } = operation;
  const headers = route.access ? callerHeader.extend(operation.headers?.shape ?? {}) : operation.headers;
  const idPath = route.path.includes('{id}')
    ? z.object({ id: z.string().meta({ description: idDescription(route) }) })
    : undefined;
  const path = operation.path ?? idPath;
  return {
    operationId: name,
    tags: tagOf(route),
    summary: route.summary,
    ...(route.deprecation && { deprecated: true, description: describeDeprecation(route.deprecation) }),
    security: (route.access ?? []).map(({ scope }) => ({ token: [scope] })),
    requestParams: { ...(path ? { path } : {}), ...(query ? { query } : {}), ...(headers ? { header: headers } : {}) },
    ...(body
      ? {
          requestBody: {
            required: true,
            content: { [bodyType]: { schema: body, ...examples(requestExamples(name)) } },
          },
        }
      : {}),
    responses: {
      ...responsesOf(name, operation),
      ...problemResponses(name, [...operation.problems, ...accessProblems, ...commonProblems]),
    },
    ...(codeSamples(name).length > 0 && { 'x-codeSamples': codeSamples(name) }),
  };
}

const describeDeprecation = ({ lastDay, instead }: Deprecation): string =>
  `Answered until ${lastDay}.${instead === undefined ? '' : ` Use ${instead} instead.`}`;

const idDescription = ({ path }: Route): string =>
  path.startsWith('/v1/hand-offs/')
    ? 'The hand-off’s id, as its message has it'
    : 'The referral’s id, as its answer gave it';

const examples = (all: ReturnType<typeof answerExamples>) => (Object.keys(all).length > 0 ? { examples: all } : {});

const responsesOf = (name: ApiRoute, { responses }: Operation) =>
  Object.fromEntries(
    Object.entries(responses).map(([status, { description, schema, type = 'application/json' }]) => [
      status,
      {
        description,
        ...(schema ? { content: { [type]: { schema, ...examples(answerExamples(name, Number(status))) } } } : {}),
      },
    ]),
  );

/** One response per status, listing every problem code it can carry. */
function problemResponses(name: ApiRoute, codes: readonly ProblemCode[]) {
  const byStatus = Map.groupBy(new Set(codes), (code) => problems[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, all]) => [
      String(status),
      {
        description: all.map((code) => `\`${code}\`: ${problems[code].title}.`).join(' '),
        content: {
          'application/problem+json': { schema: problemSchema, ...examples(answerExamples(name, status)) },
          ...(gatewayStatuses.includes(status) ? { 'application/json': { schema: gatewayRefusalSchema } } : {}),
        },
      },
    ]),
  );
}

/** Generates the OpenAPI 3.1 document from the route table and the handlers' schemas, at build time only. */
import * as z from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import { endOfReadingWithoutReason } from '#src/contracts/access-reason.ts';
import type { Deprecation } from '#src/contracts/deprecation.ts';
import type { ProblemCode } from '#src/contracts/problems.ts';
import { type Access, isApiRoute, type Route, routes } from '#src/contracts/routes.ts';
import type { Area } from '#src/domain/area.ts';
import { type Scope, scopes } from '#src/domain/vocabulary.ts';
import { unknownAddresses } from './openapi-addresses.ts';
import { problemResponses, successResponses, withExamples } from './openapi-answers.ts';
import { descriptions } from './openapi-descriptions.ts';
import { codeSamples, requestExamples } from './openapi-examples.ts';
import { accessReasonOf, anybodysHeaders, callersHeaders } from './openapi-headers.ts';
import { type ApiRoute, type Operation, operations } from './openapi-operations.ts';

/** With `unknownAddresses` in place of those of the deployment. */
export function openApiDocument(area: Area) {
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: `Victim referrals, ${area.name}`,
      version: '1.0.0',
      description: describeApi(area),
      contact: { name: area.authority, url: `${unknownAddresses.pages}/docs` },
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: unknownAddresses.api, description: `The area’s own API, ${area.name}` }],
    tags: tags.map(({ name, description }) => ({ name, description })),
    paths: buildPaths(area),
    components: { securitySchemes },
  });
}

const describeApi = ({ name, authority }: Area): string =>
  [
    `Refer victims of crime in ${name} to the support they have a right to. Run by ${authority}.`,
    'Get a token with your client’s id and secret, and send it as `Authorization: Bearer`. Its scope says what you may do, its party who you are.',
    'A refusal is a problem document (RFC 9457): decide by `code`. API Gateway answers 401, 413, 429, 500 and 503 by itself where a call does not reach the system, with `{"message": "…"}`. An address that is none is 404, and a method that an address does not take is 405 with `Allow`.',
    'Additions are compatible and come at any time: ignore fields and words that you do not know. What will be switched off says so in its answers, with `Deprecation`, `Sunset` and `Link`.',
    `How to start, what each error means, and what may change: ${unknownAddresses.pages}/docs`,
  ].join('\n\n');

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

/** One for each scope, because tools ask for every scope of a scheme, and a client that may not have them all then gets no token. */
const securitySchemes = Object.fromEntries(
  scopes.map((scope) => [
    schemeOf(scope),
    {
      type: 'oauth2' as const,
      description: 'The scope says what, the party of the token says who.',
      flows: { clientCredentials: { tokenUrl: unknownAddresses.token, scopes: { [scope]: describeScope(scope) } } },
    },
  ]),
);

function schemeOf(scope: Scope): string {
  return scope.replace('referrals/', '');
}

function describeScope(scope: Scope): string {
  const summaries = Object.values<Route>(routes)
    .filter(hasScope(scope))
    .map(({ summary }) => summary);
  return `${summaries.join('. ')}.`;
}

function buildPaths(area: Area): ZodOpenApiPathsObject {
  const all: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const [name, operation] of Object.entries(operations)) {
    const route: Route = routes[name as ApiRoute];
    if (!isApiRoute(route)) continue;
    all[route.path] = {
      ...all[route.path],
      [route.method.toLowerCase()]: toOperationObject(name as ApiRoute, route, { ...operation, ...ofArea(name, area) }),
    };
  }
  return all;
}

interface AreaOperation extends Operation {
  /** What of the call the area's rules end. */
  partEnds?: Deprecation | undefined;
}

/** What the area's rules say of a call. */
const ofArea = (name: string, { rules }: Area): Partial<AreaOperation> =>
  name === 'readHandOff' ? { headers: accessReasonOf(rules), partEnds: endOfReadingWithoutReason(rules) } : {};

function toOperationObject(name: ApiRoute, route: Route, operation: AreaOperation): ZodOpenApiOperationObject {
  const commonProblems: ProblemCode[] = ['too-many-requests', 'unavailable', 'internal-error'];
  const accessProblems: ProblemCode[] = route.access ? ['unauthenticated', 'forbidden', 'invalid-request'] : [];
  const { query, body, bodyType = 'application/json' } = operation;
  const headers = (route.access ? callersHeaders : anybodysHeaders).extend(operation.headers?.shape ?? {});
  const idPath = route.path.includes('{id}')
    ? z.object({ id: z.string().meta({ description: idDescription(route), example: idExample(route) }) })
    : undefined;
  const path = operation.path ?? idPath;
  const ends = route.deprecation ?? operation.partEnds;
  return {
    operationId: name,
    tags: tagOf(route),
    summary: route.summary,
    description: describeOperation(name, route, ends),
    ...(route.deprecation && { deprecated: true }),
    ...(ends && { 'x-deprecation': describeDeprecation(ends) }),
    security: (route.access ?? []).map(({ scope }) => ({ [schemeOf(scope)]: [scope] })),
    ...(route.access && { 'x-access': route.access }),
    requestParams: { ...(path ? { path } : {}), ...(query ? { query } : {}), header: headers },
    ...(body
      ? {
          requestBody: {
            required: true,
            content: { [bodyType]: { schema: body, ...withExamples(requestExamples(name)) } },
          },
        }
      : {}),
    responses: {
      ...successResponses(name, operation),
      ...problemResponses(name, [...operation.problems, ...accessProblems, ...commonProblems]),
    },
    ...(codeSamples(name).length > 0 && { 'x-codeSamples': codeSamples(name) }),
  };
}

const describeOperation = (name: ApiRoute, { access }: Route, ends: Deprecation | undefined): string =>
  [
    ...(ends ? [describeDeprecation(ends)] : []),
    descriptions[name],
    access ? `Needs ${access.map(describeAccess).join(', or ')}.` : 'Needs no token.',
  ].join('\n\n');

const describeAccess = ({ scope, kinds }: Access): string =>
  `the scope \`${scope}\`, as a party of kind ${kinds.map((kind) => `\`${kind}\``).join(' or ')}`;

const describeDeprecation = ({ lastDay, instead, part }: Deprecation): string =>
  `${part === undefined ? 'Answered' : `${part} is answered`} until ${lastDay}.${instead === undefined ? '' : ` Use ${instead} instead.`}`;

const isOfHandOff = ({ path }: Route): boolean => path.startsWith('/v1/hand-offs/');
const idDescription = (route: Route): string =>
  isOfHandOff(route) ? 'The hand-off’s id, as its message has it' : 'The referral’s id, as its answer gave it';
const idExample = (route: Route): string =>
  isOfHandOff(route) ? '75canhrhtklwedayb77bfwkg67-01' : '75canhrhtklwedayb77bfwkg67';

import { describe, expect, test } from 'vitest';
import { isApiRoute, type Route, routes } from '#src/contracts/routes.ts';
import { offenceCategories } from '#src/domain/vocabulary.ts';
import { openApiDocument } from '#src/http/openapi.ts';
import { withAddresses } from '#src/http/openapi-addresses.ts';
import { area } from '#test/support/area-fixture.ts';

const addresses = {
  api: 'https://referrals.example.org',
  pages: 'https://pages.example.org',
  token: 'https://login.example.org/oauth2/token',
};
const document = JSON.parse(withAddresses(JSON.stringify(openApiDocument(area())), addresses));

interface Described {
  $ref?: string;
  name?: string;
  description?: string;
  example?: unknown;
  schema?: { example?: unknown; examples?: unknown };
}
interface Content extends Described {
  headers?: Record<string, Described>;
  content?: Record<string, { example?: unknown; examples?: object }>;
}
interface Operation extends Described {
  parameters?: Described[];
  requestBody?: Content;
  responses: Record<string, Content>;
}

/** What several calls have stands once among the components. */
function resolve<One extends Described>(one: One): One {
  const [, kind = '', name = ''] = /^#\/components\/(\w+)\/(.+)$/.exec(one.$ref ?? '') ?? [];
  return one.$ref === undefined ? one : document.components[kind][name];
}

/** In its first media type, which is the usual one. */
const hasExample = ({ example, schema }: Described): boolean =>
  (example ?? schema?.example ?? schema?.examples) !== undefined;
const hasExamples = ({ content = {} }: Content): boolean =>
  Object.values(content).every(({ example, examples }) => (example ?? examples) !== undefined);

describe('the OpenAPI document', () => {
  test('is 3.1 and has every route of the API, and no other', () => {
    expect(document.openapi).toMatch(/^3\.1/);
    const documented = Object.entries<object>(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const served = Object.values<Route>(routes)
      .filter(isApiRoute)
      .map(({ method, path }) => `${method} ${path}`);
    expect(documented.sort()).toEqual(served.sort());
  });

  test('says for each route which scope it needs', () => {
    for (const route of Object.values<Route>(routes).filter(isApiRoute)) {
      const { security } = document.paths[route.path][route.method.toLowerCase()];
      expect(security.flatMap((one: object) => Object.values(one).flat())).toEqual(
        (route.access ?? []).map(({ scope }) => scope),
      );
      for (const name of security.flatMap(Object.keys)) {
        const { tokenUrl, scopes } = document.components.securitySchemes[name].flows.clientCredentials;
        expect(tokenUrl).toBe(addresses.token);
        expect(Object.keys(scopes)).toHaveLength(1);
      }
    }
  });

  test('says for each route which kinds of party may call it, as the table of routes does', () => {
    for (const route of Object.values<Route>(routes).filter(isApiRoute)) {
      const operation = document.paths[route.path][route.method.toLowerCase()];
      expect(operation['x-access']).toEqual(route.access);
      for (const { kinds } of route.access ?? [])
        for (const kind of kinds) expect(operation.description).toContain(`\`${kind}\``);
    }
  });

  test('describes every call, parameter and header, and shows an example of everything that is sent or answered', () => {
    for (const [path, methods] of Object.entries<Record<string, Operation>>(document.paths)) {
      for (const [method, { description, parameters = [], requestBody, responses }] of Object.entries(methods)) {
        const missing = [
          ...(description ? [] : ['description']),
          ...parameters.map(resolve).flatMap((one) => (one.description ? [] : [`parameter ${one.name}`])),
          ...parameters.map(resolve).flatMap((one) => (hasExample(one) ? [] : [`example of parameter ${one.name}`])),
          ...(!requestBody || hasExamples(requestBody) ? [] : ['example of the body']),
          ...Object.entries(responses).flatMap(([status, response]) => {
            const { headers = {}, ...answer } = resolve(response);
            const silent = Object.entries(headers).filter(([, header]) => !resolve(header).description);
            const isShown = hasExamples(answer) || !answer.content || path === '/v1/openapi.json';
            return [...silent.map(([name]) => `header ${name}`), ...(isShown ? [] : [`example of ${status}`])];
          }),
        ];
        expect({ path, method, missing }).toEqual({ path, method, missing: [] });
      }
    }
  });

  test('says on each route that a party calls how to name who acts, and on no other', () => {
    for (const route of Object.values<Route>(routes).filter(isApiRoute)) {
      const { parameters = [] } = document.paths[route.path][route.method.toLowerCase()];
      const header = parameters.map(resolve).find(({ name }: Described) => name === 'X-On-Behalf-Of');
      expect(header).toEqual(route.access ? expect.objectContaining({ in: 'header' }) : undefined);
    }
  });

  test('says where it is served, and groups every route by who calls it', () => {
    expect(document.servers).toEqual([expect.objectContaining({ url: addresses.api })]);
    expect(JSON.stringify(document)).not.toContain('.invalid');
    const known = document.tags.map(({ name }: { name: string }) => name);
    for (const route of Object.values<Route>(routes).filter(isApiRoute)) {
      const { tags } = document.paths[route.path][route.method.toLowerCase()];
      expect(tags).toHaveLength(1);
      expect(known).toContain(tags[0]);
    }
    expect(document.paths['/v1/referrals'].post.tags).toEqual(['Referrals']);
    expect(document.paths['/v1/referrals/{id}/route'].post.tags).toEqual(['Triage']);
  });

  test('types what a hand-off may show, field by field, and nothing that no service is shown', () => {
    const { properties } = document.components.schemas.HandOffDetail;
    expect(properties.victim.properties.familyName).toMatchObject({ type: 'string' });
    expect(properties.contact.properties.safe.properties.call.enum).toContain('yes');
    expect(properties.confirmationCode).toMatchObject({ type: 'string' });
    expect(properties).not.toHaveProperty('characteristics');
  });

  test('the referral that is sent is one component, whoever sends it', () => {
    const sent = [
      document.paths['/v1/referrals'].post.requestBody.content['application/json'].schema,
      document.paths['/v1/referrals/{id}'].put.requestBody.content['application/json'].schema,
      document.components.schemas.Batch.properties.referrals.items,
    ];
    expect(sent).toEqual(sent.map(() => ({ $ref: '#/components/schemas/Referral' })));
  });

  test('each refusal lists the codes that it may have, and no other', () => {
    const { content } = resolve(document.paths['/v1/referrals/{id}'].put.responses['409']);
    const { allOf } = content['application/problem+json'].schema;
    expect(allOf[1].properties.code.enum).toEqual(['transition-not-allowed']);
  });

  test('has the vocabulary of the domain', () => {
    expect(JSON.stringify(document)).toContain(JSON.stringify([...offenceCategories]).slice(1, -1));
  });

  test('what API Gateway refuses by itself has its own shape beside the problem document', () => {
    const { responses } = document.paths['/v1/referrals'].post;
    for (const status of ['401', '413', '429', '500', '503'])
      expect(Object.keys(resolve<Content>(responses[status]).content ?? {})).toEqual([
        'application/problem+json',
        'application/json',
      ]);
    expect(Object.keys(resolve<Content>(responses['403']).content ?? {})).toEqual(['application/problem+json']);
    expect(document.components.schemas.GatewayRefusal.required).toEqual(['message']);
  });

  test('every reference leads somewhere', () => {
    const text = JSON.stringify(document);
    for (const [, kind, name] of text.matchAll(/"#\/components\/(\w+)\/([^"]+)"/g))
      expect(Object.keys(document.components[kind ?? ''])).toContain(name);
  });
});

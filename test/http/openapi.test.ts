import { describe, expect, test } from 'vitest';
import { isApiRoute, type Route, routes } from '#src/contracts/routes.ts';
import { offenceCategories } from '#src/domain/vocabulary.ts';
import { openApiDocument } from '#src/http/openapi.ts';
import { area } from '#test/support/area-fixture.ts';

const document = JSON.parse(JSON.stringify(openApiDocument(area())));

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
      expect(security).toEqual((route.access ?? []).map(({ scope }) => ({ token: [scope] })));
    }
  });

  test('says on each route that a party calls how to name who acts, and on no other', () => {
    for (const route of Object.values<Route>(routes).filter(isApiRoute)) {
      const { parameters = [] } = document.paths[route.path][route.method.toLowerCase()];
      const header = parameters.find(({ name }: { name: string }) => name === 'X-On-Behalf-Of');
      expect(header).toEqual(route.access ? expect.objectContaining({ in: 'header' }) : undefined);
    }
  });

  test('says where it is served, and groups every route by who calls it', () => {
    expect(document.servers).toEqual([expect.objectContaining({ url: '/' })]);
    const known = document.tags.map(({ name }: { name: string }) => name);
    for (const route of Object.values<Route>(routes).filter(isApiRoute)) {
      const { tags, parameters = [] } = document.paths[route.path][route.method.toLowerCase()];
      expect(tags).toHaveLength(1);
      expect(known).toContain(tags[0]);
      for (const parameter of parameters.filter((one: { name: string }) => one.name === 'id'))
        expect(parameter.description).toBeTruthy();
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

  test('has the vocabulary of the domain', () => {
    expect(JSON.stringify(document)).toContain(JSON.stringify([...offenceCategories]).slice(1, -1));
  });

  test('what API Gateway refuses by itself has its own shape beside the problem document', () => {
    const { responses } = document.paths['/v1/referrals'].post;
    for (const status of ['401', '413', '429', '500', '503'])
      expect(Object.keys(responses[status].content)).toEqual(['application/problem+json', 'application/json']);
    expect(Object.keys(responses['403'].content)).toEqual(['application/problem+json']);
    expect(document.components.schemas.GatewayRefusal.required).toEqual(['message']);
  });

  test('every reference leads somewhere', () => {
    const text = JSON.stringify(document);
    for (const [, name] of text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      expect(document.components.schemas).toHaveProperty(name ?? '');
    }
  });
});

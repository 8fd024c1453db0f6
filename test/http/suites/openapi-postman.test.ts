import { beforeAll, expect, test } from 'vitest';
import { isApiRoute, type Route, routes } from '#src/contracts/routes.ts';
import { openApiDocument } from '#src/http/openapi.ts';
import { withAddresses } from '#src/http/openapi-addresses.ts';
import { area } from '#test/support/area-fixture.ts';
import { type Collection, importIntoPostman, valueNamed } from '#test/support/openapi/postman.ts';

const addresses = {
  api: 'https://referrals.example.org',
  pages: 'https://pages.example.org',
  token: 'https://login.example.org/oauth2/token',
};
let collection: Collection;
beforeAll(async () => {
  collection = await importIntoPostman(withAddresses(JSON.stringify(openApiDocument(area())), addresses));
}, 60_000);

test('Postman has the address, and a request for each call', () => {
  expect(valueNamed(collection.variable, 'baseUrl')).toBe(addresses.api);
  const made = collection.requests.map(({ name, method, url }) => `${method} /${url.path.join('/')} ${name}`);
  const served = Object.values<Route>(routes)
    .filter(isApiRoute)
    .map(({ method, path, summary }) => `${method} ${path.replace(/\{(\w+)\}/, ':$1')} ${summary}`);
  expect(made.sort()).toEqual(served.sort());
});

test('each request asks for its own token: there, and with the one scope that it needs', () => {
  for (const { access, summary } of Object.values<Route>(routes).filter(isApiRoute)) {
    const { auth } = collection.requests.find(({ name }) => name === summary) ?? {};
    if (!access) continue;
    expect([
      summary,
      auth?.type,
      valueNamed(auth?.oauth2, 'accessTokenUrl'),
      valueNamed(auth?.oauth2, 'grant_type'),
    ]).toEqual([summary, 'oauth2', addresses.token, 'client_credentials']);
    expect(access.map(({ scope }) => scope)).toContain(valueNamed(auth?.oauth2, 'scope'));
  }
});

test('what is sent is an example of the document, not made-up words', () => {
  const { body, header } = collection.requests.find(({ name }) => name === routes.submitReferral.summary) ?? {};
  expect(JSON.parse(body?.raw ?? '')).toMatchObject({ victim: { familyName: 'Specimen' } });
  expect(valueNamed(header, 'Content-Type')).toBe('application/json');
});

import { afterEach, describe, expect, test } from 'vitest';
import { notice } from '#src/contracts/deprecation.ts';
import { type Route, type RouteName, routes } from '#src/contracts/routes.ts';
import type { Rules } from '#src/domain/area.ts';
import { buildPartyRegister } from '#src/http/access.ts';
import { deprecationHeaders } from '#src/http/deprecation.ts';
import { openApiDocument } from '#src/http/openapi.ts';
import { webApp } from '#src/http/web.ts';
import { area } from '#test/support/area-fixture.ts';
import { sendRequest } from '#test/support/send-request.ts';

const deprecation = { since: '2026-12-01', lastDay: '2027-06-30', instead: 'readOpenApi' };
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const ask = (path: string) =>
  sendRequest(
    webApp({ area: area(), log: quiet, register: buildPartyRegister(area().parties, {}), openApi: '{}' }),
    path,
  );

const ending: Route = routes.readMessageSchema;
afterEach(() => {
  delete ending.deprecation;
});

test('says when it was announced and when it ends, in the forms of the two RFCs', () => {
  expect(deprecationHeaders(deprecation)).toEqual({
    deprecation: '@1796083200',
    sunset: 'Wed, 30 Jun 2027 22:59:59 GMT',
    link: '</docs/changes>; rel="deprecation"; type="text/html"',
  });
});

test('says what of a call ends, where the rest of it stays', () => {
  const { link } = deprecationHeaders({ ...deprecation, part: 'Reading without a reason' });
  expect(link).toBe('</docs/changes>; rel="deprecation"; type="text/html"; title="Reading without a reason"');
});

describe('a call that will be switched off', () => {
  test('says so in every answer, also in a refusal; other calls do not', async () => {
    ending.deprecation = deprecation;
    for (const [path, status] of [
      ['/v1/messages/hand-off.schema.json', 200],
      ['/v1/messages/nothing', 404],
    ] as const) {
      const answer = await ask(path);
      expect(answer.status).toBe(status);
      expect(answer.headers.get('sunset')).toBe('Wed, 30 Jun 2027 22:59:59 GMT');
      expect(answer.headers.get('deprecation')).toBe('@1796083200');
    }
    expect((await ask('/v1/openapi.json')).headers.get('sunset')).toBeNull();
  });

  test('is marked in the OpenAPI document, with what to call instead', () => {
    ending.deprecation = deprecation;
    expect(openApiDocument(area()).paths?.['/v1/messages/{name}']?.get).toMatchObject({
      deprecated: true,
      description: expect.stringContaining('Answered until 2027-06-30. Use readOpenApi instead.'),
      'x-deprecation': 'Answered until 2027-06-30. Use readOpenApi instead.',
    });
  });
});

describe('a reason that an area comes to require', () => {
  const operationWith = (accessReasonRequired?: Rules['accessReasonRequired']) => {
    const { rules, ...rest } = area();
    const own = accessReasonRequired === undefined ? rules : { ...rules, accessReasonRequired };
    return openApiDocument({ ...rest, rules: own }).paths?.['/v1/hand-offs/{id}']?.get;
  };
  const headerOf = (operation: ReturnType<typeof operationWith>) => JSON.stringify(operation?.parameters ?? []);
  const documented = (required?: Rules['accessReasonRequired']) => {
    const { rules, ...rest } = area();
    const document = openApiDocument({
      ...rest,
      rules: { ...rules, ...(required && { accessReasonRequired: required }) },
    });
    return JSON.stringify(document.components?.parameters?.['X-Access-Reason'] ?? headerOf(operationWith(required)));
  };

  test('is in the OpenAPI document with its day, and the call is not marked as one that ends', () => {
    const required = { announcedOn: '2026-11-30', from: '2027-06-01' };
    const operation = operationWith(required);
    expect(operation).not.toHaveProperty('deprecated');
    expect(operation).toMatchObject({
      'x-deprecation': 'Reading a hand-off without X-Access-Reason where one is needed is answered until 2027-05-31.',
    });
    expect(documented(required)).toContain('needed from 2027-06-01 on');
  });

  test.each([
    [undefined, 'Without it the log says'],
    ['always', 'It is needed: without it'],
  ] as const)('is %s: nothing ends, and the header says what is so', (required, words) => {
    expect(operationWith(required)).not.toHaveProperty('x-deprecation');
    expect(documented(required)).toContain(words);
  });
});

test.each(Object.keys(routes) as RouteName[])('%s is switched off no sooner than the rules of change say', (name) => {
  const route: Route = routes[name];
  if (!route.deprecation) return;
  const { since, lastDay, instead } = route.deprecation;
  const earliest = new Date(since);
  earliest.setUTCMonth(earliest.getUTCMonth() + notice.call);
  expect(Date.parse(lastDay)).toBeGreaterThanOrEqual(earliest.getTime());
  if (instead !== undefined) expect(Object.keys(routes)).toContain(instead);
});

/** Whoever serves the pages is also reached where there is no certificate and no token, so it must have none of the calls that need one. */
import { expect, test } from 'vitest';
import { type Route, routes } from '#src/contracts/routes.ts';
import { buildPartyRegister } from '#src/http/access.ts';
import { webApp } from '#src/http/web.ts';
import { area as exampleArea } from '#test/support/area-fixture.ts';
import { sendRequest } from '#test/support/send-request.ts';

const area = exampleArea();
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const app = webApp({ area, log: quiet, register: buildPartyRegister(area.parties, {}), openApi: '{}' });

test.each(
  Object.values<Route>(routes).flatMap(({ access, ...route }) =>
    (access ?? []).map(({ scope, kinds: [kind] }) => [`${route.method} ${route.path}`, route, scope, kind] as const),
  ),
)('%s is not there for the pages, even with a token that may use it', async (_, { method, path }, scope, kind) => {
  const party = area.parties.find((one) => one.kind === kind)?.id ?? '';
  const claims = { scope, party };
  const answer = await sendRequest(app, path.replace('{id}', 'a'.repeat(26)), { method, claims, body: '{}' });
  expect(answer.status).toBe(404);
});

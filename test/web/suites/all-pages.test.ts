/** What holds for every page route: who may see it, whose data it shows, what it says, and valid markup. */
import { beforeAll, describe, expect, test } from 'vitest';
import { type PartyKind, partyKinds } from '#src/domain/vocabulary.ts';
import { Unavailable } from '#src/usecases/ports/errors.ts';
import { pagesApp } from '#src/web/app/app.ts';
import type { PageRoute } from '#src/web/app/page.ts';
import { buildAssets } from '#src/web/assets/build-assets.ts';
import { securityHeaders } from '#src/web/headers.ts';
import { memoryTables } from '#test/support/memory-tables.ts';
import { document, mainText } from '#test/support/pages.ts';
import { sendRequest } from '#test/support/send-request.ts';
import { type AllPages, type Ask, allPages, parties, pathOf, routes } from '#test/web/support/all-pages.ts';
import { makeDom } from '#test/web/support/dom.ts';
import { markupFaults } from '#test/web/support/markup-faults.ts';

const dom = makeDom();
const tables = memoryTables();
let all: AllPages;
beforeAll(async () => {
  all = await allPages(tables);
});

const nameOf = ({ method, path }: PageRoute): string => `${method} ${path}`;
const named = (some: readonly PageRoute[]): [string, PageRoute][] => some.map((route) => [nameOf(route), route]);
const isPrivate = (route: PageRoute): boolean => route.who !== 'anyone';
/** Open to every kind of party. */
const needsSession = ({ path }: PageRoute): boolean => path === '/stay-signed-in';
const isVariable = ({ path }: PageRoute): boolean => path.includes('{');
/** A kind of party that may use the route and has data there. */
const kindFor = ({ who }: PageRoute): PartyKind =>
  who === 'anyone' || who.includes('statutory') ? 'statutory' : (who[0] as PartyKind);
const ownerOf = (route: PageRoute) => all.signIn(parties[kindFor(route)]);
const askOf = (route: PageRoute, own = all.own): Pick<Ask, 'method' | 'path'> => ({
  method: route.method,
  path: pathOf(route.path, own),
});
/** Routes that are also tested with a referral that is being corrected. */
const isCorrected = ({ path }: PageRoute): boolean => /^\/(refer|status)\/.*\{/.test(path);

/** Status, title and text of a refusal. */
async function refusal(response: Response): Promise<{ status: number; heading: string; store: string | null }> {
  const heading = document({ html: await response.text() }).querySelector('h1')?.textContent ?? '';
  return { status: response.status, heading, store: response.headers.get('cache-control') };
}

test('every route has a row in the table', () => {
  for (const path of [
    '/refer/{draft}/{step}',
    '/inbox/{id}',
    '/triage/{id}',
    '/status/{reference}',
    '/dashboard',
    '/exit',
  ])
    expect(routes.map((route) => route.path)).toContain(path);
  expect(new Set(routes.map(nameOf)).size).toBe(routes.length);
});

describe.each(named(routes.filter(isPrivate)))('%s', (_, route) => {
  test('signed out: 401 without any content', async () => {
    expect(await refusal(await all.ask(askOf(route)))).toEqual({
      status: 401,
      heading: 'Sign in to go on',
      store: 'no-store',
    });
  });
});

const othersOf = ({ who }: (typeof routes)[number]) =>
  partyKinds.filter((kind) => who !== 'anyone' && !who.includes(kind));

// Every kind of party has a team and chooses its e-mails.
describe.each(named(routes.filter((route) => isPrivate(route) && othersOf(route).length > 0)))('%s', (_, route) => {
  test('for another kind of party: 403', async () => {
    for (const kind of othersOf(route)) {
      const answer = await all.ask({ ...askOf(route), as: await all.signIn(parties[kind]) });
      expect({ kind, ...(await refusal(answer)) }).toEqual({
        kind,
        status: 403,
        heading: 'You cannot see this page',
        store: 'no-store',
      });
    }
  });
});

/** Parties of the right kind that do not own the data. */
const strangers: Readonly<Record<string, readonly [party: string, person: string][]>> = {
  '/refer/{draft}': [
    ['example-hospital', 'a colleague'],
    ['example-charity', 'a stranger'],
  ],
  '/refer/sent': [
    ['example-charity', 'a stranger'],
    ['example-police', 'an officer'],
  ],
  '/status': [
    ['example-charity', 'a stranger'],
    ['example-police', 'an officer'],
  ],
  '/inbox': [['domestic-abuse', 'a stranger']],
  '/team': [
    ['example-charity', 'a stranger'],
    ['general', 'a stranger'],
  ],
};

describe.each(named(routes.filter((route) => isVariable(route) && route.who !== 'anyone')))('%s', (_, route) => {
  const start = Object.keys(strangers).find((path) => route.path.startsWith(path));

  test('another party’s is 404', async () => {
    // Triage sees all referrals of its area, so there is no other owner.
    expect(start !== undefined || route.path.startsWith('/triage/')).toBe(true);
    for (const [party, person] of strangers[start ?? ''] ?? []) {
      for (const own of isCorrected(route) ? [all.own, all.correcting] : [all.own]) {
        const answer = await all.ask({ ...askOf(route, own), as: await all.signIn(party, person) });
        expect({ party, ...(await refusal(answer)) }).toEqual({
          party,
          status: 404,
          heading: 'Page not found',
          store: 'no-store',
        });
      }
    }
  });

  test.each([
    'nothing',
    'aaaaaaaaaaaaaaaaaaaaaaaaaa',
    'aaaaaaaaaaaaaaaaaaaaaaaaaa-1',
    'EX-0000-0000',
    '%00',
    '..%2f',
    '6d2b0c1e-0000-4000-8000-000000000000',
  ])('what does not exist is not there (%s)', async (value) => {
    const path = route.path.replace('{step}', 'person').replace(/\{\w+\}/, value);
    const answer = await all.ask({ method: route.method, path, as: await ownerOf(route) });
    expect((await refusal(answer)).status).toBe(404);
  });
});

describe.each(named(routes.filter(({ method }) => method === 'POST')))('%s', (_, route) => {
  const forged: readonly [string, Omit<Ask, 'method' | 'path' | 'as'>][] = [
    ['without the token', { token: '' }],
    ['with another’s token', { token: 'AAAAAAAAAAAAAAAAAAAAAA' }],
    ['from another site', { headers: { origin: 'https://elsewhere.example.org' } }],
    ['from a page without an origin', { headers: { origin: 'null' } }],
    ['from another site, by what the browser says', { headers: { 'sec-fetch-site': 'cross-site' } }],
  ];
  test.each(forged)('%s the form is refused', async (_how, what) => {
    const answer = await all.ask({ ...askOf(route), as: await ownerOf(route), ...what });
    expect(await refusal(answer)).toEqual({ status: 403, heading: 'This page is out of date', store: 'no-store' });
  });

  test('our own form is accepted', async () => {
    for (const own of isCorrected(route) ? [all.own, all.correcting] : [all.own]) {
      const answer = await all.ask({ ...askOf(route, own), as: await ownerOf(route) });
      // 409 where the case does not allow it now.
      expect([200, 303, 409, 422]).toContain(answer.status);
    }
    // A deleted draft is started again for the next test.
    if (route.path.endsWith('/delete')) all = await allPages(tables);
  });
});

const hasPage = ({ path }: PageRoute): boolean =>
  // Its path would be a question page, but it is not one.
  !path.endsWith('/newest') && routes.some((other) => other.method === 'GET' && other.path === path);
const actions = routes.filter((route) => route.method === 'POST' && !hasPage(route));
describe.each(named(actions))('%s', (_, route) => {
  test('a GET of an action’s address redirects to its page', async () => {
    for (const method of ['GET', 'HEAD'] as const) {
      const path = pathOf(route.path, isCorrected(route) ? all.correcting : all.own);
      const answer = await all.ask({ method, path, as: await ownerOf(route) });
      expect([answer.status, answer.headers.get('location')]).toEqual([303, path.slice(0, path.lastIndexOf('/'))]);
    }
  });
});

/** Error pages, and how to reach them. */
const problems: Readonly<Record<string, () => Promise<Response>>> = {
  'not found': () => all.ask({ method: 'GET', path: '/nothing' }),
  'not found, signed in': async () => all.ask({ method: 'GET', path: '/nothing', as: await all.signIn('general') }),
  'wrong method': () => all.ask({ method: 'POST', path: '/help/cookies' }),
  'sign in to go on': () => all.ask({ method: 'GET', path: '/inbox?x="><b>' }),
  'sign in to go on, after a post': () => all.ask({ method: 'POST', path: '/refer' }),
  'cannot stay signed in': () => all.ask({ method: 'GET', path: '/stay-signed-in' }),
  'what was typed is kept': async () => {
    const anHourAgo = new Date(all.pages.deps.now().getTime() - 3_600_000).toISOString();
    const as = await all.signIn(parties.statutory, undefined, anHourAgo);
    return all.ask({ method: 'POST', path: pathOf('/refer/{draft}/{step}', all.own), as });
  },
  left: () => all.ask({ method: 'GET', path: pathOf('/refer/{draft}', all.own), cookies: '__Host-left=1' }),
  'forged post': async () =>
    all.ask({ method: 'POST', path: '/refer', as: await all.signIn('example-hospital'), token: '' }),
  'not for this account': async () => all.ask({ method: 'GET', path: '/triage', as: await all.signIn('general') }),
  'sign-in failed': () => all.ask({ method: 'GET', path: '/sign-in/callback?state=x&code=y' }),
  'signed out': () => all.ask({ method: 'GET', path: '/signed-out' }),
  unavailable: async () => {
    const broken: PageRoute = {
      method: 'GET',
      path: '/broken',
      who: 'anyone',
      summary: 'Fails',
      handle: () => Promise.reject(new Unavailable('a table does not answer')),
    };
    return sendRequest(pagesApp([broken], all.pages.deps, all.pages.site, buildAssets()), '/broken');
  },
};

test.each(['/', '/docs', '/help/figures', '/nothing', '/assets/none.css'])(
  '%s needs no table and no key when nobody is signed in',
  async (path) => {
    const down = {
      ...all.pages.deps,
      signedInDeps: () => Promise.reject(new Unavailable('the secret does not answer')),
    };
    const answer = await sendRequest(pagesApp(routes, down, all.pages.site, buildAssets()), path);
    expect(answer.status).toBeLessThan(500);
  },
);

/** A page as its owner sees it, after redirects. */
async function look(route: PageRoute, own = all.own): Promise<Response> {
  const as = isPrivate(route) || needsSession(route) ? await ownerOf(route) : undefined;
  let answer = await all.ask({ ...askOf(route, own), as });
  for (let to = answer.headers.get('location'); to?.startsWith('/'); to = answer.headers.get('location')) {
    answer = await all.ask({ method: 'GET', path: to, as });
  }
  return answer;
}

/** Routes that answer with a redirect or a file, not a page. */
const noPage = ['/sign-in', '/exit', '/dashboard.csv', '/dashboard/published.json', '/dashboard/tables.xlsx'];
const seen: [string, () => Promise<Response>, boolean][] = [
  ...routes
    .filter(({ method, path }) => method === 'GET' && !noPage.includes(path))
    .map((route): [string, () => Promise<Response>, boolean] => [nameOf(route), () => look(route), isPrivate(route)]),
  ...routes
    .filter((route) => route.method === 'GET' && isCorrected(route))
    .map((route): [string, () => Promise<Response>, boolean] => [
      `${nameOf(route)}, corrected`,
      () => look(route, all.correcting),
      true,
    ]),
  ...Object.entries(problems).map(([name, get]): [string, () => Promise<Response>, boolean] => [name, get, true]),
];

describe.each(seen)('%s', (name, get, notStored) => {
  test('has a heading and a neutral title, is not cached, and has no axe or markup faults', async () => {
    const answer = await get();
    const html = await answer.text();
    const page = document({ html });
    if (!(name in problems) && name !== 'GET /sign-in/callback') expect(answer.status).toBe(200);
    expect(page.querySelectorAll('h1')).toHaveLength(1);
    expect(mainText({ html }).length).toBeGreaterThan(10);
    for (const mark of all.marks) expect(page.title).not.toContain(mark);
    if (notStored) expect(answer.headers.get('cache-control')).toBe('no-store');
    for (const [header, value] of Object.entries(securityHeaders)) expect(answer.headers.get(header)).toBe(value);
    expect(await markupFaults(html)).toEqual([]);
    dom.show(html);
    expect(await dom.faults()).toEqual([]);
  });
});

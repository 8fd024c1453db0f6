/**
 * Every page, asked by people of each kind of party and each role for what is their own, another's and not there, with a good
 * session and with each that is wrong, by forms of our own and forged: what is answered is what the table of routes says, and
 * a refusal changes nothing.
 */
import { beforeAll, describe, expect, test } from 'vitest';
import { partyKinds, type StaffRole, staffRoles } from '#src/domain/vocabulary.ts';
import type { PageRoute, PrivateRoute } from '#src/web/app/page.ts';
import { type Owner, owners } from '#test/support/access/api-world.ts';
import { type Person, pagesWorld, type Signed } from '#test/support/access/pages-world.ts';
import { routes } from '#test/web/support/all-pages.ts';

type World = Awaited<ReturnType<typeof pagesWorld>>;
type Expected = 401 | 403 | 404 | 'granted';
interface Cell {
  what: string;
  route: PageRoute;
  as: Signed;
  owner: Owner;
  headers?: Record<string, string>;
  expected: Expected;
}

/** What the issuer says of somebody: nothing of roles, none, one, or all. */
const roleSets: readonly (readonly StaffRole[] | undefined)[] = [
  undefined,
  [],
  ...staffRoles.map((role) => [role]),
  staffRoles,
];
const privateRoutes = routes.filter((route): route is PrivateRoute => route.who !== 'anyone');
const publicRoutes = routes.filter(({ who }) => who === 'anyone');

const elsewhere = { origin: 'https://elsewhere.example.org' };
/** A post of somebody who is signed in, which they did not mean. */
const forgeries: readonly (readonly [string, Partial<Signed>, Record<string, string>])[] = [
  ['a form without its token', { token: '' }, {}],
  ['a form with a made-up token', { token: 'A'.repeat(22) }, {}],
  ['a form of another site', {}, elsewhere],
  ['a form of a page without an origin', {}, { origin: 'null' }],
  ['a form that the browser says is of another site', {}, { 'sec-fetch-site': 'cross-site' }],
];

let world: World;
let people: Person[];
/** By kind of party. */
let sessions: Record<string, Signed>[];
let refused: Cell[];
let granted: Cell[];

/** The hub sees each case of its area, so that for it there is no other's; a page without a record is one's own. */
const ownersFor = ({ path, who }: PageRoute): readonly Owner[] => {
  if (!path.includes('{')) return ['own'];
  return who !== 'anyone' && who.includes('authority') && path.startsWith('/triage/') ? ['own', 'none'] : owners;
};

function expectedFor({ who, roles: needed }: PrivateRoute, { kind, roles }: Person, owner: Owner): Expected {
  const has = roles ?? staffRoles.filter((role) => role !== 'administrator');
  if (!who.includes(kind) || !has.some((role) => needed.includes(role))) return 403;
  return owner === 'own' ? 'granted' : 404;
}

beforeAll(async () => {
  world = await pagesWorld();
  people = await Promise.all(
    partyKinds.flatMap((kind) => roleSets.map(async (roles) => ({ ...(await world.start(kind, { roles })), roles }))),
  );
  sessions = await Promise.all(partyKinds.map((kind) => world.badSessions(kind)));
  const cells = privateRoutes.flatMap((route) =>
    ownersFor(route).flatMap((owner): Cell[] => [
      ...people.map((as) => ({
        what: `a good session, roles ${as.roles ?? 'not said'}`,
        ...{ route, as, owner, expected: expectedFor(route, as, owner) },
      })),
      ...sessions.flatMap((all) =>
        Object.entries(all).map(([what, as]) => ({ what, route, as, owner, expected: 401 as const })),
      ),
      ...people
        .filter(({ roles }) => route.method === 'POST' && roles === staffRoles)
        .flatMap((as) =>
          forgeries.map(([what, over, headers]) => ({
            ...{ what, route, as: { ...as, ...over }, owner, headers, expected: 403 as const },
          })),
        ),
    ]),
  );
  refused = cells.filter(({ expected }) => expected !== 'granted');
  granted = cells.filter(({ expected }) => expected === 'granted');
});

const describeCell = ({ what, route, as, owner }: Cell) =>
  `${route.method} ${route.path}, ${as.kind}, ${owner}, ${what}`;

const isRight = (expected: Expected, status: number): boolean =>
  expected === 'granted' ? status < 500 && ![401, 403, 404].includes(status) : status === expected;

// Fifteen thousand pages take seconds, on a busy machine many.
describe('each cell of page × kind and role × whose record × session', { timeout: 120_000 }, () => {
  test('is refused where the table says so, and the refusal changes no row', async () => {
    const signed = new Map(people.map((one) => [one.kind, one]));
    const records = new Map<string, Awaited<ReturnType<World['recordsOf']>>>();
    for (const [kind, person] of signed)
      for (const owner of owners) records.set(`${kind} ${owner}`, await world.recordsOf(owner, person));
    const before = world.rows();
    const faults: string[] = [];
    for (const cell of refused) {
      const { status } = await world.visit(
        cell.route,
        records.get(`${cell.as.kind} ${cell.owner}`) ?? {},
        cell.as,
        cell.headers,
      );
      if (!isRight(cell.expected, status)) faults.push(`${describeCell(cell)}: ${status}, not ${cell.expected}`);
    }
    expect(faults).toEqual([]);
    expect(world.rows()).toEqual(before);
    process.stdout.write(`access matrix of the pages: ${refused.length} cells refused\n`);
  });

  // Last, because these change the cases.
  test('is answered where the table says so', async () => {
    const faults: string[] = [];
    for (const cell of granted) {
      const { status } = await world.visit(cell.route, await world.recordsOf(cell.owner, cell.as), cell.as);
      if (!isRight('granted', status)) faults.push(`${describeCell(cell)}: ${status}`);
    }
    expect(faults).toEqual([]);
    process.stdout.write(`access matrix of the pages: ${granted.length} cells granted\n`);
  });
});

test('a page for everybody says with a session that is over what it says to a visitor', async () => {
  const records = await world.recordsOf('none', { kind: 'police', cookie: undefined, token: '' });
  for (const route of publicRoutes) {
    const { status } = await world.visit(route, records, {});
    for (const [what, as] of sessions.flatMap(Object.entries<Signed>))
      expect((await world.visit(route, records, as)).status, `${route.path}, ${as.kind}, ${what}`).toBe(status);
  }
});

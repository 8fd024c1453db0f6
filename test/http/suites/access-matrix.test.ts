/**
 * Every route of the API, asked by a party of each kind for what is its own, another's and not there, with a good token and
 * with each that is wrong: what is answered is what the table of routes says, and a refusal changes nothing.
 */
import { beforeAll, describe, expect, test } from 'vitest';
import { type Route, type RouteName, routes } from '#src/contracts/routes.ts';
import { type PartyKind, partyKinds, scopes, staffRoles } from '#src/domain/vocabulary.ts';
import {
  apiWorld,
  clientOf,
  formerParty,
  hasRecord,
  type Owner,
  owners,
  pagesClient,
  partyOf,
} from '#test/support/access/api-world.ts';

type World = Awaited<ReturnType<typeof apiWorld>>;
let world: World;
let cells: Cell[];
beforeAll(async () => {
  world = await apiWorld();
  const byKind = await Promise.all(partyKinds.map(async (kind) => [kind, await tokensOf(kind)] as const));
  cells = byKind.flatMap(([kind, tokens]) => guarded.flatMap((name) => cellsOf(name, kind, tokens)));
});

const all = scopes.join(' ');
/** Signed by the issuer, and not good here: 403. `kind` is that of the party whose client it is. */
const foreignClaims: Readonly<Record<string, (own: Record<string, unknown>) => Record<string, unknown>>> = {
  'without a scope': (own) => ({ ...own, scope: '' }),
  'with no claim of scope': ({ scope: _, ...own }) => own,
  'with a scope of another service': (own) => ({ ...own, scope: 'somewhere/else' }),
  'with scopes that begin or end as ours do': (own) => ({
    ...own,
    scope: scopes.map((one) => `${one}-all x${one}`).join(' '),
  }),
  'with our scopes in capitals': (own) => ({ ...own, scope: all.toUpperCase() }),
  'with scopes in a list': (own) => ({ ...own, scope: [...scopes] }),
  'of a party that is not in the register': (own) => ({ ...own, party: 'nobody' }),
  'of a party that left the register': (own) => ({ ...own, party: formerParty }),
  'of the client of a party that left': ({ party: _, ...own }) => ({ ...own, client_id: clientOf(formerParty) }),
  'of the client of the pages': ({ party: _, ...own }) => ({ ...own, client_id: pagesClient }),
  'of a person, as the pages get it': ({ party: _, ...own }) => ({
    ...own,
    aud: pagesClient,
    client_id: undefined,
    scope: undefined,
    token_use: 'id',
    'custom:party': own['party'],
  }),
  'of an empty party': (own) => ({ ...own, party: '' }),
  'of a party named as code is': (own) => ({ ...own, party: 'constructor' }),
};

/** What a token says of roles is for people on pages: for a client it means nothing. */
const roleClaims: readonly (readonly string[])[] = [[], ...staffRoles.map((role) => [role]), staffRoles];

interface Cell {
  name: RouteName;
  kind: PartyKind;
  owner: Owner;
  token: string;
  /** The header of the request. */
  authorization: string | undefined;
  expected: 401 | 403 | 404 | 'granted';
}

const ownersFor = (route: Route, kind: PartyKind): readonly Owner[] =>
  hasRecord(route) ? owners.filter((owner) => kind !== 'authority' || owner !== 'another’s') : ['own'];

function expectedFor(
  { access = [] }: Route,
  kind: PartyKind,
  granted: readonly string[],
  owner: Owner,
): Cell['expected'] {
  const isAllowed = access.some((one) => granted.includes(one.scope) && one.kinds.includes(kind));
  if (!isAllowed) return 403;
  return owner === 'own' ? 'granted' : 404;
}

/** A token of a party, and what it is good for: the scopes that it grants, or the refusal whatever is asked. */
interface Token {
  token: string;
  authorization: string | undefined;
  grants: readonly string[] | 401 | 403;
}

/** Signed once for each kind: a signature takes longer than a call. */
async function tokensOf(kind: PartyKind): Promise<Token[]> {
  const party = partyOf[kind];
  const own = { party, client_id: clientOf(party), scope: all };
  const { faults, sign } = world.issuer;
  const good = async (token: string, claims: Record<string, unknown>, grants: Token['grants'] = scopes) => ({
    token,
    authorization: await sign(claims),
    grants,
  });
  return Promise.all([
    ...Object.entries(faults).map(async ([token, make]) => ({
      token,
      authorization: await make(own),
      grants: 401 as const,
    })),
    ...Object.entries(foreignClaims).map(([token, make]) => good(token, make(own), 403)),
    ...scopes.map((scope) => good(`with the scope ${scope} alone`, { ...own, scope }, [scope])),
    good('with every scope', own),
    good('of a party known by its client alone', { client_id: own.client_id, scope: all }),
    ...roleClaims.map((roles) => good(`with the roles ${roles.join(', ') || 'none'}`, { ...own, roles })),
  ]);
}

const cellsOf = (name: RouteName, kind: PartyKind, tokens: readonly Token[]): Cell[] =>
  ownersFor(routes[name], kind).flatMap((owner) =>
    tokens.map(({ token, authorization, grants }) => {
      const expected = typeof grants === 'number' ? grants : expectedFor(routes[name], kind, grants, owner);
      return { name, kind, owner, token, authorization, expected };
    }),
  );

const guarded = (Object.keys(routes) as RouteName[]).filter((name) => 'access' in routes[name]);
const open = (Object.keys(routes) as RouteName[]).filter((name) => !guarded.includes(name));
const describeCell = ({ name, kind, owner, token }: Cell) => `${name}, ${kind}, ${owner}, token ${token}`;

const codeOf = { 401: 'unauthenticated', 403: 'forbidden', 404: 'not-found' } as const;

/** The cells that were not answered as the table says. */
async function findFaults(cells: readonly Cell[]): Promise<string[]> {
  const faults: string[] = [];
  for (const cell of cells) {
    const { status, by, body } = await world.call(cell.name, cell.authorization, cell);
    const isRight =
      cell.expected === 'granted'
        ? ![401, 403, 404].includes(status) && status < 500
        : status === cell.expected && (by === 'gateway' || body['code'] === codeOf[cell.expected]);
    if (!isRight) faults.push(`${describeCell(cell)}: ${status} ${body['code'] ?? ''}, not ${cell.expected}`);
  }
  return faults;
}

/** Without what is another's in each call. */
const answerOf = async (cell: Cell) => {
  const { status, body } = await world.call(cell.name, cell.authorization, cell);
  return { status, body: { ...body, correlationId: undefined } };
};

// Nearly ten thousand calls take seconds, on a busy machine many.
describe('each cell of route × kind of party × whose record × token', { timeout: 120_000 }, () => {
  test('is refused where the table says so, and the refusal changes no row', async () => {
    const refused = cells.filter(({ expected }) => expected !== 'granted');
    const before = world.rows();
    expect(await findFaults(refused)).toEqual([]);
    expect(world.rows()).toEqual(before);
    process.stdout.write(`access matrix of the API: ${refused.length} cells refused\n`);
  });

  test('says of another’s record what it says where there is none', async () => {
    const hidden = cells.filter(({ expected, owner }) => expected === 404 && owner === 'another’s');
    expect(hidden.length).toBeGreaterThan(0);
    for (const cell of hidden) {
      expect(await answerOf(cell), describeCell(cell)).toEqual(await answerOf({ ...cell, owner: 'none' }));
    }
  });

  test('shows a hand-off that is over to its service alone, and for a reason alone', async () => {
    const readings = cells.filter(({ name, owner }) => name === 'readHandOff' && owner === 'own');
    const before = world.rows();
    for (const cell of readings) {
      const { status, body } = await world.call(cell.name, cell.authorization, { ...cell, isOver: true });
      const expected = cell.expected === 'granted' ? 422 : cell.expected;
      expect([status, body['victim']], describeCell(cell)).toEqual([expected, undefined]);
    }
    expect(world.rows()).toEqual(before);
    for (const cell of readings) {
      const asked = { ...cell, isOver: true, reason: 'They rang.' };
      const { status, body } = await world.call(cell.name, cell.authorization, asked);
      const isGranted = cell.expected === 'granted';
      expect([status, 'victim' in body], describeCell(cell)).toEqual([isGranted ? 200 : cell.expected, isGranted]);
    }
  });

  // Last, because these change the cases.
  test('is answered where the table says so', async () => {
    const granted = cells.filter(({ expected }) => expected === 'granted');
    expect(await findFaults(granted)).toEqual([]);
    process.stdout.write(`access matrix of the API: ${granted.length} cells granted\n`);
  });
});

test('what the table leaves open is answered with any token and with none', async () => {
  const own = { party: partyOf.police, client_id: clientOf(partyOf.police), scope: all };
  const tokens = await Promise.all(Object.values(world.issuer.faults).map((make) => make(own)));
  for (const name of open)
    for (const authorization of tokens)
      expect((await world.call(name, authorization, { kind: 'police', owner: 'own' })).status, name).toBe(200);
});

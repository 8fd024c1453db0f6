import { describe, expect, test } from 'vitest';
import { partyKinds, type StaffRole, staffRoles } from '#src/domain/vocabulary.ts';
import type { PrivateRoute } from '#src/web/app/page.ts';
import { mayOpen } from '#src/web/app/roles.ts';
import type { Viewer } from '#src/web/app/viewer.ts';
import { area } from '#test/support/area-fixture.ts';
import { routes } from '#test/web/support/all-pages.ts';

const privateRoutes = routes.filter((route): route is PrivateRoute => route.who !== 'anyone');
const parties = partyKinds.map((kind) => area().parties.find((party) => party.kind === kind));
const viewer = (party: Viewer['party'], roles?: readonly StaffRole[]) =>
  ({ party, user: 'one', session: {} as Viewer['session'], ...(roles && { roles }) }) satisfies Viewer;
/** Paths that a person of this kind of party opens with these roles. */
const opened = (kind: string, roles?: readonly StaffRole[]): string[] => {
  const party = parties.find((one) => one?.kind === kind);
  if (!party) throw new Error(kind);
  return privateRoutes.filter((route) => mayOpen(viewer(party, roles), route)).map(({ path }) => path);
};

test('each page that needs signing in says for which parties and which roles it is', () => {
  expect(privateRoutes.length).toBeGreaterThan(20);
  for (const { path, who, roles } of privateRoutes) {
    expect(who.length, path).toBeGreaterThan(0);
    expect(roles.length, path).toBeGreaterThan(0);
  }
});

describe.each(partyKinds)('a person of a party of kind %s', (kind) => {
  test('opens with any role no page that is not its party’s', () => {
    for (const route of privateRoutes.filter(({ who }) => !who.includes(kind)))
      expect(opened(kind, staffRoles)).not.toContain(route.path);
  });

  test('opens nothing with an empty list of roles', () => expect(opened(kind, [])).toEqual([]));

  test('without a claim of roles does all that is not the administrator’s', () =>
    expect(opened(kind)).toEqual(opened(kind, ['worker', 'manager', 'triage'])));
});

test('a reader of volumes opens no case, and who works on cases reads no volumes', () => {
  expect(new Set(opened('authority', ['manager']).map((path) => path.split('/')[1]))).toEqual(
    new Set(['dashboard', 'dashboard.csv']),
  );
  expect(opened('service', ['manager'])).toEqual([]);
  expect(opened('authority', ['worker']).filter((path) => path.startsWith('/dashboard'))).toEqual([]);
});

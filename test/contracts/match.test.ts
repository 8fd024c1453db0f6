import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findRoute, matchPath } from '#src/contracts/match.ts';

describe('matching a path to a route', () => {
  test.each([
    ['/v1/referrals', '/v1/referrals', {}],
    ['/v1/referrals/{id}', '/v1/referrals/abc', { id: 'abc' }],
    ['/v1/referrals/{id}/withdraw', '/v1/referrals/abc/withdraw', { id: 'abc' }],
    ['/status/{reference}', '/status/gm%207k3m', { reference: 'gm 7k3m' }],
    ['/refer/{draft}/{step}', '/refer/d/consent', { draft: 'd', step: 'consent' }],
  ])('%s takes %s', (template, path, variables) => {
    expect(matchPath(template, path)).toEqual(variables);
  });

  test.each([
    ['/v1/referrals', '/v1/referrals/'],
    ['/v1/referrals/{id}', '/v1/referrals/'],
    ['/v1/referrals/{id}', '/v1/referrals/a/b'],
    ['/v1/referrals/{id}', '/v1/hand-offs/a'],
    ['/v1/referrals/{id}', '/v1/referrals/%'],
    ['/v1/referrals/{id}', '/v1/referrals/%ff'],
  ])('%s does not take %s', (template, path) => {
    expect(matchPath(template, path)).toBeUndefined();
  });

  test('a variable is decoded to its original text', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (value) => {
        expect(matchPath('/a/{b}', `/a/${encodeURIComponent(value)}`)).toEqual({ b: value });
      }),
    );
  });
});

describe('finding a route', () => {
  const table = [
    { method: 'GET', path: '/refer/{draft}' },
    { method: 'POST', path: '/refer/{draft}' },
    { method: 'GET', path: '/refer/{draft}/check' },
    { method: 'GET', path: '/refer/{draft}/{step}' },
  ];
  test('the first route that matches is found', () => {
    expect(findRoute(table, 'GET', '/refer/d/check')).toEqual({ route: table[2], variables: { draft: 'd' } });
  });
  test('HEAD finds the route for GET', () => {
    expect(findRoute(table, 'HEAD', '/refer/d')).toEqual({ route: table[0], variables: { draft: 'd' } });
  });
  test('another method gives the methods of the path', () => {
    expect(findRoute(table, 'DELETE', '/refer/d')).toEqual({ methods: ['GET', 'POST'] });
  });
  test('an unknown path has no methods', () => {
    expect(findRoute(table, 'GET', '/nothing')).toEqual({ methods: [] });
  });
});

import { describe, expect, test } from 'vitest';
import { createRouteMatcher } from '#local/http/routes.ts';

const keys = [
  '$default',
  'ANY /v1/{proxy+}',
  'GET /v1/referrals/{id}',
  'GET /v1/referrals/batch',
  'POST /v1/referrals/{id}/withdraw',
  'POST /v1/referrals',
  'ANY /v1/referrals',
  'GET /v1/{kind}/{id}',
];
const match = createRouteMatcher(keys.map((key) => ({ key, functionName: 'f' })));

describe('the most specific route that takes the method', () => {
  test.each([
    ['POST', '/v1/referrals', 'POST /v1/referrals', {}],
    ['DELETE', '/v1/referrals', 'ANY /v1/referrals', {}],
    ['GET', '/v1/referrals/batch', 'GET /v1/referrals/batch', {}],
    ['GET', '/v1/referrals/abc', 'GET /v1/referrals/{id}', { id: 'abc' }],
    ['GET', '/v1/referrals/a%20b', 'GET /v1/referrals/{id}', { id: 'a b' }],
    ['GET', '/v1/referrals/100%', 'GET /v1/referrals/{id}', { id: '100%' }],
    ['GET', '/v1/hand-offs/abc', 'GET /v1/{kind}/{id}', { kind: 'hand-offs', id: 'abc' }],
    ['POST', '/v1/referrals/abc/withdraw', 'POST /v1/referrals/{id}/withdraw', { id: 'abc' }],
    ['PUT', '/v1/referrals/abc', 'ANY /v1/{proxy+}', { proxy: 'referrals/abc' }],
    ['GET', '/v1/a/b/c/d', 'ANY /v1/{proxy+}', { proxy: 'a/b/c/d' }],
    ['GET', '/', '$default', {}],
    ['GET', '/refer', '$default', {}],
  ])('%s %s goes to %s', (method, path, key, parameters) => {
    expect(match(method, path)).toEqual({ route: { key, functionName: 'f' }, parameters });
  });

  test('without a $default there is no match', () => {
    expect(createRouteMatcher([{ key: 'GET /a', functionName: 'f' }])('POST', '/a')).toBeUndefined();
  });

  test('a variable cannot be empty', () => {
    expect(createRouteMatcher([{ key: 'GET /a/{id}', functionName: 'f' }])('GET', '/a/')).toBeUndefined();
  });
});

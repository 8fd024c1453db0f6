import { expect, test } from 'vitest';
import { consumerActions, consumerKeyActions } from '#src/contracts/consumer-access.ts';
import { openDocs } from './support/docs-pages.ts';

test('shows the policies of both sides as JSON, with all that they allow', async () => {
  const { document } = await openDocs('/docs/own-account');
  const policies = [...document.querySelectorAll('pre')].map(({ textContent }) => JSON.parse(textContent ?? ''));
  expect(policies).toHaveLength(4);
  for (const { Version, Statement } of policies) expect([Version, Statement.length > 0]).toEqual(['2012-10-17', true]);
  for (const action of [...consumerActions, ...consumerKeyActions]) expect(JSON.stringify(policies)).toContain(action);
});

test('says what to do with dead letters, for a new secret, and without AWS', async () => {
  const { text } = await openDocs('/docs/own-account');
  for (const words of [
    'dead-letters redrive',
    'add-user-pool-client-secret',
    'samples/service-account',
    'GET /v1/changes',
  ])
    expect(text).toContain(words);
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { forget, type Mini, startMini } from './support/start.ts';

let mini: Mini;
beforeAll(async () => {
  mini = await startMini();
}, 30_000);
afterAll(async () => {
  await mini.stop();
  forget(mini.dataDir);
});

describe('what a function meets', () => {
  test('a request in payload format 2.0', async () => {
    const answer = await mini.call('POST', '/echo?a=1&a=2&b=%20', { body: { some: 'thing' } });
    expect(await answer.json()).toMatchObject({
      version: '2.0',
      routeKey: '$default',
      rawPath: '/echo',
      rawQueryString: 'a=1&a=2&b=%20',
      queryStringParameters: { a: '1,2', b: ' ' },
      headers: { 'content-type': 'application/json' },
      body: '{"some":"thing"}',
      isBase64Encoded: false,
      requestContext: { stage: '$default', http: { method: 'POST', path: '/echo' } },
    });
  });
});

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { type Expectation, type Recorder, startRecorder } from '#client/conformance/recorder.ts';

let api: ReturnType<typeof createServer>;
let recorder: Recorder;
/** Paths that reached the API, with what was sent. */
const reached: string[] = [];
beforeAll(async () => {
  api = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    reached.push(`${request.method} ${request.url} ${request.headers.authorization} ${body}`);
    response.writeHead(201, { 'content-type': 'application/json', location: '/v1/referrals/a' });
    response.end('{"referralId":"a"}');
  });
  await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
  recorder = await startRecorder(`http://127.0.0.1:${(api.address() as AddressInfo).port}`, 0);
});
afterAll(async () => {
  await recorder.close();
  api.close();
});
beforeEach(() => {
  reached.length = 0;
});

const send = (path = '/v1/referrals?dryRun=true') =>
  fetch(`${recorder.url}${path}`, { method: 'POST', headers: { authorization: 'Bearer t' }, body: '{}' });
const anything: Expectation = { matches: () => true };

describe('what stands between a system and the API', () => {
  test('passes a request on with its query and token, and its answer back as it came', async () => {
    const expected = recorder.next(anything, 5000);
    const answer = await send();
    expect([answer.status, answer.headers.get('location'), await answer.text()]).toEqual([
      201,
      '/v1/referrals/a',
      '{"referralId":"a"}',
    ]);
    expect(reached).toEqual(['POST /v1/referrals?dryRun=true Bearer t {}']);
    expect(await expected).toMatchObject({
      status: 201,
      body: { referralId: 'a' },
      request: { path: '/v1/referrals' },
    });
  });

  test('loses an answer: the API has it, and the system hears nothing', async () => {
    const expected = recorder.next({ ...anything, treatment: 'lose-answer' }, 5000);
    await expect(send()).rejects.toThrow();
    expect(await expected).toMatchObject({ status: 201 });
    expect(reached).toHaveLength(1);
  });

  test.each([503, 429] as const)('answers %i in the API’s place, which hears nothing', async (status) => {
    const expected = recorder.next({ ...anything, treatment: { status, retryAfterS: 2 } }, 5000);
    const answer = await send();
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([status, '2']);
    expect(await expected).toMatchObject({ status });
    expect(reached).toEqual([]);
  });

  test('passes on what is not expected, and finds it afterwards by its time', async () => {
    const since = Date.now();
    const isB: Expectation['matches'] = ({ path }) => path === '/b';
    const waiting = recorder.next({ matches: ({ path }) => path === '/a' }, 5000);
    await send('/b');
    await send('/a');
    expect(await waiting).toMatchObject({ request: { path: '/a' } });
    expect(await recorder.next({ matches: isB, since }, 5000)).toMatchObject({ request: { path: '/b' } });
    expect(await recorder.next({ matches: isB, since }, 10)).toBeUndefined();
  });

  test('says nothing came where nothing came in time', async () => {
    expect(await recorder.next(anything, 10)).toBeUndefined();
  });

  test('waits no longer once it is ended, and keeps no timer', async () => {
    onTestFinished(() => void vi.useRealTimers());
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const end = new AbortController();
    const waiting = recorder.next(anything, 600_000, end.signal);
    end.abort();
    expect(await waiting).toBeUndefined();
    expect(await recorder.next(anything, 600_000, end.signal)).toBeUndefined();
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
    // What comes after is for whoever waits then.
    const later = recorder.next(anything, 5000);
    await send();
    expect(await later).toMatchObject({ status: 201 });
  });
});

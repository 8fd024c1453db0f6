import { describe, expect, test } from 'vitest';
import { startFakeApi } from '#test/client/support/fake-api.ts';
import { makeTerminal, runReferrals } from '#test/client/support/terminal.ts';

describe('report', () => {
  const at = '2026-11-19T09:00:00Z';
  test.each([
    [['accepted', '--code', '1234'], { status: 'accepted', confirmationCode: '1234' }],
    [
      ['contact-attempted', '--channel', 'call', '--at', at, '--result', 'no-answer', '--safety-reason', 'before'],
      { status: 'contact-attempted', channel: 'call', at, result: 'no-answer', safetyReason: 'before' },
    ],
    [
      ['suspended', '--reason', 'wrong-contact-details', '--advice', 'find another', '--of-version', '2'],
      { status: 'suspended', reason: 'wrong-contact-details', advice: 'find another', version: 2 },
    ],
    [
      ['suspended', '--reason', 'unsafe-to-contact', '--channels', 'call', 'post', '--advice', 'ask her sister'],
      { status: 'suspended', reason: 'unsafe-to-contact', channels: ['call', 'post'], advice: 'ask her sister' },
    ],
    [['closed', '--outcome', 'support-completed'], { status: 'closed', outcome: 'support-completed' }],
  ])('%j', async (words, body) => {
    const api = await startFakeApi(() => ({
      body: { handOffId: 'one-01', referralId: 'one', status: body.status },
    }));
    const { code, out, err } = await runReferrals(['report', 'one-01', ...words], makeTerminal({ env: api.env }));
    expect([code, out, err]).toEqual([0, `one-01 is ${body.status}\n`, '']);
    const [request] = api.requests;
    expect([request?.method, request?.url]).toEqual(['POST', '/v1/hand-offs/one-01/status']);
    expect(request?.body).toEqual(body);
  });
});

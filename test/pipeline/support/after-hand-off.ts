/** What happens to a referral after its hand-off, as steps of a run. */
import { expect } from 'vitest';
import type { Submission } from '#src/domain/submission.ts';
import type { DeliveredMessage } from '#test/support/audit/evidence.ts';
import type { Overrides } from '#test/support/submissions.ts';
import { authority, police, type ReferralAnswer, type Run, somebody, unsafe } from './run.ts';

export const hourMs = 3_600_000;
export const onlyCall = { ...unsafe, call: 'yes' } as const;
/** Merge patches. */
export const stop = { contact: { safe: unsafe } };
export const otherPhone = { contact: { phone: '+447700900456', safe: { call: 'yes' } } };

interface Held extends ReferralAnswer {
  body: Submission;
  message: DeliveredMessage;
}
interface TriagePage {
  items: { referralId: string; reasons: string[] }[];
  cursor?: string;
}

export type Steps = ReturnType<typeof stepsAfterHandOff>;

export function stepsAfterHandOff(run: Run) {
  /** Referred, and accepted by its service. */
  async function accepted(over: Overrides<Submission> = {}): Promise<Held> {
    const body = somebody(over);
    const answer = await run.send(body);
    expect(answer.status).toBe(201);
    const referral = answer.json as ReferralAnswer;
    const [message] = await run.messagesOf(referral.referralId);
    if (!message) throw new Error('no message');
    await run.accept(message);
    return { ...referral, body, message };
  }

  async function triageReasons(id: string): Promise<string[]> {
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const query = cursor === undefined ? '' : `?cursor=${cursor}`;
      const page = (await run.client.call(authority, 'GET', `/v1/triage${query}`)).json as TriagePage;
      found.push(...page.items.filter(({ referralId }) => referralId === id).flatMap(({ reasons }) => reasons));
      cursor = page.cursor;
    } while (cursor !== undefined);
    return found;
  }

  return {
    accepted,
    triageReasons,
    now: () => new Date(run.system.clock.now()).toISOString(),
    put: (id: string, version: number, body: unknown, party = police) =>
      run.client.call(party, 'PUT', `/v1/referrals/${id}`, body, { 'if-match': `"${version}"` }),
    patch: (id: string, version: number, body: unknown, party = police) =>
      run.client.call(party, 'PATCH', `/v1/referrals/${id}`, body, {
        'if-match': `"${version}"`,
        'content-type': 'application/merge-patch+json',
      }),
    statusOf: async (id: string) => (await run.view(id)).handOffs.map(({ status }) => status),
    eventsOf: async (id: string) => (await run.view(id)).history.map(({ event }) => event),
    lastMessage: async (id: string) => (await run.messagesOf(id)).at(-1),
  };
}

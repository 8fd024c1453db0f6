/** One referral through all stages, over the apps as API Gateway calls them, with what each stage uses. */
import type { Area } from '#src/domain/area.ts';
import { handOffId, isReferralId, type ReferralId } from '#src/domain/ids.ts';
import { buildPartyRegister } from '#src/http/access.ts';
import { handOffsApp } from '#src/http/hand-offs.ts';
import { intakeApp } from '#src/http/intake.ts';
import { dispatchRecords } from '#src/usecases/dispatch/dispatch-records.ts';
import { sendDueMail } from '#src/usecases/mail/send-mail.ts';
import { sendRequest } from '#test/support/send-request.ts';
import type { TestSystem } from '#test/support/test-system.ts';
import type { Usage } from './usage.ts';

type BeginStage = (name: string, calls: Partial<Usage>) => void;

export function referralWalk(
  world: TestSystem,
  area: Area,
  beginStage: BeginStage,
  note: (usage: Partial<Usage>) => void,
) {
  const register = buildPartyRegister(area.parties, {});
  const intake = intakeApp({ ...world.deps, register });
  const handOffs = handOffsApp({ ...world.deps, register });
  const json = { 'content-type': 'application/json' };

  async function send(sender: string, body: unknown): Promise<{ id: ReferralId; service: string }> {
    const claims = { scope: 'referrals/submit', party: sender };
    const init = { method: 'POST', headers: json, body: JSON.stringify(body), claims };
    const response = await sendRequest(intake, '/v1/referrals', init);
    const { referralId = '', routing, errors } = (await response.json()) as Answer;
    if (!isReferralId(referralId)) throw new Error(`answered ${response.status}: ${JSON.stringify(errors)}`);
    return { id: referralId, service: routing?.chosen[0]?.service ?? '' };
  }

  async function tell(id: ReferralId, service: string, report: object): Promise<void> {
    const claims = { scope: 'referrals/hand-offs', party: service };
    const path = `/v1/hand-offs/${handOffId(id, 1)}/status`;
    const response = await sendRequest(handOffs, path, {
      method: 'POST',
      headers: json,
      body: JSON.stringify(report),
      claims,
    });
    if (response.status !== 200) throw new Error(`a report was answered ${response.status}: ${await response.text()}`);
  }

  return {
    /** Submitted and handed off, and told of by e-mail. The stream brings one record, as in a quiet area: the dearest case. */
    async refer(sender: string, body: unknown): Promise<{ id: ReferralId; service: string }> {
      beginStage('submit', { http: 1, lambda: 1 });
      const referred = await send(sender, body);
      beginStage('dispatch', { lambda: 1, sqs: 1 });
      await dispatchRecords(world.deps, [{ id: referred.id, version: '1', sequence: '1' }]);
      return referred;
    },

    /** The run of each minute has one referral to tell of. */
    async sendMail(): Promise<void> {
      beginStage('e-mail', {});
      note({ mail: (await sendDueMail(world.deps)).sent });
    },

    /** Its service does all its work. */
    async work({ id, service }: { id: ReferralId; service: string }, { isShort = false } = {}): Promise<void> {
      // Two calls of SQS: receive and delete. Empty polls are a service's own rhythm, and counted by the month.
      beginStage('collect', { http: 1, lambda: 1, sqs: 2 });
      const claims = { scope: 'referrals/hand-offs', party: service };
      const response = await sendRequest(handOffs, `/v1/hand-offs/${handOffId(id, 1)}`, { claims });
      const { confirmationCode } = (await response.json()) as { confirmationCode: string };
      beginStage('accept', { http: 1, lambda: 1 });
      await tell(id, service, { status: 'accepted', confirmationCode });
      if (!isShort) {
        beginStage('contact', { http: 1, lambda: 1 });
        await tell(id, service, { status: 'contacted', at: world.clock.now.toISOString() });
        beginStage('support', { http: 1, lambda: 1 });
        await tell(id, service, { status: 'supporting' });
      }
      beginStage('close', { http: 1, lambda: 1 });
      await tell(id, service, { status: 'closed', outcome: 'support-completed' });
    },

    async resend(sender: string, body: unknown): Promise<void> {
      beginStage('resend', { http: 1, lambda: 1 });
      await send(sender, body);
    },
  };
}

interface Answer {
  referralId?: string;
  errors?: unknown;
  routing?: { chosen: { service: string }[] };
}

import { describe, expect, test } from 'vitest';
import { applyMergePatch } from '#src/domain/merge-patch.ts';
import type { Submission } from '#src/domain/submission.ts';
import { correctReferral } from '#src/usecases/intake/correct-referral.ts';
import { readHandOff, reportStatus } from '#src/usecases/service/hand-offs.ts';
import { readReportedForService } from '#src/usecases/service/reported-ways.ts';
import { police } from '#test/support/area-fixture.ts';
import type { Overrides } from '#test/support/submissions.ts';
import { referAndAccept, setUpSystem, system } from '#test/usecases/support/referral-steps.ts';

setUpSystem();
type Accepted = Awaited<ReturnType<typeof referAndAccept>>;

const now = () => system.deps.now().toISOString();
const attempt = { status: 'contact-attempted', channel: 'call' } as const;

/** Corrects the contact an hour later, and gives the time just before. */
async function correctContact({ id }: Accepted, contact: Overrides<Submission['contact']>): Promise<string> {
  system.wait(0.5);
  const before = now();
  system.wait(0.5);
  const done = await correctReferral(system.deps, { sender: police }, { id, version: 1 }, (accepted) =>
    applyMergePatch(accepted, { contact }),
  );
  expect(done).toMatchObject({ corrected: { version: 2 } });
  system.wait(0.5);
  return before;
}
const reportedWrong = async ({ service, first }: Accepted) => {
  const detail = await readHandOff(system.deps, service, first);
  if (!detail) throw new Error('no detail');
  return (await readReportedForService(system.deps, detail)).wrong;
};

describe('an attempt that was made before a correction, and is reported after the service has read it', () => {
  test('says that the number of before is wrong, and nothing of the new one', async () => {
    const accepted = await referAndAccept();
    const at = await correctContact(accepted, { phone: '+447700900456' });
    await readHandOff(system.deps, accepted.service, accepted.first);
    const old = { ...attempt, at, result: 'wrong-number' } as const;
    await reportStatus(system.deps, accepted.service, accepted.first, old, { readVersion: 2 });
    expect(await reportedWrong(accepted)).toEqual([]);
    const { service, first } = accepted;
    await reportStatus(system.deps, service, first, { ...old, at: now() }, { readVersion: 2 });
    expect(await reportedWrong(accepted)).toContain('call');
  });

  test('is as unsafe as it was then: it needs its reason, and goes before the hub', async () => {
    const accepted = await referAndAccept({ contact: { safe: { call: 'no' } } });
    const at = await correctContact(accepted, { safe: { call: 'yes' } });
    const { id, service, first } = accepted;
    await readHandOff(system.deps, service, first);
    expect(await reportStatus(system.deps, service, first, { ...attempt, at })).toEqual({
      reasonMissing: 'channel-not-safe',
    });
    await reportStatus(system.deps, service, first, { ...attempt, at, note: 'sealed' });
    expect((await system.deps.cases.read(id))?.head.triage?.reason).toBe('safety');
    // By the channel that is safe now.
    expect(await reportStatus(system.deps, service, first, { ...attempt, at: now() })).toHaveProperty('handOff');
  });
});

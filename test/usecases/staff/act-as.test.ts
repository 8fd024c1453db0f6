import { describe, expect, test } from 'vitest';
import { handOffId } from '#src/domain/ids.ts';
import { submitReferral } from '#src/usecases/intake/submit-referral.ts';
import { readOwnReferral } from '#src/usecases/sender/own-referrals.ts';
import { readHandOff, reportStatus } from '#src/usecases/service/hand-offs.ts';
import { actAs } from '#src/usecases/staff/act-as.ts';
import { returnAsTriage } from '#src/usecases/triage/triage.ts';
import { police } from '#test/support/area-fixture.ts';
import { partyId } from '#test/support/ids.ts';
import { nothingSafe, submission } from '#test/support/submissions.ts';
import { dispatch, refer, referAndDispatch, setUpSystem, system } from '#test/usecases/support/referral-steps.ts';

setUpSystem();
const authority = partyId('example-authority');
const agents = async (id: Parameters<typeof dispatch>[0]) =>
  (await system.deps.cases.history(id)).map(({ event, by, agent }) => ({ event, by, agent }));

test('who signs in for a service stands beside it in the history and in the disclosure log', async () => {
  const { id, first, service } = await referAndDispatch();
  const deps = actAs(system.deps, { party: service, agent: { user: 'user-1' } });
  const detail = await readHandOff(deps, service, first);
  const other = actAs(system.deps, { party: service, agent: { user: 'user-2' } });
  await reportStatus(other, service, first, { status: 'accepted' }, { code: detail?.confirmationCode });

  expect(await agents(id)).toMatchObject([
    { event: 'received', by: police.id, agent: undefined },
    { event: 'handed-off', by: 'system', agent: undefined },
    { event: 'collected', by: service, agent: { user: 'user-1' } },
    { event: 'accepted', by: service, agent: { user: 'user-2' } },
  ]);
  expect(await system.deps.cases.disclosures(id)).toMatchObject([{ by: service, agent: { user: 'user-1' } }]);
});

describe('whom a system names', () => {
  const caller = { party: police.id, agent: { client: 'client-1', onBehalfOf: 'PC 4411 Example' } };

  test('stands sealed beside its client, from the first write on', async () => {
    const sent = await submitReferral(actAs(system.deps, caller), police, submission());
    if (!('created' in sent)) throw new Error('not created');
    const { id } = sent.created;
    expect(JSON.stringify(await system.deps.ledger.get(id))).not.toContain('4411');
    await dispatch(id);
    const [received] = await agents(id);
    expect(received).toMatchObject({
      event: 'received',
      agent: { client: 'client-1', onBehalfOf: expect.any(String) },
    });
    expect(JSON.stringify(received)).not.toContain('4411');
  });

  test('is not shown to the sender again', async () => {
    const sent = await submitReferral(actAs(system.deps, caller), police, submission());
    if (!('created' in sent)) throw new Error('not created');
    const own = await readOwnReferral(system.deps, police, sent.created.id);
    expect(own?.history[0]).toEqual({
      at: expect.any(String),
      event: 'received',
      by: police.id,
      counts: expect.any(Array),
    });
  });
});

test('whoever first looks at a referral is not named as who sent it', async () => {
  const { id } = await refer();
  const reader = actAs(system.deps, { party: police.id, agent: { user: 'reader' } });
  await readOwnReferral(reader, police, id);
  expect(await agents(id)).toMatchObject([{ event: 'received', agent: undefined }, { event: 'handed-off' }]);
});

test('what another party or the system did in the same change bears nobody', async () => {
  const { id } = await refer({
    contact: { safe: nothingSafe },
  });
  await dispatch(id);
  const hub = actAs(system.deps, { party: authority, agent: { user: 'hub-1' } });
  await returnAsTriage(hub, authority, id, { reason: 'other', advice: 'Ask for a safe number.' });
  expect(await agents(id)).toMatchObject([
    { event: 'received', agent: undefined },
    { event: 'held', by: 'system', agent: undefined },
    { event: 'returned', by: authority, agent: { user: 'hub-1' } },
  ]);
  expect(await system.deps.cases.readHandOff(handOffId(id, 1))).toBeUndefined();
});

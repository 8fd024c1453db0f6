/** What needs a reason is withheld as the case stands when it is read, also where somebody acts in the same moment. */
import { expect, test } from 'vitest';
import type { HandOffId, ReferralId, ServiceId } from '#src/domain/ids.ts';
import { type HandOffDeps, readHandOff, reportStatus } from '#src/usecases/service/hand-offs.ts';
import { openHandOff, viewHandOff } from '#src/usecases/service/view-hand-offs.ts';
import { referAndAccept, referAndDispatch, setUpSystem, system } from '#test/usecases/support/referral-steps.ts';

setUpSystem();
const withCases = (over: Partial<HandOffDeps['cases']>) => ({
  ...system.deps,
  cases: { ...system.deps.cases, ...over },
});
const shownTo = async (id: ReferralId, service: ServiceId) =>
  (await system.deps.cases.disclosures(id)).filter(({ by }) => by === service);

/** What happens, once, after the case was read and before anything is written. */
const readBefore = (happens: () => Promise<unknown>) => {
  let hasHappened = false;
  return withCases({
    async read(id) {
      const before = await system.deps.cases.read(id);
      if (!hasHappened) {
        hasHappened = true;
        await happens();
      }
      return before;
    },
  });
};

async function accept(service: ServiceId, id: HandOffId) {
  const { confirmationCode: code } = (await readHandOff(system.deps, service, id)) ?? {};
  await reportStatus(system.deps, service, id, { status: 'accepted' }, { code });
}

test('another service accepts while the first read is on its way: nothing is shown, collected or entered', async () => {
  const one = await referAndDispatch({ needs: ['emotional-support', 'housing'] });
  const other = system.sent.find(({ service }) => service !== one.service);
  if (!other) throw new Error('two services were to be told');
  const deps = readBefore(() => accept(other.service, other.handOffId));
  const detail = await readHandOff(deps, one.service, one.first);
  expect(detail).toMatchObject({ withheld: 'accepted-elsewhere', handOff: { status: 'queued' } });
  expect(detail).not.toHaveProperty('shared');
  expect(await system.deps.cases.readHandOff(one.first)).toMatchObject({ status: 'queued' });
  expect(await shownTo(one.id, one.service)).toEqual([]);
  expect(await readHandOff(system.deps, one.service, one.first, { why: 'They rang.' })).toHaveProperty('shared');
});

test('the page of a hand-off that a colleague closes meanwhile shows the record and not the person', async () => {
  const { id, first, service } = await referAndAccept();
  const before = await shownTo(id, service);
  const closing = () => reportStatus(system.deps, service, first, { status: 'closed', outcome: 'support-completed' });
  let hasClosed = false;
  const deps = {
    ...system.deps,
    cases: {
      ...system.deps.cases,
      async readHandOff(one: HandOffId) {
        const handOff = await system.deps.cases.readHandOff(one);
        if (!hasClosed) {
          hasClosed = true;
          await closing();
        }
        return handOff;
      },
    },
  };
  expect(await viewHandOff(deps, service, first)).toMatchObject({ state: 'closed' });
  expect(await openHandOff(system.deps, service, first)).toEqual({ reasonRequired: 'closed' });
  expect(await shownTo(id, service)).toEqual(before);
});

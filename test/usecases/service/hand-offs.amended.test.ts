/** A correction is read once the service was shown it: a read that fails before that hides nothing from the service. */
import { expect, test } from 'vitest';
import type { ReferralId } from '#src/domain/ids.ts';
import { sweep } from '#src/usecases/dispatch/sweep.ts';
import { Unavailable } from '#src/usecases/ports/errors.ts';
import { type HandOffDeps, readHandOff, reportStatus } from '#src/usecases/service/hand-offs.ts';
import { police } from '#test/support/area-fixture.ts';
import { correctWhole } from '#test/support/corrections.ts';
import { submission } from '#test/support/submissions.ts';
import { referAndDispatch, setUpSystem, system } from '#test/usecases/support/referral-steps.ts';

setUpSystem();
const phone = '+447700900456';
type One = Awaited<ReturnType<typeof referAndDispatch>>;

/** Another number, and a call to it is not safe. Its message does not go. */
async function correctUnsent({ id, service }: One) {
  system.wait(1);
  system.down.add(service);
  const corrected = submission({ contact: { phone, safe: { call: 'no' } } });
  expect(await correctWhole(system.deps, police, id, 1, corrected)).toHaveProperty('corrected');
  system.down.clear();
}

type Cases = HandOffDeps['cases'];
const withCases = (over: Partial<Cases>) => ({ ...system.deps, cases: { ...system.deps.cases, ...over } });
/** Nothing is shown that is not in the disclosure log. */
const fails: Partial<Cases> = { disclose: () => Promise.reject(new Unavailable('made up')) };

/** The case as it is before what happens between the read of it and what follows. */
function readingBefore(happens: () => Promise<unknown>): Partial<Cases> {
  let hasHappened = false;
  return {
    async read(id: ReferralId) {
      const before = await system.deps.cases.read(id);
      if (!hasHappened) {
        hasHappened = true;
        await happens();
      }
      return before;
    },
  };
}

const stored = ({ first }: One) => system.deps.cases.readHandOff(first);
const amendmentsSent = () => system.sent.filter(({ schema }) => schema === 'victim-referral-intake/amendment/1');
const collected = async ({ id }: One) =>
  (await system.deps.cases.history(id)).filter(({ event }) => event === 'collected');

async function expectStillTold(one: One) {
  expect(await stored(one)).toMatchObject({
    status: 'collected',
    amendment: { version: 2, changed: ['contact'] },
    unsent: [{ kind: 'amendment', version: 2 }],
  });
  system.wait(0.1);
  expect(await sweep(system.deps)).toMatchObject({ sent: 1, failed: 0 });
  expect(amendmentsSent()).toMatchObject([{ handOffId: one.first, version: 2 }]);
}

test('of two first reads at once, the one that shows nothing does not hide what was corrected since the other', async () => {
  const one = await referAndDispatch();
  const between = async () => {
    expect(await readHandOff(system.deps, one.service, one.first)).toHaveProperty('shared');
    await correctUnsent(one);
  };
  const deps = withCases({ ...fails, ...readingBefore(between) });
  await expect(readHandOff(deps, one.service, one.first)).rejects.toThrow(Unavailable);
  expect((await stored(one))?.amendment).toMatchObject({ readVersion: 1, readBy: expect.any(String) });
  await expectStillTold(one);
});

test('of two first reads at once, the later one is shown what was corrected since the other', async () => {
  const one = await referAndDispatch();
  const between = async () => {
    await readHandOff(system.deps, one.service, one.first);
    await correctUnsent(one);
  };
  const detail = await readHandOff(withCases(readingBefore(between)), one.service, one.first);
  expect(detail).toMatchObject({ amended: { version: 2, changed: ['contact'] }, shared: { contact: { phone } } });
  expect(await collected(one)).toHaveLength(1);
});

test('a first read that shows nothing does not hide what was corrected before it', async () => {
  const one = await referAndDispatch();
  await correctUnsent(one);
  await expect(readHandOff(withCases(fails), one.service, one.first)).rejects.toThrow(Unavailable);
  await expectStillTold(one);
});

test('a first read shows what stands and reads what was corrected before it', async () => {
  const one = await referAndDispatch();
  await correctUnsent(one);
  const detail = await readHandOff(system.deps, one.service, one.first);
  expect(detail).toMatchObject({ handOff: { status: 'collected' }, shared: { contact: { phone } } });
  // It read nothing before.
  expect(detail).not.toHaveProperty('amended');
  for (const told of [detail?.handOff, await stored(one)]) {
    expect(told).not.toHaveProperty('amendment');
    expect(told).not.toHaveProperty('unsent');
  }
  system.wait(0.1);
  expect(await sweep(system.deps)).toMatchObject({ sent: 0 });
  expect(await collected(one)).toHaveLength(1);
});

/** Handed to two services, of which the other has accepted it. */
async function referAndAcceptElsewhere(): Promise<One> {
  const one = await referAndDispatch({ needs: ['emotional-support', 'housing'] });
  const [other] = system.sent.filter(({ service }) => service !== one.service);
  if (!other) throw new Error('two services were to be told');
  const { confirmationCode: code } = (await readHandOff(system.deps, other.service, other.handOffId)) ?? {};
  await reportStatus(system.deps, other.service, other.handOffId, { status: 'accepted' }, { code });
  return one;
}
const shownTo = async ({ id, service }: One) =>
  (await system.deps.cases.disclosures(id)).filter(({ by }) => by === service);

test('a first read is given its reason, also where it reads what was corrected before it', async () => {
  const one = await referAndAcceptElsewhere();
  await correctUnsent(one);
  await readHandOff(system.deps, one.service, one.first, { why: 'sealed below' });
  expect(await shownTo(one)).toMatchObject([{ reasonRequired: 'accepted-elsewhere' }]);
});

test('a first read that begins again, because of a correction, requires its reason for all that it shows', async () => {
  const one = await referAndAcceptElsewhere();
  await correctUnsent(one);
  let isCorrected = false;
  const deps = withCases({
    async disclose(entry) {
      await system.deps.cases.disclose(entry);
      if (isCorrected) return;
      isCorrected = true;
      system.wait(1);
      await correctWhole(system.deps, police, one.id, 2, submission({ contact: { phone: '+447700900789' } }));
    },
  });
  const detail = await readHandOff(deps, one.service, one.first, { why: 'sealed below' });
  expect(detail).toMatchObject({ shared: { contact: { phone: '+447700900789' } } });
  const required = { reasonRequired: 'accepted-elsewhere', why: expect.any(String) };
  expect(await shownTo(one)).toMatchObject([required, required]);
});

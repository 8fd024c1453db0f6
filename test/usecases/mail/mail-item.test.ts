import { beforeEach, expect, test } from 'vitest';
import { sendDueMail } from '#src/usecases/mail/send-mail.ts';
import { readHandOff } from '#src/usecases/service/hand-offs.ts';
import { decideDuplicateAsTriage } from '#src/usecases/triage/decide-duplicate.ts';
import { hospital } from '#test/support/area-fixture.ts';
import { partyId } from '#test/support/ids.ts';
import { explicitConsent, type submission } from '#test/support/submissions.ts';
import { dispatch, refer, referAndDispatch, setUpSystem, system } from '#test/usecases/support/referral-steps.ts';

setUpSystem();
const hub = partyId('example-authority');
const textOf = async (service: string): Promise<string> => {
  const { area } = system.deps;
  const parties = area.parties.map((party) => ({ ...party, emails: [`${party.id}@example.org`] }));
  system.mails.length = 0;
  await sendDueMail({ ...system.deps, area: { ...area, parties } });
  return system.mails
    .filter(({ to }) => to === `${service}@example.org`)
    .map(({ text }) => text)
    .join('\n');
};

beforeEach(() => {
  // A Saturday: no summary of the morning comes among the others.
  system.clock.now = new Date('2026-11-21T09:00:00Z');
});

/** The police and the hospital refer one person; the hospital's is withdrawn as a duplicate. */
async function withdrawDuplicate(over: Parameters<typeof submission>[0] = {}) {
  const one = await referAndDispatch();
  const { id, reference } = await refer(
    { ...over, incidentReference: 'AE-2026-1', crimeReference: undefined },
    hospital,
  );
  await dispatch(id);
  const [handOff] = (await system.deps.cases.read(id))?.handOffs ?? [];
  if (!handOff) throw new Error('no service has it');
  await readHandOff(system.deps, handOff.service, `${id}-1` as Parameters<typeof readHandOff>[2]);
  await textOf(handOff.service);
  await decideDuplicateAsTriage(system.deps, hub, id, { of: one.id, reason: 'It is the same assault.' });
  system.wait(1);
  const goesOn = (await system.deps.cases.read(one.id))?.head.reference ?? '';
  return { service: handOff.service, isSame: handOff.service === one.service, reference, goesOn };
}

test('a service that has the one that goes on is told that the withdrawn one was a duplicate of it', async () => {
  const { service, isSame, reference, goesOn } = await withdrawDuplicate();
  expect(isSame).toBe(true);
  const text = await textOf(service);
  expect(text).toContain(
    `Withdrawn: ${reference}\nIt was a duplicate of ${goesOn}, which you have. Go on with that one.`,
  );
  expect(text).not.toContain('no further contact');
});

test('another service is told nothing of the other referral', async () => {
  const { service, isSame, goesOn } = await withdrawDuplicate({
    consent: explicitConsent,
    offence: { category: 'rape' },
  });
  expect(isSame).toBe(false);
  const text = await textOf(service);
  expect(text).toContain('You no longer have this case. Make no further contact.');
  expect(text).not.toContain(goesOn);
});

import { expect, test } from 'vitest';
import { findOwnHandOffs } from '#src/usecases/service/find-hand-offs.ts';
import { reportStatus } from '#src/usecases/service/hand-offs.ts';
import { police } from '#test/support/area-fixture.ts';
import { correctWhole } from '#test/support/corrections.ts';
import { serviceId } from '#test/support/ids.ts';
import { submission } from '#test/support/submissions.ts';
import { referAndAccept, setUpSystem, system } from '#test/usecases/support/referral-steps.ts';

setUpSystem();
const person = { givenName: 'Kim', familyName: 'Marked', dateOfBirth: '1990-02-03' } as const;
const victim = { ...person };
const found = async (query: Parameters<typeof findOwnHandOffs>[2], service = serviceId('general')) =>
  (await findOwnHandOffs(system.deps, service, query)).map(({ handOff }) => handOff.referral);

test('whoever rings is found by what they say or quote, also once the case is over', async () => {
  const { id, first, service } = await referAndAccept({ victim, crimeReference: '06AB/0001234/26' });
  const other = await referAndAccept({ victimReference: '2', crimeReference: '06AB/0009999/26' });
  const reference = (await system.deps.cases.readHandOff(first))?.reference ?? '';
  const queries = [
    { person: { ...person, familyName: 'MAR KÉD' } },
    { reference },
    { crimeReference: '06AB/0001234/26' },
  ];
  for (const query of queries) expect(await found(query, service)).toEqual([id]);
  await reportStatus(system.deps, service, first, { status: 'closed', outcome: 'support-completed' });
  for (const query of queries) expect(await found(query, service)).toEqual([id]);
  expect(await found({ person: { ...person, givenName: 'Nobody' } }, service)).toEqual([]);
  expect(await found({ crimeReference: '06AB/0009999/26' }, service)).toEqual([other.id]);
});

test('another service finds nothing of it', async () => {
  const { first } = await referAndAccept({ victim, crimeReference: '06AB/0001234/26' });
  const reference = (await system.deps.cases.readHandOff(first))?.reference ?? '';
  for (const query of [{ person }, { reference }, { crimeReference: '06AB/0001234/26' }])
    expect(await found(query, serviceId('domestic-abuse'))).toEqual([]);
});

test('a person whose name was corrected is found by either, while the service has the case', async () => {
  const { id } = await referAndAccept({ victim });
  const corrected = submission({ victim: { ...victim, familyName: 'Example-Marked' } });
  expect(await correctWhole(system.deps, police, id, 1, corrected)).toHaveProperty('corrected');
  expect(await found({ person })).toEqual([id]);
  expect(await found({ person: { ...person, familyName: 'Example-Marked' } })).toEqual([id]);
});

test('what was found is shown with what kind of case it is, without reading the case twice', async () => {
  const { id } = await referAndAccept({ victim });
  const cases = { ...system.deps.cases, heads: () => Promise.reject(new Error('the case is read again')) };
  const seen = await findOwnHandOffs({ ...system.deps, cases }, serviceId('general'), {
    person,
  });
  const referralCase = await system.deps.cases.read(id);
  expect(seen).toEqual([{ handOff: referralCase?.handOffs[0], facts: referralCase?.head.facts }]);
});

/** All that is held about a person is erased as one act, by those who may. */
import { describe, expect, test } from 'vitest';
import type { ReferralId } from '#src/domain/ids.ts';
import { eraseDue } from '#src/usecases/erasure/erase.ts';
import { eraseAsOneAct, maxErasedTogether } from '#src/usecases/erasure/erase-person.ts';
import { findHeldAboutPerson } from '#src/usecases/erasure/held-about-person.ts';
import {
  cancelErasureAsTriage,
  confirmErasureAsTriage,
  liftLegalHoldAsTriage,
  placeLegalHoldAsTriage,
} from '#src/usecases/erasure/retention.ts';
import { showHeldAboutPerson } from '#src/usecases/erasure/show-held.ts';
import { Unavailable } from '#src/usecases/ports/errors.ts';
import { withdrawOwnReferral } from '#src/usecases/sender/own-referrals.ts';
import { actAs } from '#src/usecases/staff/act-as.ts';
import { listDisclosures } from '#src/usecases/staff/list-disclosures.ts';
import { hospital, police } from '#test/support/area-fixture.ts';
import { partyId } from '#test/support/ids.ts';
import { dispatch, refer, setUpSystem, system } from '#test/usecases/support/referral-steps.ts';

setUpSystem();
const party = partyId('example-authority');
const [ada, bo] = [
  { party, user: 'ada' },
  { party, user: 'bo' },
];
const kim = { givenName: 'Kim', familyName: 'Marked', dateOfBirth: '1990-02-03' } as const;
const apart = { contact: { phone: '+447700900999', email: 'other@example.org' } };

let sent = 0;
/** Of Kim unless it says otherwise, of a crime of its own, and over. */
async function over(more: Parameters<typeof refer>[0] = {}, sender: Parameters<typeof refer>[1] = police) {
  sent += 1;
  const { id } = await refer({ crimeReference: `06AB/${sent}/26`, victim: kim, ...more }, sender);
  await dispatch(id);
  await withdrawOwnReferral(system.deps, sender, id, 'sent-in-error');
  system.wait(0.1);
  return id;
}
/** Two of Kim's referrals by two senders, and one of somebody else. */
const twoOfKim = async () => [await over(), await over({}, hospital), await over({ victim: {}, ...apart })] as const;
const head = async (id: ReferralId) => (await system.deps.cases.read(id))?.head;
const events = async (id: ReferralId) =>
  (await system.deps.cases.history(id))
    .filter(({ event }) => /eras/.test(event))
    .map(({ event, act, by }) => ({ event, act, by }));
const erase = (cases = system.deps.cases) => eraseDue({ ...system.deps, cases, rules: system.deps.area.rules });
const names = async (...ids: ReferralId[]) =>
  Promise.all(ids.map(async (id) => (await system.deps.ledger.get(id))?.sealed !== undefined));
const logged = () => system.lines.map((line) => JSON.parse(line)).filter(({ event }) => event === 'person-erasure');

describe('what the person asked for', () => {
  test('is erased at once as one act, of every sender, and nothing else', async () => {
    const [one, two, other] = await twoOfKim();
    const wish = { reason: 'asked-by-person', chosen: [one, two] } as const;
    expect(await eraseAsOneAct(system.deps, ada, one, wish)).toEqual({ proposed: false });
    expect(await erase()).toEqual({ erased: 2, failed: 0 });
    expect(await names(one, two, other)).toEqual([false, false, true]);
    const [asked, erased] = await events(one);
    expect([asked, erased]).toEqual([
      { event: 'erasure-asked', act: expect.stringMatching(/^[0-9a-f-]{36}$/), by: party },
      { event: 'erased', act: asked?.act, by: 'system' },
    ]);
    expect(await events(two)).toEqual([asked, erased]);
    expect(logged()).toMatchObject([{ act: asked?.act, reason: 'asked', count: 2, failed: 0, party }]);
    expect((await findHeldAboutPerson(system.deps, { referrals: [], names: kim })).referrals).toEqual([]);
  });

  test('is shown whole to whoever confirms it, from whichever of its referrals they come', async () => {
    const one = await over();
    const contact = { phone: '+447700900111' };
    const two = await over({ contact });
    const crimeReference = `06AB/${sent}/26`;
    // Found by the second alone, whose phone and crime it has; by its own names nobody else is.
    const three = await over({ crimeReference, victimReference: '2', victim: { givenName: 'Jo' }, contact });
    const found = async (id: ReferralId) => (await showHeldAboutPerson(system.deps, party, id))?.referrals ?? [];
    const listed = async (id: ReferralId) => (await found(id)).map((shown) => shown.id).sort();
    const wish = { reason: 'should-not-be-held', chosen: [one, two, three] } as const;
    expect(await eraseAsOneAct(system.deps, ada, one, wish)).toEqual({ proposed: true });
    expect(await listed(three)).toEqual([one, two, three].sort());
    expect((await found(three)).find(({ id }) => id === one)).toMatchObject({
      because: ['same-act'],
      isCertain: false,
      names: { givenName: 'Kim' },
    });
  });

  test('waits for a second person where one was found by looking', async () => {
    const one = await over();
    const sister = await over({
      crimeReference: `06AB/${sent}/26`,
      victimReference: '2',
      victim: { ...kim, givenName: 'Jo' },
    });
    const wish = { reason: 'asked-by-person', chosen: [one, sister] } as const;
    expect(await eraseAsOneAct(system.deps, ada, one, wish)).toEqual({ proposed: true });
    expect(await erase()).toEqual({ erased: 0, failed: 0 });
    expect(await confirmErasureAsTriage(system.deps, ada, sister)).toEqual({ refused: { samePerson: true } });
    expect(await erase()).toEqual({ erased: 0, failed: 0 });
    expect(await confirmErasureAsTriage(system.deps, bo, sister)).toHaveProperty('referralCase');
    expect(await erase()).toEqual({ erased: 2, failed: 0 });
  });

  test('keeps what a court needs and what is open, and says of each why', async () => {
    const [one, two] = await twoOfKim();
    await placeLegalHoldAsTriage(system.deps, party, two, 'Example Crown Court');
    const open = await refer({ crimeReference: '06AB/999/26', victim: kim });
    const wish = { reason: 'asked-by-person', chosen: [one, two, open.id] } as const;
    expect(await eraseAsOneAct(system.deps, ada, one, wish)).toEqual({ proposed: false });
    await erase();
    expect(await names(one, two, open.id)).toEqual([false, true, true]);
    expect(await events(two)).toEqual([]);
    expect(logged()).toMatchObject([{ count: 1, failed: 2 }]);
    const shown = await showHeldAboutPerson(system.deps, party, two);
    expect(shown?.referrals.map(({ id, kept }) => [id, kept])).toEqual([
      [two, 'on-hold'],
      [open.id, 'open'],
    ]);
  });

  test('is tried again where it failed, while the others are erased', async () => {
    const [one, two] = await twoOfKim();
    await eraseAsOneAct(system.deps, ada, one, { reason: 'asked-by-person', chosen: [one, two] });
    const failing = {
      ...system.deps.cases,
      erase: (change: Parameters<typeof system.deps.cases.erase>[0]) =>
        change.head.after.id === one
          ? Promise.reject(new Unavailable('ServiceUnavailable'))
          : system.deps.cases.erase(change),
    };
    expect(await erase(failing)).toEqual({ erased: 1, failed: 1 });
    expect((await events(one)).map(({ event }) => event)).toEqual(['erasure-asked']);
    expect(await erase()).toEqual({ erased: 1, failed: 0 });
    expect(await names(one, two)).toEqual([false, false]);
  });
});

describe('what the person did not ask for', () => {
  test('is proposed as one, and confirmed as one by another person, whichever of them they open', async () => {
    const [one, two] = await twoOfKim();
    const deps = actAs(system.deps, { party, agent: { user: 'ada' } });
    const wish = { reason: 'should-not-be-held', chosen: [one, two] } as const;
    expect(await eraseAsOneAct(deps, ada, one, wish)).toEqual({ proposed: true });
    const act = (await head(one))?.proposedErasure?.act;
    expect(act).toMatchObject({ of: [one, two] });
    expect((await head(two))?.proposedErasure).toMatchObject({ act, by: 'ada' });
    expect((await head(two))?.triage).toMatchObject({ reason: 'erasure-to-confirm' });
    expect(await eraseAsOneAct(deps, bo, two, wish)).toEqual({ fault: 'nothing' });

    expect(await confirmErasureAsTriage(deps, ada, two)).toEqual({ refused: { samePerson: true } });
    expect((await head(one))?.erasureRequest).toBeUndefined();
    const byBo = actAs(system.deps, { party, agent: { user: 'bo' } });
    expect(await confirmErasureAsTriage(byBo, bo, two)).toHaveProperty('referralCase.head.erasureRequest.act', act?.id);
    await erase();
    expect(await names(one, two)).toEqual([false, false]);
    const history = (await system.deps.cases.history(one)).filter((event) => event.act === act?.id);
    expect(history.map(({ event, agent }) => [event, agent])).toEqual([
      ['erasure-proposed', { user: 'ada' }],
      ['erasure-asked', { user: 'bo' }],
      ['erased', undefined],
    ]);
    // Nothing of the act but its random id outlives it.
    expect(JSON.stringify(await head(one))).not.toContain(two);
    expect(logged().map(({ reason, count }) => [reason, count])).toEqual([
      ['proposed', 2],
      ['asked', 2],
    ]);
  });

  test('leaves out what a court came to need in between, and is cancelled as one', async () => {
    const [one, two] = await twoOfKim();
    const three = await over();
    const wish = { reason: 'ordered-by-law', chosen: [one, two, three] } as const;
    await eraseAsOneAct(system.deps, ada, one, wish);
    await placeLegalHoldAsTriage(system.deps, party, two, 'Example Crown Court');
    await cancelErasureAsTriage(system.deps, party, three);
    for (const id of [one, three]) expect((await head(id))?.proposedErasure).toBeUndefined();
    expect((await events(two)).map(({ event }) => event)).toEqual(['erasure-proposed']);
    expect(await confirmErasureAsTriage(system.deps, bo, one)).toEqual({ refused: { notProposed: true } });

    await eraseAsOneAct(system.deps, ada, one, { ...wish, chosen: [one, three] });
    await placeLegalHoldAsTriage(system.deps, party, three, 'Example Crown Court');
    await confirmErasureAsTriage(system.deps, bo, one);
    expect(await erase()).toEqual({ erased: 1, failed: 0 });
    expect(await names(one, two, three)).toEqual([false, true, true]);
  });

  test('leaves alone what was in the act once and is proposed again since', async () => {
    const [one, two] = await twoOfKim();
    await eraseAsOneAct(system.deps, ada, one, { reason: 'should-not-be-held', chosen: [one, two] });
    await placeLegalHoldAsTriage(system.deps, party, two, 'Example Crown Court');
    await liftLegalHoldAsTriage(system.deps, party, two);
    await eraseAsOneAct(system.deps, ada, two, { reason: 'ordered-by-law', chosen: [two] });
    await confirmErasureAsTriage(system.deps, bo, one);
    expect((await head(one))?.erasureRequest).toBeDefined();
    expect(await head(two)).toMatchObject({ proposedErasure: { reason: 'ordered-by-law', act: { of: [two] } } });
  });

  test('is written all or nothing: a change of one in between starts it anew', async () => {
    const [one, two] = await twoOfKim();
    const { cases } = system.deps;
    let writes = 0;
    const racing = {
      ...cases,
      commitTogether: async (changes: Parameters<typeof cases.commitTogether>[0]) => {
        writes += 1;
        if (writes === 1) await placeLegalHoldAsTriage(system.deps, party, two, 'Example Crown Court');
        return cases.commitTogether(changes);
      },
    };
    const wish = { reason: 'should-not-be-held', chosen: [one, two] } as const;
    await eraseAsOneAct({ ...system.deps, cases: racing }, ada, one, wish);
    expect(writes).toBe(2);
    expect((await head(one))?.proposedErasure).toBeDefined();
    expect(await head(two)).toMatchObject({ legalHold: { by: party } });
    expect((await head(two))?.proposedErasure).toBeUndefined();
  });
});

test('as many as an act may have go into one transaction', async () => {
  const ids: ReferralId[] = [];
  while (ids.length < maxErasedTogether) ids.push(await over());
  const { cases } = system.deps;
  const answers: string[] = [];
  const watched = {
    ...cases,
    commitTogether: async (changes: Parameters<typeof cases.commitTogether>[0]) => {
      const answer = await cases.commitTogether(changes);
      answers.push(`${changes.length} ${answer}`);
      return answer;
    },
  };
  const wish = { reason: 'should-not-be-held', chosen: ids } as const;
  const [first] = ids;
  if (!first) throw new Error('nothing was sent');
  expect(await eraseAsOneAct({ ...system.deps, cases: watched }, ada, first, wish)).toEqual({ proposed: true });
  await confirmErasureAsTriage({ ...system.deps, cases: watched }, bo, first);
  expect(answers).toEqual([`${maxErasedTogether} committed`, `${maxErasedTogether} committed`]);
});

describe('nothing is changed', () => {
  test('for what is not of this person, is not there, or is too much for one act', async () => {
    const [one, , other] = await twoOfKim();
    const wish = (chosen: readonly ReferralId[]) => ({ reason: 'asked-by-person', chosen }) as const;
    expect(await eraseAsOneAct(system.deps, ada, one, wish([one, other]))).toEqual({ fault: 'other-person' });
    const many = Array.from({ length: maxErasedTogether + 1 }, () => one);
    expect(await eraseAsOneAct(system.deps, ada, one, wish(many))).toEqual({ fault: 'too-many' });
    expect(await eraseAsOneAct(system.deps, ada, 'a'.repeat(26) as ReferralId, wish([one]))).toEqual({ absent: true });
    expect(await events(one)).toEqual([]);
  });
});

describe('what the hub is shown to decide', () => {
  test('names nobody where all is certain, and is in the log of each referral', async () => {
    const [one, two] = await twoOfKim();
    const shown = await showHeldAboutPerson(system.deps, party, two);
    expect(shown?.referrals).toMatchObject([
      { id: one, because: ['same-person'], texts: 0, readings: 0 },
      { id: two, because: ['named'] },
    ]);
    expect(JSON.stringify(shown?.referrals.map(({ names }) => names))).not.toContain('Marked');
    for (const id of [one, two]) {
      const log = await listDisclosures(system.deps, { by: party, of: { id } });
      expect(log?.items.at(-1)).toMatchObject({ kind: 'shown', by: party, fields: ['held'] });
    }
  });

  test('names those that are to be looked at, and the one they are compared with', async () => {
    const one = await over({ crimeReference: '06AB/77/26' });
    const two = await over();
    const sister = await over({
      crimeReference: '06AB/77/26',
      victimReference: '2',
      victim: { ...kim, givenName: 'Jo' },
    });
    const shown = await showHeldAboutPerson(system.deps, party, one);
    expect(shown?.referrals.map(({ id, names }) => [id, names?.givenName])).toEqual([
      [one, 'Kim'],
      [two, undefined],
      [sister, 'Jo'],
    ]);
    const [entry] = await system.deps.cases.disclosures(sister);
    expect(entry?.fields).toEqual(['held', 'victim.givenName', 'victim.familyName', 'victim.dateOfBirth']);
  });
});

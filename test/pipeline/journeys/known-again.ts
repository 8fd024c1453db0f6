/** One person, referred by two senders in the same moment and in other spellings. */
import { beforeAll, expect, test } from 'vitest';
import type { Submission } from '#src/domain/submission.ts';
import type { Overrides } from '#test/support/submissions.ts';
import { type Steps, stepsAfterHandOff } from '../support/after-hand-off.ts';
import { authority, hospital, police, type Run, somebody } from '../support/run.ts';

export const knownAgainJourney = (started: () => Run): void => {
  let run: Run;
  let steps: Steps;
  beforeAll(() => {
    run = started();
    steps = stepsAfterHandOff(run);
  });

  const dateOfBirth = '1991-02-03';

  async function referBoth(
    one: Overrides<Submission>,
    other: Overrides<Submission>,
  ): Promise<readonly [string, string]> {
    const first = somebody(one);
    const { crimeReference, ...second } = somebody(other);
    const answers = await Promise.all([
      run.send(first, police),
      run.send({ ...second, incidentReference: `AE-${crimeReference}` }, hospital),
    ]);
    for (const { status, text } of answers) expect([status, text]).toMatchObject([201, expect.any(String)]);
    const [a, b] = answers.map(({ json }) => (json as { referralId: string }).referralId);
    if (a === undefined || b === undefined) throw new Error('not both were accepted');
    // One sweep.
    await run.client.moveClock(new Date(run.system.clock.now() + 2 * 60_000).toISOString());
    return [a, b];
  }
  const isListed = async (id: string) => (await steps.triageReasons(id)).includes('possible-duplicate');
  const decide = (id: string, of: string | null) =>
    run.client.call(authority, 'POST', `/v1/referrals/${id}/duplicate`, { of, reason: 'Both officers were asked.' });

  const names = (givenName: string, familyName: string) => ({ victim: { givenName, familyName, dateOfBirth } });
  test.each<[string, Overrides<Submission>, Overrides<Submission>]>([
    ['with the names turned round', names('Anna', 'Weber'), names('Weber', 'Anna')],
    ['with a title', names('Mrs Berta', 'Weber'), names('Berta', 'Weber')],
    ['with ss for ß', names('Clara', 'Straße'), names('Clara', 'Strasse')],
    ['with ae for æ', names('Dora', 'Ægir'), names('Dora', 'Aegir')],
    ['without an accent and a hyphen', names('José-Emil', 'Weber'), names('Jose Emil', 'Weber')],
    ['with a character that nobody sees', names('Fri\u200dda', 'Weber'), names('Frida', 'Weber')],
    ['without the date of the offence', names('Gerda', 'Weber'), { ...names('Gerda', 'Weber'), offence: undated() }],
  ])('are put before the hub %s', async (_, one, other) => {
    const pair = await referBoth(one, other);
    expect((await Promise.all(pair.map(isListed))).some(Boolean)).toBe(true);
  });

  test('are two people where their dates of birth differ', async () => {
    const pair = await referBoth(names('Hanna', 'Weber'), {
      victim: { givenName: 'Hanna', familyName: 'Weber', dateOfBirth: '1991-02-04' },
    });
    expect(await Promise.all(pair.map(isListed))).toEqual([false, false]);
  });

  test('are decided once, whichever of the two is marked: one goes on, or each does', async () => {
    const [one, two] = await referBoth(names('Ida', 'Weber'), names('Ida', 'Weber'));
    expect((await decide(one, two)).json).toMatchObject({ status: 'withdrawn' });
    expect((await run.view(two, hospital)).status).toBe('routed');
    expect((await run.view(one)).history.at(-1)).toMatchObject({ event: 'withdrawn', reason: null });
    expect([await isListed(one), await isListed(two)]).toEqual([false, false]);
    const pair = await referBoth(names('Jana', 'Weber'), names('Jana', 'Weber'));
    const [marked] = (await isListed(pair[0])) ? pair : [pair[1]];
    expect((await decide(marked, null)).status).toBe(200);
    expect(await Promise.all(pair.map(isListed))).toEqual([false, false]);
  });

  function undated(): Overrides<Submission['offence']> {
    return { occurredOn: undefined, occurredAt: undefined };
  }
};

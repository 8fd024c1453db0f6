/** An administrator lets a colleague in, renames them, sets their roles, and shuts them out at once. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { StaffRole } from '#src/domain/vocabulary.ts';
import { Unavailable } from '#src/usecases/ports/errors.ts';
import { sealDetails } from '#src/usecases/staff/staff.ts';
import { ordinaryLimits } from '#src/web/app/session-limits.ts';
import { pageRoutes } from '#src/web/routes.ts';
import { type FakeAccounts, fakeAccounts } from '#test/support/fake-accounts.ts';
import { partyId } from '#test/support/ids.ts';
import { memoryTables } from '#test/support/memory-tables.ts';
import {
  type Browser,
  document,
  mainText,
  makePages,
  type Pages,
  signInByIssuer,
  twoIssuers,
} from '#test/support/pages.ts';
import { makeTestSystem, type TestSystem } from '#test/support/test-system.ts';
import { startDraft } from '#test/web/refer/support/answers.ts';
import { markupFaults } from '#test/web/support/markup-faults.ts';

const hospital = 'example-hospital';
const tables = memoryTables();
let system: TestSystem;
let accounts: FakeAccounts;
let pages: Pages;
beforeEach(async () => {
  system = await makeTestSystem(tables);
  accounts = fakeAccounts();
  pages = makePages(system, pageRoutes('{}'), { accounts });
});

const userOf = (subject: string) => system.deps.keys.keyedHash('user', subject);

/** Somebody who has an account with these roles, signed in. */
async function enter(party: string, subject: string, roles: readonly StaffRole[], over = pages): Promise<Browser> {
  const user = userOf(subject);
  const sealed = sealDetails(system.deps.keys, partyId(party), user, { subject, name: `${subject} Example` });
  const invitedAt = system.deps.now().toISOString();
  await system.deps.staff.invite({ party: partyId(party), user, sealed, roles, invitedAt });
  return over.signIn(party, subject);
}

/** The account’s subject, after the administrator let them in. */
async function invite(administrator: Browser, fields: Record<string, string | string[]> = {}): Promise<string> {
  await administrator.get('/team/invite');
  const seen = await administrator.submit({
    name: 'Robin Example',
    email: 'robin@example.org',
    roles: 'worker',
    ...fields,
  });
  expect(mainText(seen)).toContain('They can sign in now.');
  return [...accounts.open.keys()].at(-1) ?? '';
}

describe('a new colleague', () => {
  test('has an account of the administrator’s party with their roles, and is in at once', async () => {
    const administrator = await enter(hospital, 'ada', ['administrator']);
    const subject = await invite(administrator);
    expect(accounts.open.get(subject)).toEqual({
      party: hospital,
      name: 'Robin Example',
      email: 'robin@example.org',
      roles: ['worker'],
    });
    const listed = mainText(await administrator.get('/team'));
    expect(listed).toContain('Robin Example robin@example.org work on referrals Not yet');
    const robin = pages.visitor();
    expect((await signInByIssuer(robin, hospital, subject)).url).toBe('/refer');
    expect(mainText(await administrator.get('/team'))).toContain('Thursday 19 November 2026, 9:00am');
  });

  test.each([
    ['example-authority', 'They get an e-mail with a password for the first time', true],
    [hospital, 'a code that is sent to their e-mail address', false],
  ])('of %s is let in by the words of their own issuer, where there are two', async (party, words, isWrittenTo) => {
    const two = makePages(system, pageRoutes('{}'), { accounts, issuers: twoIssuers });
    const administrator = await enter(party, 'ada', ['administrator'], two);
    expect(mainText(await administrator.get('/team/invite'))).toContain(words);
    const done = await administrator.submit({ name: 'Robin Example', email: 'robin@example.org', roles: 'worker' });
    expect(mainText(done).includes('which says where to sign in')).toBe(isWrittenTo);
    expect(mainText(done).includes('They can sign in now.')).toBe(!isWrittenTo);
  });

  test('who gives nothing is told all that is missing', async () => {
    const administrator = await enter(hospital, 'ada', ['administrator']);
    await administrator.get('/team/invite');
    const seen = await administrator.submit({ name: '', email: 'nobody', roles: [] });
    expect(seen.status).toBe(422);
    expect([...document(seen).querySelectorAll('.govuk-error-summary a')].map((one) => one.textContent)).toEqual([
      'Enter their name, in letters',
      'Enter an e-mail address, like name@example.org',
      'Select what they may do',
    ]);
    expect(await markupFaults(seen.html)).toEqual([]);
    expect(accounts.open.size).toBe(0);
  });

  test('whose address has an account is not let in twice', async () => {
    const administrator = await enter(hospital, 'ada', ['administrator']);
    await invite(administrator);
    await administrator.get('/team/invite');
    const again = await administrator.submit({ name: 'Robin', email: 'robin@example.org', roles: 'worker' });
    expect([again.status, accounts.open.size]).toEqual([422, 1]);
  });
});

describe('a leaver', () => {
  test('is out with their next click, cannot sign in, and keeps their name in the list', async () => {
    const administrator = await enter(hospital, 'ada', ['administrator']);
    const subject = await invite(administrator);
    const robin = await pages.signIn(hospital, subject);
    expect((await robin.get('/refer')).status).toBe(200);
    await administrator.get(`/team/${userOf(subject)}`);
    await administrator.post(`/team/${userOf(subject)}/remove`);
    expect((await robin.get('/refer')).status).toBe(401);
    expect(accounts.open.size).toBe(0);
    expect((await signInByIssuer(pages.visitor(), hospital, subject)).status).toBe(403);
    expect(mainText(await administrator.get('/team'))).toContain('Robin Example robin@example.org Closed');
  });

  test('whose account the issuer could not close is out all the same, and it is closed from their page', async () => {
    const administrator = await enter(hospital, 'ada', ['administrator']);
    const subject = await invite(administrator);
    const robin = await pages.signIn(hospital, subject);
    const { close } = accounts;
    accounts.close = async () => {
      throw new Unavailable('UserPool');
    };
    await administrator.get(`/team/${userOf(subject)}`);
    expect((await administrator.post(`/team/${userOf(subject)}/remove`)).status).toBe(503);
    expect((await robin.get('/refer')).status).toBe(401);
    accounts.close = close;
    const closed = await administrator.get(`/team/${userOf(subject)}`);
    expect(await markupFaults(closed.html)).toEqual([]);
    expect(mainText(await administrator.submit())).toContain('Their account is closed.');
    expect(accounts.open.size).toBe(0);
  });

  test('gets no page back that was sent after their session', async () => {
    const administrator = await enter(hospital, 'ada', ['administrator']);
    const subject = await invite(administrator);
    const robin = await pages.signIn(hospital, subject);
    const draft = await startDraft(robin);
    await robin.get(`${draft}/summary`);
    await administrator.get(`/team/${userOf(subject)}`);
    await administrator.post(`/team/${userOf(subject)}/remove`);
    system.wait(ordinaryLimits.idleMs / 3_600_000);
    const late = await robin.post(`${draft}/summary`, { summary: 'Followed.' });
    expect(late.status).toBe(401);
    expect(mainText(late)).not.toContain('What you had typed is kept.');
  });

  test('is not the administrator themselves, who would leave nobody', async () => {
    const administrator = await enter(hospital, 'ada', ['administrator']);
    await administrator.get(`/team/${userOf('ada')}`);
    const seen = await administrator.post(`/team/${userOf('ada')}/remove`);
    expect([seen.status, mainText(seen).includes('You cannot close your own account.')]).toEqual([422, true]);
    const changed = await administrator.post(`/team/${userOf('ada')}`, { name: 'Ada', roles: 'worker' });
    expect([changed.status, mainText(changed).includes('You cannot change your own roles.')]).toEqual([422, true]);
    expect((await administrator.get('/team')).status).toBe(200);
  });
});

describe('roles', () => {
  test('are changed with the next click, the name too', async () => {
    const administrator = await enter(hospital, 'ada', ['administrator']);
    const subject = await invite(administrator);
    const robin = await pages.signIn(hospital, subject);
    expect((await robin.get('/team')).status).toBe(403);
    await administrator.get(`/team/${userOf(subject)}`);
    await administrator.post(`/team/${userOf(subject)}`, { name: 'Robin Renamed', roles: 'administrator' });
    expect(accounts.open.get(subject)).toMatchObject({ name: 'Robin Renamed', roles: ['administrator'] });
    expect((await robin.get('/refer')).status).toBe(403);
    expect(mainText(await robin.get('/team'))).toContain('Robin Renamed (you)');
  });

  test.each<readonly StaffRole[]>([['worker'], ['manager', 'triage'], []])(
    'of another kind open no team: %s',
    async (...roles) => {
      const person = await enter('example-authority', 'bo', roles);
      for (const path of ['/team', '/team/invite', `/team/${userOf('bo')}`])
        expect((await person.get(path)).status).toBe(403);
    },
  );

  test('that a party has no use for are not given', async () => {
    const administrator = await enter('general', 'ada', ['administrator']);
    const subject = await invite(administrator, { roles: ['worker', 'triage', 'manager'] });
    expect(accounts.open.get(subject)?.roles).toEqual(['worker']);
  });
});

test('an administrator sees and touches nobody of another party', async () => {
  const subject = await invite(await enter(hospital, 'ada', ['administrator']));
  const other = await enter('general', 'eve', ['administrator']);
  expect(mainText(await other.get('/team'))).not.toContain('Robin');
  await other.get('/team');
  for (const path of ['', '/remove', '/readmit'])
    expect((await other.post(`/team/${userOf(subject)}${path}`, { name: 'X', roles: 'worker' })).status).not.toBe(200);
  expect(accounts.open.get(subject)?.name).toBe('Robin Example');
});

test('where the accounts are another issuer’s, a person is shut out here and let in again', async () => {
  const elsewhere = makePages(system, pageRoutes('{}'));
  const administrator = await enter(hospital, 'ada', ['administrator'], elsewhere);
  const bo = await enter(hospital, 'bo', ['worker'], elsewhere);
  expect(mainText(await administrator.get('/team'))).toContain(
    'Accounts are made, renamed and given their roles where',
  );
  expect((await administrator.get('/team/invite')).status).toBe(404);
  await administrator.get(`/team/${userOf('bo')}`);
  await administrator.post(`/team/${userOf('bo')}/remove`);
  expect((await bo.get('/refer')).status).toBe(401);
  const closed = await administrator.get(`/team/${userOf('bo')}`);
  expect(await markupFaults(closed.html)).toEqual([]);
  expect(mainText(await administrator.post(`/team/${userOf('bo')}/readmit`))).toContain('They can sign in again.');
  expect((await signInByIssuer(elsewhere.visitor(), hospital, 'bo')).url).toBe('/refer');
});

test('who is let in again signs in again: no browser that they left open opens anything, seen in between or not', async () => {
  const elsewhere = makePages(system, pageRoutes('{}'));
  const administrator = await enter(hospital, 'ada', ['administrator'], elsewhere);
  const [first, second, third] = [elsewhere.visitor(), elsewhere.visitor(), elsewhere.visitor()];
  await signInByIssuer(first, hospital, 'bo');
  expect((await signInByIssuer(second, hospital, 'bo')).url).toBe('/refer');
  await administrator.get(`/team/${userOf('bo')}`);
  await administrator.post(`/team/${userOf('bo')}/remove`);
  await administrator.get(`/team/${userOf('bo')}`);
  await administrator.post(`/team/${userOf('bo')}/readmit`);
  expect([(await first.get('/refer')).status, (await second.get('/refer')).status]).toEqual([401, 401]);
  expect((await signInByIssuer(third, hospital, 'bo')).url).toBe('/refer');
  expect((await third.get('/refer')).status).toBe(200);
});

import { expect, test } from 'vitest';
import { Unavailable } from '#src/usecases/ports/errors.ts';
import { inviteColleague, listTeam, removeColleague } from '#src/usecases/staff/team.ts';
import { fakeAccounts } from '#test/support/fake-accounts.ts';
import { partyId } from '#test/support/ids.ts';
import { setUpSystem, system } from '#test/usecases/support/referral-steps.ts';

setUpSystem();
const by = { party: partyId('general'), user: 'ada' };
const robin = { name: 'Robin Example', email: 'robin@example.org', roles: ['worker'] } as const;
const failing = async () => {
  throw new Unavailable('Something');
};

test('a colleague whom the directory did not take has no account, and can be let in when it is back', async () => {
  const accounts = fakeAccounts();
  const deps = { ...system.deps, accounts };
  const { staff } = system.deps;
  await expect(inviteColleague({ ...deps, staff: { ...staff, invite: failing } }, by, robin)).rejects.toThrow(
    Unavailable,
  );
  expect(accounts.open.size).toBe(0);
  expect(system.lines.join()).not.toContain('staff-');
  expect(await inviteColleague(deps, by, robin)).toMatchObject({ invited: { name: 'Robin Example' } });
});

test('a colleague who is on the team already is told from somebody of another organisation', async () => {
  const accounts = fakeAccounts();
  const deps = { ...system.deps, accounts };
  await inviteColleague(deps, by, robin);
  const again = { ...robin, email: 'Robin@example.org' };
  const taken = { ...deps, accounts: { ...accounts, create: async () => ({ taken: true }) as const } };
  expect(await inviteColleague(taken, by, again)).toEqual({ taken: 'here' });
  const other = { ...by, party: partyId('example-police') };
  expect(await inviteColleague(taken, other, again)).toEqual({ taken: 'elsewhere' });
});

test('where their account cannot be closed either, the log says so, and the first failure is answered', async () => {
  const accounts = fakeAccounts();
  const first = new Unavailable('Table');
  const staff = { ...system.deps.staff, invite: () => Promise.reject(first) };
  const deps = { ...system.deps, staff, accounts: { ...accounts, close: failing } };
  await expect(inviteColleague(deps, by, robin)).rejects.toBe(first);
  const [line] = system.lines.map((one) => JSON.parse(one));
  expect(line).toMatchObject({ event: 'staff-account-unlisted', level: 'error', party: 'general', user: 'ada' });
  expect(system.lines.join()).not.toMatch(/robin|issuer/i);
});

test('a removal that the issuer did not take shuts the person out, and can be sent again', async () => {
  const accounts = fakeAccounts();
  const deps = { ...system.deps, accounts };
  await inviteColleague(deps, by, robin);
  const [member] = await listTeam(deps, by.party);
  const user = member?.user ?? '';
  const removing = removeColleague({ ...deps, accounts: { ...accounts, close: failing } }, by, user);
  await expect(removing).rejects.toThrow(Unavailable);
  const removedAt = system.clock.now.toISOString();
  expect(await listTeam(deps, by.party)).toMatchObject([{ user, removedAt }]);
  system.clock.now = new Date(system.clock.now.getTime() + 60_000);
  expect(await removeColleague(deps, by, user)).toBe('removed');
  expect([accounts.open.size, (await listTeam(deps, by.party))[0]?.removedAt]).toEqual([0, removedAt]);
});

/** Every page of a team in every state that looks different. */
import type { StaffRole } from '#src/domain/vocabulary.ts';
import { sealDetails } from '#src/usecases/staff/staff.ts';
import { pageRoutes } from '#src/web/routes.ts';
import type { TestTables } from '#test/support/emulator.ts';
import { fakeAccounts } from '#test/support/fake-accounts.ts';
import { partyId } from '#test/support/ids.ts';
import { type Browser, type Fields, makePages, type Pages, type PageView } from '#test/support/pages.ts';
import { makeTestSystem } from '#test/support/test-system.ts';
import type { DeskState } from '#test/web/support/desk-suite.ts';

const service = partyId('general');
const robin = { name: 'Robin Example', email: 'robin@example.org', roles: ['worker'] };

export async function deskStates(tables: TestTables): Promise<{ states: DeskState[]; pages: Pages }> {
  const system = await makeTestSystem(tables);
  const accounts = fakeAccounts();
  const pages = makePages(system, pageRoutes('{}'), { accounts });
  const states: DeskState[] = [];
  const see = (name: string, seen: PageView): void => {
    states.push({ name, seen });
  };
  const { keys, staff } = system.deps;
  /** An account of before, with or without the name and the roles that its issuer gave. */
  const add = async (party: string, subject: string, said: { name?: string; roles?: readonly StaffRole[] }) => {
    const user = keys.keyedHash('user', subject);
    const sealed = sealDetails(keys, partyId(party), user, { subject, ...(said.name && { name: said.name }) });
    const invitedAt = system.deps.now().toISOString();
    await staff.invite({ party: partyId(party), user, sealed, roles: said.roles ?? [], invitedAt });
    return user;
  };
  const own = await add(service, 'ada', { name: 'Ada Example', roles: ['administrator', 'worker'] });
  await add('example-hospital', 'eve', { name: 'Eve Marked', roles: ['administrator'] });
  const administrator = await pages.signIn(service, 'ada');
  /** Posted from the page on which the form stands. */
  const post = async (browser: Browser, page: string, path: string, fields: Fields = {}): Promise<PageView> => {
    await browser.get(page);
    return browser.post(path, fields);
  };
  const invite = (fields: Fields) => post(administrator, '/team/invite', '/team/invite', fields);

  see('list-alone', await administrator.get('/team'));
  see('invite', await administrator.get('/team/invite'));
  see('invite-errors', await invite({}));
  see('invited', await invite(robin));
  see('invite-taken-errors', await invite(robin));
  await accounts.create({
    party: partyId('example-hospital'),
    name: 'Eve Marked',
    email: 'eve@example.org',
    roles: [],
  });
  see('invite-taken-elsewhere-errors', await invite({ ...robin, email: 'eve@example.org' }));
  const unnamed = await add(service, 'nobody', {});
  see('list', await administrator.get('/team'));
  const invited = keys.keyedHash('user', [...accounts.open.keys()][0] ?? '');
  const page = `/team/${invited}`;
  see('member', await administrator.get(page));
  see('member-unnamed', await administrator.get(`/team/${unnamed}`));
  see('member-errors', await post(administrator, page, page, { name: ' ' }));
  see('changed', await post(administrator, page, page, { name: 'Robin Renamed', roles: ['worker', 'manager'] }));
  see('own', await administrator.get(`/team/${own}`));
  see('own-roles-errors', await post(administrator, `/team/${own}`, `/team/${own}`, { name: 'Ada', roles: 'worker' }));
  see('own-account-errors', await post(administrator, `/team/${own}`, `/team/${own}/remove`));
  see('removed', await post(administrator, page, `${page}/remove`));
  see('member-closed', await administrator.get(page));

  // Where the accounts are another issuer's.
  const elsewhere = await makePages(system, pageRoutes('{}')).signIn(service, 'ada');
  see('elsewhere', await elsewhere.get('/team'));
  see('elsewhere-member', await elsewhere.get(`/team/${unnamed}`));
  see('elsewhere-closed', await elsewhere.get(page));
  see('readmitted', await post(elsewhere, page, `${page}/readmit`));
  return { states, pages };
}

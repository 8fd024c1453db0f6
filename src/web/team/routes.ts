/** The pages with which an administrator of a party looks after its people. */
import { partyKinds } from '#src/domain/vocabulary.ts';
import type { PageRoute } from '../app/page.ts';
import { forParties, lazyHandlers } from '../app/route-builders.ts';

const team = lazyHandlers(() => import('./team.ts'));
const member = lazyHandlers(() => import('./member.ts'));

const get = forParties('team', 'GET', partyKinds);
const post = forParties('team', 'POST', partyKinds);

export const teamRoutes: readonly PageRoute[] = [
  get('/team', 'The people of your party, and when they were last here', team('list')),
  get('/team/invite', 'Whom to let in', member('showInvite')),
  post('/team/invite', 'Let a colleague in', member('invite')),
  get('/team/{user}', 'A colleague’s account', member('show')),
  post('/team/{user}', 'Rename a colleague, and set their roles', member('change')),
  post('/team/{user}/remove', 'Shut a colleague out', member('remove')),
  post('/team/{user}/readmit', 'Let a colleague in again', member('readmit')),
];

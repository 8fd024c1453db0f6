/** The pages of services. */
import type { PageRoute } from '../app/page.ts';
import { forParties, lazyHandlers } from '../app/route-builders.ts';

const inboxList = lazyHandlers(() => import('./inbox-list.ts'));
const finder = lazyHandlers(() => import('./find.ts'));
const inbox = lazyHandlers(() => import('./inbox.ts'));

const get = forParties('inbox', 'GET', ['service']);
const post = forParties('inbox', 'POST', ['service']);

export const inboxRoutes: readonly PageRoute[] = [
  get('/inbox', 'A service’s hand-offs, most urgent first', inboxList('list')),
  post('/inbox', 'Say that the service has seen what expired', inboxList('acknowledgeExpired')),
  get('/inbox/find', 'Find a hand-off of the service, open or over', finder('findForm')),
  post('/inbox/find', 'Find it, by what may not stand in an address', finder('find')),
  get('/inbox/{id}', 'A hand-off, once it has been opened', inbox('show')),
  post('/inbox/{id}/open', 'Open a hand-off: this collects it', inbox('open')),
  post('/inbox/{id}/assign', 'Say which colleague has a hand-off', inbox('assign')),
  post('/inbox/{id}/note', 'Write a note that the service alone can read', inbox('note')),
  post('/inbox/{id}/report', 'Say what happened to a hand-off', inbox('submitReport')),
];

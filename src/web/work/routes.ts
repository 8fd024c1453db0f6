/** The pages of services, of triage, and of referrers for what they sent. */
import { senderKinds } from '#src/domain/vocabulary.ts';
import type { PageRoute } from '../app/page.ts';
import { forParties, lazily } from '../app/table.ts';

const inbox = lazily(() => import('./inbox.ts'));
const hub = lazily(() => import('./hub.ts'));
const hubKeeps = lazily(() => import('./hub-keeps.ts'));
const sent = lazily(() => import('./sent.ts'));

const [serviceSees, serviceDoes] = [forParties('GET', ['service']), forParties('POST', ['service'])];
const [hubSees, hubDoes] = [forParties('GET', ['authority']), forParties('POST', ['authority'])];
const [senderSees, senderDoes] = [forParties('GET', senderKinds), forParties('POST', senderKinds)];

export const workRoutes: readonly PageRoute[] = [
  serviceSees('/inbox', 'A service’s hand-offs, most urgent first', inbox('list')),
  serviceSees('/inbox/{id}', 'A hand-off, once it has been opened', inbox('show')),
  serviceDoes('/inbox/{id}/open', 'Open a hand-off: this collects it', inbox('open')),
  serviceDoes('/inbox/{id}/report', 'Say what happened to a hand-off', inbox('tell')),

  hubSees('/triage', 'What could not be handed off', hub('list')),
  hubDoes('/triage', 'Find a referral by its reference', hub('find')),
  hubSees('/triage/{id}', 'Why a referral waits, and what can be done', hub('show')),
  hubDoes('/triage/{id}/route', 'Hand a referral to a service', hub('route')),
  hubDoes('/triage/{id}/return', 'Send a referral back with advice', hub('sendBack')),
  hubDoes('/triage/{id}/withdraw', 'Withdraw a referral', hub('takeBack')),
  hubDoes('/triage/{id}/erase', 'Have the person’s details erased', hubKeeps('erase')),
  hubDoes('/triage/{id}/hold', 'Keep a referral for legal reasons', hubKeeps('hold')),
  hubDoes('/triage/{id}/lift', 'No longer keep it for legal reasons', hubKeeps('lift')),

  senderSees('/sent', 'What your organisation sent that needs you', sent('list')),
  senderDoes('/sent', 'Find a referral by its reference', sent('find')),
  senderSees('/status/{reference}', 'Where a referral is', sent('show')),
  senderDoes('/status/{reference}/withdraw', 'Withdraw a referral', sent('takeBack')),
];

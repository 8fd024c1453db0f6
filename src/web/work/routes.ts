/** The pages of services, of triage, and of referrers for what they sent. */
import { senderKinds } from '#src/domain/vocabulary.ts';
import type { PageRoute } from '../app/page.ts';
import { forParties, lazyHandlers } from '../app/route-builders.ts';

const inbox = lazyHandlers(() => import('./inbox.ts'));
const triageList = lazyHandlers(() => import('./triage-list.ts'));
const triage = lazyHandlers(() => import('./triage.ts'));
const routing = lazyHandlers(() => import('./route-actions.ts'));
const retention = lazyHandlers(() => import('./retention-actions.ts'));
const duplicate = lazyHandlers(() => import('./duplicate-actions.ts'));
const sent = lazyHandlers(() => import('./sent.ts'));

const inboxGet = forParties('inbox', 'GET', ['service']);
const inboxPost = forParties('inbox', 'POST', ['service']);
const triageGet = forParties('triage', 'GET', ['authority']);
const triagePost = forParties('triage', 'POST', ['authority']);
const sentGet = forParties('sent', 'GET', senderKinds);
const sentPost = forParties('sent', 'POST', senderKinds);

export const workRoutes: readonly PageRoute[] = [
  inboxGet('/inbox', 'A service’s hand-offs, most urgent first', inbox('list')),
  inboxGet('/inbox/{id}', 'A hand-off, once it has been opened', inbox('show')),
  inboxPost('/inbox/{id}/open', 'Open a hand-off: this collects it', inbox('open')),
  inboxPost('/inbox/{id}/report', 'Say what happened to a hand-off', inbox('submitReport')),

  triageGet('/triage', 'What could not be handed off', triageList('list')),
  triagePost('/triage', 'Find a referral by its reference', triageList('find')),
  triageGet('/triage/{id}', 'Why a referral waits, and what can be done', triage('show')),
  triagePost('/triage/{id}/route', 'Hand a referral to a service', routing('route')),
  triagePost('/triage/{id}/return', 'Send a referral back with advice', triage('returnToReferrer')),
  triagePost('/triage/{id}/withdraw', 'Withdraw a referral', triage('withdraw')),
  triagePost('/triage/{id}/review', 'Say that you have looked at a referral', triage('review')),
  triagePost('/triage/{id}/duplicate', 'Decide about a possible duplicate', duplicate('decide')),
  triagePost('/triage/{id}/erase', 'Have the person’s details erased', retention('erase')),
  triagePost('/triage/{id}/hold', 'Keep a referral for legal reasons', retention('hold')),
  triagePost('/triage/{id}/lift', 'No longer keep it for legal reasons', retention('lift')),

  sentGet('/sent', 'What your organisation sent that needs you', sent('list')),
  sentPost('/sent', 'Find a referral by its reference', sent('find')),
  sentGet('/status/{reference}', 'Where a referral is', sent('show')),
  sentPost('/status/{reference}/withdraw', 'Withdraw a referral', sent('withdraw')),
];

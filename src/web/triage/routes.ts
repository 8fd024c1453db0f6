/** The pages of the victim hub. */
import type { PageRoute } from '../app/page.ts';
import { decisionRoles } from '../app/roles.ts';
import { forParties, lazyHandlers } from '../app/route-builders.ts';
import { balancePath } from './balance-path.ts';

const triageList = lazyHandlers(() => import('./triage-list.ts'));
const balance = lazyHandlers(() => import('./balance.ts'));
const triage = lazyHandlers(() => import('./triage.ts'));
const routing = lazyHandlers(() => import('./route-actions.ts'));
const retention = lazyHandlers(() => import('./retention-actions.ts'));
const disclosures = lazyHandlers(() => import('./disclosures.ts'));
const person = lazyHandlers(() => import('./person.ts'));
const duplicate = lazyHandlers(() => import('./duplicate-actions.ts'));

const get = forParties('triage', 'GET', ['authority']);
const post = forParties('triage', 'POST', ['authority']);
const decide = forParties('triage', 'POST', ['authority'], decisionRoles);
const supervise = forParties('triage', 'GET', ['authority'], decisionRoles);

export const triageRoutes: readonly PageRoute[] = [
  get('/triage', 'What could not be handed off', triageList('list')),
  post('/triage', 'Find a referral by its reference', triageList('find')),
  get(balancePath, 'What became of the referrals of a day, and what does not add up', balance('show')),
  get('/triage/{id}', 'Why a referral waits, and what can be done', triage('show')),
  supervise('/triage/{id}/disclosures', 'Who saw or changed what of a referral', disclosures('list')),
  supervise('/triage/{id}/person', 'All that is held about the person of a referral', person('show')),
  post('/triage/{id}/route', 'Hand a referral to a service', routing('route')),
  post('/triage/{id}/return', 'Send a referral back with advice', triage('returnToReferrer')),
  post('/triage/{id}/withdraw', 'Withdraw a referral', triage('withdraw')),
  post('/triage/{id}/review', 'Say that you have looked at a referral', triage('review')),
  post('/triage/{id}/duplicate', 'Decide about a possible duplicate', duplicate('decide')),
  post('/triage/{id}/note', 'Write a note that the hub alone can read', triage('note')),
  decide('/triage/{id}/erase', 'Have the person’s details erased', retention('erase')),
  decide('/triage/{id}/confirm-erasure', 'Confirm an erasure that another proposed', retention('confirm')),
  decide('/triage/{id}/cancel-erasure', 'Cancel an erasure that is proposed', retention('cancel')),
  decide('/triage/{id}/erase-person', 'Have all that is held about the person erased', person('erase')),
  decide('/triage/{id}/hold', 'Keep a referral for legal reasons', retention('hold')),
  decide('/triage/{id}/lift', 'No longer keep it for legal reasons', retention('lift')),
];

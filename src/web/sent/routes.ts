/** The pages of referrers for what they sent. */
import { senderKinds } from '#src/domain/vocabulary.ts';
import type { PageRoute } from '../app/page.ts';
import { forParties, lazyHandlers } from '../app/route-builders.ts';

const sent = lazyHandlers(async () => (await import('./handlers.ts')).handlers);

const get = forParties('sent', 'GET', senderKinds);
const post = forParties('sent', 'POST', senderKinds);

export const sentRoutes: readonly PageRoute[] = [
  get('/sent', 'Everything your organisation sent', sent('list')),
  post('/sent', 'Find a referral by its reference', sent('find')),
  get('/status', 'Lead to everything your organisation sent', sent('toList')),
  get('/status/{reference}', 'Where a referral is', sent('show')),
  post('/status/{reference}/withdraw', 'Withdraw a referral', sent('withdraw')),
];

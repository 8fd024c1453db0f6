/** The handlers of a referrer's pages for what they sent, loaded together at the first request for one of them. */
import { find, list, toList } from './sent-list.ts';
import { show, withdraw } from './status-page.ts';

export const handlers = { find, list, toList, show, withdraw };

/** What all pages of the journey have in common. */
import type { PrivateCall } from '../app/page.ts';
import type { Page } from '../layout.ts';

/** Somebody may stand behind the one who types: every page can be left at once. */
export const exitPath = '/exit';

export const show = (call: PrivateCall, page: Page, status = 200): Response =>
  call.page({ exit: exitPath, ...page }, status);

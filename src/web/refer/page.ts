/** What all pages of a draft share. */
import type { Reply } from '#src/platform/exchange.ts';
import type { PrivateCall } from '../app/page.ts';
import { exitPath, type Page } from '../layout.ts';
import { type OpenDraft, openDraft } from './draft.ts';
import { endOf } from './journey.ts';

export const show = (call: PrivateCall, page: Page, status = 200): Reply =>
  call.page({ exit: exitPath, ...page }, status);

export type Handle = (call: PrivateCall) => Promise<Reply>;

/** A handler for a page of the viewer's own draft; a draft that was sent redirects to its confirmation. */
export const withDraft =
  (handle: (call: PrivateCall, open: OpenDraft) => Reply | Promise<Reply>): Handle =>
  async (call) => {
    const open = await openDraft(call);
    return open && !open.content.sent ? handle(call, open) : gone(call, open);
  };

/** For a draft that was deleted or sent, so that Back and a second press lead to the same place as the first. */
export function gone(call: PrivateCall, open: OpenDraft | undefined): Reply {
  const end = open && endOf(open.content);
  return end === undefined ? call.notFound() : call.redirect(end);
}

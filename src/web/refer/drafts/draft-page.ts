/** What all pages of a draft share. */
import type { HttpResponse } from '#src/platform/http-message.ts';
import type { ReferCall } from '../../app/page.ts';
import { exitPath, type Page } from '../../layout.ts';
import { endPath } from '../paths.ts';
import { type OpenDraft, openDraft } from './draft.ts';

export const renderPage = (call: ReferCall, page: Page, status = 200): HttpResponse =>
  call.page({ exit: exitPath, ...page }, status);

export type PageHandler = (call: ReferCall) => Promise<HttpResponse>;

/** A handler for a page of the viewer's own draft; a draft that was sent redirects to its confirmation. */
export const withDraft =
  (handle: (call: ReferCall, open: OpenDraft) => HttpResponse | Promise<HttpResponse>): PageHandler =>
  async (call) => {
    const open = await openDraft(call);
    return open && !open.content.sent ? handle(call, open) : respondToMissingDraft(call, open);
  };

/** For a draft that was deleted or sent, so that Back and a second press lead to the same place as the first. */
export function respondToMissingDraft(call: ReferCall, open: OpenDraft | undefined): HttpResponse {
  const endPathOfDraft = open && endPath(open.content);
  return endPathOfDraft === undefined ? call.notFound() : call.redirect(endPathOfDraft);
}

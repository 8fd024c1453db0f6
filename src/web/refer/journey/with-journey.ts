/** A handler for a page that needs the draft evaluated; stops a correction that is too late. */
import type { HttpResponse } from '#src/platform/http-message.ts';
import type { ReferCall } from '../../app/page.ts';
import { respondIfTooLate } from '../correction/late-correction.ts';
import { type PageHandler, withDraft } from '../drafts/draft-page.ts';
import { evaluateDraft, type Journey } from './journey.ts';

export const withJourney = (
  handle: (call: ReferCall, journey: Journey) => HttpResponse | Promise<HttpResponse>,
): PageHandler =>
  withDraft(async (call, open) => {
    const journey = await evaluateDraft(call, open);
    if (!journey) return call.notFound();
    return (await respondIfTooLate(call, journey)) ?? handle(call, journey);
  });

/** A handler for a page that needs the draft evaluated; stops a correction that is too late. */
import type { Reply } from '#src/platform/exchange.ts';
import type { PrivateCall } from '../app/page.ts';
import { ifTooLate } from './correction-stop.ts';
import { type Journey, look } from './journey.ts';
import { type Handle, withDraft } from './page.ts';

export const withJourney = (handle: (call: PrivateCall, journey: Journey) => Reply | Promise<Reply>): Handle =>
  withDraft(async (call, open) => {
    const journey = await look(call, open);
    if (!journey) return call.notFound();
    return (await ifTooLate(call, journey)) ?? handle(call, journey);
  });

/** A consumer of a queue as a test sees it: what it was handed, what it reported, and when. */
import type { HandOffDetail } from '#client/library/api.ts';
import { type ConsumeEvent, type ConsumeOptions, consume, type Work } from '#client/library/consume.ts';
import { onFileFinished } from '#test/support/on-file-finished.ts';
import { handOffDetail } from './fake-api.ts';
import type { QueueServer } from './queue-server.ts';

/** Consumes until it is stopped, at the latest when all tests are over; `until` waits for an event. */
export function startConsumer(
  queues: QueueServer,
  queueUrl: string,
  {
    detail = () => handOffDetail(),
    ...over
  }: Partial<ConsumeOptions> & { detail?: (id: string) => HandOffDetail } = {},
) {
  const events: ConsumeEvent[] = [];
  const worked: Work[] = [];
  const reports: unknown[] = [];
  const waiting: { is: (event: ConsumeEvent) => boolean; found: (event: ConsumeEvent) => void }[] = [];
  const consuming = consume({
    queueUrl,
    sqs: queues.sqs,
    waitS: 1,
    api: {
      readHandOff: async (id) => detail(id),
      report: async (id, report) => {
        reports.push([id, report]);
        return handOffDetail();
      },
    },
    onHandOff: async (work) => {
      worked.push(work);
    },
    onWithdrawal: async (work) => {
      worked.push(work);
    },
    onAmendment: async (work) => {
      worked.push(work);
    },
    onEvent(event) {
      events.push(event);
      for (const { is, found } of waiting) if (is(event)) found(event);
    },
    ...over,
  });
  onFileFinished(() => consuming.stop());
  const until = (name: ConsumeEvent['event']) => {
    const is = (event: ConsumeEvent) => event.event === name;
    const { promise, resolve } = Promise.withResolvers<ConsumeEvent>();
    waiting.push({ is, found: resolve });
    const already = events.find(is);
    if (already) resolve(already);
    return promise;
  };
  return { ...consuming, events, worked, reports, until };
}

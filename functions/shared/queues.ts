/** Queue dependencies of the functions that send messages. */
import { handOffQueue, parkedQueue, queueClient } from '#src/queue/hand-off-queue.ts';

export const queueDeps = (env: { QUEUE_URL_PREFIX: string; PUBLIC_URL: string }) => ({
  queue: handOffQueue(queueClient(), env.QUEUE_URL_PREFIX),
  publicUrl: env.PUBLIC_URL,
});

export const parkedQueueDeps = (env: { PARKED_QUEUE_URL: string }) => ({
  parked: parkedQueue(queueClient(), env.PARKED_QUEUE_URL),
});

/**
 * SQS on this machine: fauxqs, in this process, its messages kept in the data folder. Its
 * own queue addresses name a host that not every machine can find, so addresses are made
 * here with 127.0.0.1; it looks queues up by name alone.
 */
import diagnostics from 'node:diagnostics_channel';
import { startFauxqs } from 'fauxqs';
import * as z from 'zod';
import { loopback } from './ports.ts';

export interface Sqs {
  url: string;
  /** Resolves once the answers under way are out. Pollers must have finished before. */
  stop(): Promise<void>;
}

const listening = z.object({ options: z.looseObject({ port: z.number(), host: z.string() }) });

export async function startSqs(options: { port: number; folder: string; region: string }): Promise<Sqs> {
  // fauxqs would listen on every interface, and it asks nobody who they are.
  const onlyHere = (message: unknown) => {
    const listen = listening.safeParse(message);
    if (!listen.success || listen.data.options.port !== options.port) return;
    const { options: given } = message as { options: { host: string } };
    given.host = loopback;
  };
  diagnostics.subscribe('tracing:net.server.listen:asyncStart', onlyHere);
  try {
    const server = await startFauxqs({
      port: options.port,
      logger: false,
      defaultRegion: options.region,
      dataDir: options.folder,
    });
    if (new URL(server.address).hostname !== loopback) {
      await server.stop();
      throw new Error('The SQS emulator listens beyond this machine; it was stopped.');
    }
    return { url: `http://${loopback}:${server.port}`, stop: () => server.stop() };
  } finally {
    diagnostics.unsubscribe('tracing:net.server.listen:asyncStart', onlyHere);
  }
}

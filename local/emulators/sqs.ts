/**
 * SQS on this machine: fauxqs, in this process, its messages kept in the data folder. Its
 * own queue addresses name a host that not every machine can find, so addresses are made
 * here with 127.0.0.1; it looks queues up by name alone.
 */
import diagnostics from 'node:diagnostics_channel';
import { DatabaseSync } from 'node:sqlite';
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
  const exec = withoutWaitingForTheDisk();
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
    DatabaseSync.prototype.exec = exec;
    diagnostics.unsubscribe('tracing:net.server.listen:asyncStart', onlyHere);
  }
}

/**
 * fauxqs waits for the disk at each message put, given out and taken, on the thread that answers requests:
 * more than all else there together. Without that, messages still outlive a killed process, if not a power cut.
 * It offers no setting for it, so its database is told as it is opened.
 */
function withoutWaitingForTheDisk(): DatabaseSync['exec'] {
  const { exec } = DatabaseSync.prototype;
  DatabaseSync.prototype.exec = function (this: DatabaseSync, sql) {
    exec.call(this, sql);
    if (sql === 'PRAGMA journal_mode = WAL') exec.call(this, 'PRAGMA synchronous = OFF');
  };
  return exec;
}

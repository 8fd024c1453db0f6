/**
 * SQS on this machine: fauxqs, in this process, with its messages stored in the data folder. Its
 * queue URLs use a host name that not every machine can resolve, so URLs are built here with
 * 127.0.0.1; fauxqs looks queues up by name only.
 */
import diagnostics from 'node:diagnostics_channel';
import { DatabaseSync } from 'node:sqlite';
import { startFauxqs } from 'fauxqs';
import * as z from 'zod';
import { loopback } from './ports.ts';

export interface Sqs {
  url: string;
  /** Resolves once responses in progress are sent. Stop all pollers first. */
  stop(): Promise<void>;
}

const listenMessage = z.object({ options: z.looseObject({ port: z.number(), host: z.string() }) });

export async function startSqs(options: { port: number; folder: string; region: string }): Promise<Sqs> {
  // fauxqs has no setting for the interface: it would listen on all of them, without authentication.
  const bindToLoopback = (message: unknown) => {
    const listen = listenMessage.safeParse(message);
    if (!listen.success || listen.data.options.port !== options.port) return;
    const { options: listenOptions } = message as { options: { host: string } };
    listenOptions.host = loopback;
  };
  diagnostics.subscribe('tracing:net.server.listen:asyncStart', bindToLoopback);
  const exec = disableDiskSync();
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
    diagnostics.unsubscribe('tracing:net.server.listen:asyncStart', bindToLoopback);
  }
}

/**
 * Workaround for fauxqs: it syncs to disk for each message sent, received and deleted, on the thread that answers
 * requests, which costs more than everything else there. Without the sync, messages still survive a killed process,
 * though not a power cut. Can go when fauxqs has a setting for it.
 */
function disableDiskSync(): DatabaseSync['exec'] {
  const { exec } = DatabaseSync.prototype;
  DatabaseSync.prototype.exec = function (this: DatabaseSync, sql) {
    exec.call(this, sql);
    if (sql === 'PRAGMA journal_mode = WAL') exec.call(this, 'PRAGMA synchronous = OFF');
  };
  return exec;
}

/** Finds the local run to send to: a suitable one that is running, or one that the demo starts for itself. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Endpoints } from '#local/endpoints.ts';
import { startLocal } from '#local/system.ts';
import { type Client, connect } from './client.ts';
import type { DemoOptions } from './options.ts';

export interface TargetRun {
  client: Client;
  /** Path of its endpoints.json. */
  endpointsFile: string;
  /** The command that starts it again; undefined for a run that the demo did not start. */
  restartCommand: string | undefined;
  stop(): Promise<void>;
}

const defaultEndpointsFile = '.local/endpoints.json';

/** @param log prints which run was chosen and why */
export async function findRun(options: DemoOptions, log: (line: string) => void): Promise<TargetRun> {
  const file = path.resolve(options.endpoints ?? defaultEndpointsFile);
  const running = await connectIfRunning(file);
  if (!running && options.endpoints !== undefined) throw new Error(`No run answers at the addresses in ${file}.`);
  if (running) {
    const now = await running.readClock();
    const { year } = options;
    if (year === undefined || now <= `${year}-01-02`) {
      if (year !== undefined && now < `${year}-01-01`) await running.moveClock(`${year}-01-01T06:00:00Z`);
      log(`Sending to the run at ${running.endpoints.url}, whose clock says ${await running.readClock()}.`);
      return { client: running, endpointsFile: file, restartCommand: undefined, stop: async () => running.close() };
    }
    running.close();
    const why = `The clock of the run at ${file} says ${now} and only moves forward, so it cannot go through ${year}.`;
    if (options.endpoints !== undefined) throw new Error(why);
    log(why);
  }
  return startOwnRun(options, log);
}

async function startOwnRun({ year }: DemoOptions, log: (line: string) => void): Promise<TargetRun> {
  const dataDir = path.join('.local', year === undefined ? 'demo' : `demo-${year}`);
  const clock = year === undefined ? '' : `, its clock at the beginning of ${year}`;
  log(`Starting a new run in ${dataDir}${clock}; the data of an earlier demo there is removed.`);
  const system = await startLocal({
    dataDir,
    port: 0,
    area: 'greater-manchester',
    fresh: true,
    ...(year === undefined ? {} : { now: Date.parse(`${year}-01-01T06:00:00Z`) }),
    progress: log,
    onError: (where, why) => log(`${where}: ${why}`),
    onFatalError: log,
  });
  const client = connect(system.endpoints);
  return {
    client,
    endpointsFile: path.resolve(dataDir, 'endpoints.json'),
    restartCommand: `npm start -- --data-dir ${dataDir}`,
    async stop() {
      client.close();
      await system.stop();
    },
  };
}

/** Connects to the run that wrote the file; undefined if it does not answer. */
async function connectIfRunning(file: string): Promise<Client | undefined> {
  if (!existsSync(file)) return undefined;
  const endpoints = JSON.parse(readFileSync(file, 'utf8')) as Endpoints;
  const client = connect(endpoints);
  try {
    await client.readClock();
    return client;
  } catch {
    // The run was killed before it could remove its file.
    client.close();
    return undefined;
  }
}

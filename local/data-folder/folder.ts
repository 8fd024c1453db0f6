/**
 * What stands in the data folder. Only these names are ever removed by --fresh, so that a
 * folder given by mistake loses nothing of its own.
 */
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export interface DataFolder {
  root: string;
  /** The file whose appearance says that the run is ready. */
  endpoints: string;
  /** Ports, client secrets, generated secrets and the signing key: what must outlive a restart. */
  kept: string;
  /** How far each event mapping has read. */
  checkpoints: string;
  dynamodb: string;
  dynamodbPid: string;
  sqs: string;
  logs: string;
  /** What stands at /var/task in a deployed bundle. */
  task: string;
}

export function dataFolder(root: string): DataFolder {
  const at = (name: string) => path.join(root, name);
  return {
    root,
    endpoints: at('endpoints.json'),
    kept: at('kept.json'),
    checkpoints: at('checkpoints.json'),
    dynamodb: at('dynamodb.db'),
    dynamodbPid: at('dynamodb.pid'),
    sqs: at('sqs'),
    logs: at('logs'),
    task: at('task'),
  };
}

export function makeFolder(folder: DataFolder): void {
  for (const place of [folder.root, folder.sqs, folder.logs, folder.task]) mkdirSync(place, { recursive: true });
}

/** Removes all state of earlier runs. The caller holds the lock and no emulator runs. */
export function emptyFolder(folder: DataFolder): void {
  const files = [folder.kept, folder.checkpoints, folder.endpoints];
  for (const suffix of ['', '-wal', '-shm']) files.push(`${folder.dynamodb}${suffix}`);
  for (const place of [...files, folder.sqs, folder.logs, folder.task]) rmSync(place, { recursive: true, force: true });
}

/** Whole or not at all: whoever reads the file never meets half of it. */
export function writeWhole(file: string, text: string): void {
  const part = `${file}.${process.pid}.part`;
  writeFileSync(part, text, { mode: 0o600 });
  renameSync(part, file);
}

/**
 * The contents of the data folder. --fresh removes only these names, so that nothing else is
 * lost when somebody names the wrong folder.
 */
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export interface DataFolder {
  root: string;
  /** Written last: its existence means that the run is ready. */
  endpoints: string;
  /** Values that must survive a restart: ports, client secrets, generated secrets and the signing key. */
  savedValues: string;
  /** How far each event mapping has read. */
  checkpoints: string;
  dynamodb: string;
  dynamodbPid: string;
  sqs: string;
  /** E-mails, one a line. */
  mail: string;
  logs: string;
  /** Stands in for /var/task of a deployed bundle. */
  task: string;
}

export function dataFolder(root: string): DataFolder {
  const inFolder = (name: string) => path.join(root, name);
  return {
    root,
    endpoints: inFolder('endpoints.json'),
    savedValues: inFolder('kept.json'),
    checkpoints: inFolder('checkpoints.json'),
    dynamodb: inFolder('dynamodb.db'),
    dynamodbPid: inFolder('dynamodb.pid'),
    sqs: inFolder('sqs'),
    mail: inFolder('mail.ndjson'),
    logs: inFolder('logs'),
    task: inFolder('task'),
  };
}

export function createFolder(folder: DataFolder): void {
  for (const place of [folder.root, folder.sqs, folder.logs, folder.task]) mkdirSync(place, { recursive: true });
}

/** Removes all state of earlier runs. The caller must hold the lock, with no emulator running. */
export function emptyFolder(folder: DataFolder): void {
  const files = [folder.savedValues, folder.checkpoints, folder.endpoints, folder.mail];
  for (const suffix of ['', '-wal', '-shm']) files.push(`${folder.dynamodb}${suffix}`);
  for (const place of [...files, folder.sqs, folder.logs, folder.task]) rmSync(place, { recursive: true, force: true });
}

/** Writes by renaming a temporary file, so that a reader never sees a partial file. */
export function writeAtomically(file: string, text: string): void {
  const temporary = `${file}.${process.pid}.part`;
  writeFileSync(temporary, text, { mode: 0o600 });
  renameSync(temporary, file);
}

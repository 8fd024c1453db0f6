import { readFileSync } from 'node:fs';
import { finished } from 'node:stream/promises';
import { expect, test } from 'vitest';
import { openLogFile } from '#local/functions/log-file.ts';
import { makeFolder, removeFolder } from './support/small-system.ts';

test('log lines are appended, however often the file is opened', async () => {
  const folder = makeFolder();
  for (const line of ['one\n', 'two\n']) {
    const log = openLogFile(`${folder}/door.log`, () => undefined);
    log.end(line);
    await finished(log);
  }
  expect(readFileSync(`${folder}/door.log`, 'utf8')).toBe('one\ntwo\n');
  removeFolder(folder);
});

test('a full disk loses lines, is reported once, and ends nothing', async () => {
  const lost: string[] = [];
  // Linux answers every write to this file as a full disk does.
  const log = openLogFile('/dev/full', (why) => lost.push(why));
  log.write('one\n');
  log.end('two\n');
  await finished(log);
  expect(lost).toEqual([expect.stringContaining('no space left on device')]);
});

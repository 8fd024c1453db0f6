/** What a restore leaves out is put on by hand (docs/restoring.md): the page names the tables that the model names. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { backupDays } from '#src/domain/backups.ts';
import { type TableModel, tables } from '#src/store/table-model.ts';

const page = readFileSync(path.join(import.meta.dirname, '../../docs/restoring.md'), 'utf8');
const restorable = Object.entries<TableModel>(tables).filter(([name]) => name !== 'erasures');
const namesOf = (has: (model: TableModel) => boolean): string =>
  restorable.flatMap(([name, model]) => (has(model) ? [`${name[0]?.toUpperCase()}${name.slice(1)}`] : [])).join(' ');

test('names the tables that get time to live and a stream again, with the attribute and the view of the model', () => {
  expect(page).toContain(`# time to live: ${namesOf(({ timeToLive }) => timeToLive !== undefined)}\n`);
  expect(page).toContain(`# stream: ${namesOf(({ stream }) => stream)}\n`);
  for (const [, { timeToLive }] of restorable)
    if (timeToLive) expect(page).toContain(`Enabled=true,AttributeName=${timeToLive}\n`);
  expect(page).toContain('StreamEnabled=true,StreamViewType=KEYS_ONLY\n');
});

test('keeps restored tables recoverable for as long as the others', () => {
  expect(page).toContain(`PointInTimeRecoveryEnabled=true,RecoveryPeriodInDays=${backupDays}\n`);
});

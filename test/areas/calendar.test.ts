import { expect, test } from 'vitest';
import { listAreas, loadArea, loadAreaFor } from '#areas/load.ts';

test.each(listAreas())('%s is not started or deployed when its bank holidays end too soon', (id) => {
  const { to } = loadArea(id).rules.bankHolidaysCover;
  const lastYear = Number(to.slice(0, 4));
  expect(() => loadAreaFor(id, new Date(`${lastYear}-10-01T12:00:00Z`))).toThrow(/bank holidays/i);
  expect(loadAreaFor(id, new Date(`${lastYear - 1}-10-01T12:00:00Z`)).id).toBe(id);
});

import { expect, test } from 'vitest';
import { listAreas, loadArea, loadAreaForDeployment } from '#areas/load.ts';

test.each(listAreas())('%s is not started or deployed when its bank holidays end too soon', (id) => {
  const { to } = loadArea(id).rules.bankHolidaysCover;
  const lastYear = Number(to.slice(0, 4));
  expect(() => loadAreaForDeployment(id, new Date(`${lastYear}-10-01T12:00:00Z`))).toThrow(/bank holidays/i);
  expect(loadAreaForDeployment(id, new Date(`${lastYear - 1}-10-01T12:00:00Z`)).id).toBe(id);
});

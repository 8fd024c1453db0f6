import { expect, test } from 'vitest';
import { listAreas, loadArea, loadAreaForDeployment } from '#areas/load.ts';

test.each(listAreas())('%s is started and deployed also when its bank holidays have ended', (id) => {
  const { to } = loadArea(id).rules.bankHolidaysCover;
  expect(loadAreaForDeployment(id, new Date(`${Number(to.slice(0, 4)) + 1}-10-01T12:00:00Z`)).id).toBe(id);
});

test.each(listAreas())('%s is not when they are still to begin', (id) => {
  expect(() => loadAreaForDeployment(id, new Date('1999-10-01T12:00:00Z'))).toThrow(/bank holidays/i);
});

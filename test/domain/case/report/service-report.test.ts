import { expect, test } from 'vitest';
import { isContactStopped, reportableStatuses, serviceReportStatuses } from '#src/domain/case/report/service-report.ts';
import { handOffStatuses, handOffTransitions } from '#src/domain/states.ts';

test('contact is stopped while a hand-off is suspended, and once it was withdrawn', () => {
  expect(handOffStatuses.filter(isContactStopped)).toEqual(['suspended', 'withdrawn']);
});

test.each(handOffStatuses)(
  'of a hand-off that is %s a service reports what the table lets it, and an attempt',
  (from) => {
    const byTable = handOffTransitions.filter((one) => one.from.includes(from) && one.by.includes('service'));
    // A read is no report.
    const moves = byTable.map(({ to }) => to).filter((to) => to !== 'collected');
    // A call that was made is recorded whatever happened meanwhile; nobody may call before the case was accepted.
    const attempt = ['contacted', 'supporting', 'suspended', 'withdrawn'].includes(from) ? ['contact-attempted'] : [];
    const reportable = reportableStatuses(from).filter((to) => to !== 'collected');
    expect(reportable.toSorted()).toEqual([...moves, ...attempt].toSorted());
    expect(serviceReportStatuses).toEqual(expect.arrayContaining(reportable));
  },
);

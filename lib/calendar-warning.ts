import { Annotations, type Stack } from 'aws-cdk-lib';
import type { Rules } from '#src/domain/area.ts';
import { findDaysOfCalendarLeft } from '#src/domain/judgement/clock.ts';
import { londonDate } from '#src/domain/london.ts';

/** Warns whoever deploys of a list of bank holidays that ends soon; it stops no deployment. */
export function warnOfCalendarEnd(stack: Stack, rules: Rules, now: Date): void {
  const daysLeft = findDaysOfCalendarLeft(rules, londonDate(now));
  if (daysLeft === undefined) return;
  const text = `Bank holidays are known for ${daysLeft} more days: see docs/runbooks/calendar-ends-soon.md.`;
  Annotations.of(stack).addWarningV2('victim-referral-intake:calendar-ends-soon', text);
}

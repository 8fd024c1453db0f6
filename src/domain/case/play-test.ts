/**
 * What a test service does by itself where a test asks for it: it reads the hand-off and reports, in the change that hands it over. Each
 * step is the one that a service makes.
 */

import { applyReport, collectHandOff, type ReportContext, type ReportRefusal } from '#src/domain/case/report/report.ts';
import { type PlayedOutcome, playedReports } from '../test-outcomes.ts';
import { afterChange } from './change.ts';
import type { CaseChange, Outcome, ReferralCase, RuleContext } from './model.ts';

/**
 * @param existing the case before the change; undefined where the change makes it
 * @param change makes new hand-offs
 */
export function playTest(
  outcome: PlayedOutcome,
  existing: ReferralCase | undefined,
  change: CaseChange,
  context: RuleContext,
): CaseChange {
  const lead = change.handOffs.find(({ after }) => after.part === 'lead')?.after;
  if (!lead) return change;
  const { number, service } = lead;
  const before = existing ?? { head: change.head.after, handOffs: [] };
  const reported: ReportContext = { ...context, channelSafety: () => 'yes' };
  const steps: ((referralCase: ReferralCase) => Outcome<ReportRefusal>)[] = [
    (referralCase) => collectHandOff(referralCase, number, service, context.now),
    ...playedReports[outcome](context.now.toISOString()).map(
      (report) => (referralCase: ReferralCase) => applyReport(referralCase, number, report, service, reported),
    ),
  ];
  return steps.reduce((soFar, step) => {
    const result = step(afterChange(before, soFar));
    return 'change' in result ? mergeChanges(soFar, result.change) : soFar;
  }, change);
}

/** Two changes, one after the other, as one. */
function mergeChanges(first: CaseChange, second: CaseChange): CaseChange {
  const handOffs = new Map(first.handOffs.map((one) => [one.after.number, one]));
  for (const one of second.handOffs)
    handOffs.set(one.after.number, { ...handOffs.get(one.after.number), after: one.after });
  return {
    head: { ...first.head, after: second.head.after },
    handOffs: [...handOffs.values()],
    events: [...first.events, ...second.events],
  };
}

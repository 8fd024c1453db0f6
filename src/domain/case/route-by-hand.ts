/** Triage hands a case to a service of its choice. */
import type { Service } from '../area.ts';
import type { Count } from '../counting/model.ts';
import type { PartyId } from '../ids.ts';
import { serviceDeadline } from '../judgement/clock.ts';
import { londonDate } from '../london.ts';
import { isOpenHandOff } from '../states.ts';
import { refuseByStatus } from './actions.ts';
import { canRoute } from './allowed-actions.ts';
import { changeOf } from './change.ts';
import type { CaseHead, HistoryEvent, NotAllowed, Outcome, ReferralCase, RuleContext } from './model.ts';
import { createHandOff, removeFromTriage } from './next-service.ts';
import { handOffEvent } from './report.ts';

/** Triage hands the case to a service it chose. `note` is sealed. */
export function routeManually(
  referralCase: ReferralCase,
  service: Service,
  note: string,
  party: PartyId,
  context: RuleContext,
): Outcome<NotAllowed> {
  const { head } = referralCase;
  const at = context.now.toISOString();
  if (referralCase.handOffs.some((one) => one.service === service.id && isOpenHandOff(one.status)))
    return { already: true };
  if (!canRoute(head)) return refuseByStatus(head, 'triage');
  const number = head.handOffs + 1;
  const attempt = Math.max(0, ...referralCase.handOffs.map((one) => one.attempt)) + 1;
  const respondBy = serviceDeadline(service, head, context.now, context.area.rules);
  const handOff = createHandOff(head, number, service.id, { part: 'lead', attempt, respondBy }, context);
  const counts: Count[] = [
    { measure: 'handed-off', day: londonDate(context.now), facts: head.facts, services: [service.id] },
  ];
  const after: CaseHead = {
    ...removeFromTriage(head),
    status: 'routed',
    since: head.status === 'routed' ? head.since : at,
    heldReasons: [],
    handOffs: number,
    reserve: head.reserve.filter((id) => id !== service.id),
  };
  const events: HistoryEvent[] = [
    { at, event: 'routed', by: party, service: service.id, note, counts: [] },
    { ...handOffEvent('handed-off', handOff, at, 'system'), counts },
  ];
  return { change: changeOf(referralCase, { head: after, handOffs: [{ after: handOff }], events }) };
}

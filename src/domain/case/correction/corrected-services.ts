/** Which services a correction calls in: of those that are eligible in the new version. */
import type { Service } from '#src/domain/area.ts';
import type { HandOff, ReferralCase, RuleContext } from '#src/domain/case/model.ts';
import { createHandOff } from '#src/domain/case/next-service.ts';
import type { Decision } from '#src/domain/decision.ts';
import type { ServiceId } from '#src/domain/ids.ts';
import { serviceDeadline } from '#src/domain/judgement/clock.ts';
import { isOpenHandOff } from '#src/domain/states.ts';
import type { Need } from '#src/domain/vocabulary.ts';
import type { Differences } from './differences.ts';

export function eligibleServices({ chosen, considered }: Decision): ReadonlySet<ServiceId> {
  return new Set([
    ...chosen.map(({ service }) => service),
    ...considered.filter(({ eligible }) => eligible).map(({ service }) => service),
  ]);
}

/**
 * The next lead, where an earlier one was withdrawn by this correction or an earlier one, and a service for each need that
 * is new, or whose service was withdrawn.
 * @param all the hand-offs after the correction, before these are added
 */
export function addHandOffs(
  referralCase: ReferralCase,
  all: readonly HandOff[],
  { decision, differences }: { decision: Decision; differences: Differences },
  context: RuleContext,
): HandOff[] {
  if (decision.outcome === 'held') return [];
  const { head } = referralCase;
  const kept = all.filter(({ status }) => isOpenHandOff(status));
  const candidates = findCandidates(decision, referralCase, context);
  const added: HandOff[] = [];
  const add = (service: Service, part: HandOff['part'], attempt: number): void => {
    const respondBy = serviceDeadline(service, head, context.now, context.area.rules);
    added.push(
      createHandOff(head, head.handOffs + added.length + 1, service.id, { part, attempt, respondBy }, context),
    );
  };
  const lastLead = all
    .filter(({ part }) => part === 'lead')
    .sort((one, other) => one.number - other.number)
    .at(-1);
  if (lastLead?.status === 'withdrawn') {
    const next = candidates.find(({ meets }) => meets.length > 0);
    if (next) add(next, 'lead', lastLead.attempt + 1);
  }
  const withdrawn = all.filter(({ status }) => status === 'withdrawn').map(({ service }) => service);
  const isUnmet = (need: Need): boolean =>
    differences.newNeeds.includes(need) || withdrawn.some((id) => meetsNeed(context.area.services, id, need));
  for (const need of differences.needs.filter(isUnmet)) {
    const holders = [...kept, ...added].map(({ service }) => service);
    if (holders.some((id) => meetsNeed(context.area.services, id, need))) continue;
    const service = candidates.find((one) => !holders.includes(one.id) && one.alongside?.needs.includes(need));
    if (service) add(service, 'alongside', 1);
  }
  return added;
}

const meetsNeed = (services: readonly Service[], id: ServiceId, need: Need): boolean =>
  services.some((one) => one.id === id && (one.meets.includes(need) || one.alongside?.needs.includes(need)));

/** Eligible services that this case has not been with, or that a correction took it from, as they would be tried. */
function findCandidates(decision: Decision, { handOffs }: ReferralCase, { area }: RuleContext): Service[] {
  const tried = new Set(handOffs.filter(({ status }) => status !== 'withdrawn').map(({ service }) => service));
  const first = [...decision.chosen.map(({ service }) => service), ...decision.reserve];
  const ids = [...new Set([...first, ...eligibleServices(decision)])].filter((id) => !tried.has(id));
  return ids.flatMap((id) => area.services.filter((one) => one.id === id && one.availability === 'open'));
}

/** Eligible leads that were not tried, next first. */
export function reserveOf(
  { chosen, reserve }: Decision,
  { handOffs }: ReferralCase,
  added: readonly HandOff[],
): ServiceId[] {
  const tried = new Set([...handOffs, ...added].map(({ service }) => service));
  const leads = chosen.filter(({ part }) => part === 'lead').map(({ service }) => service);
  return [...leads, ...reserve].filter((id) => !tried.has(id));
}

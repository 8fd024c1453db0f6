/** Which services have a case now, in the form in which the decision said which were to have it. */

import type { CaseHead, HandOff, ReferralCase, RuleContext } from '#src/domain/case/model.ts';
import type { ChosenService, ConsideredService, Decision } from '#src/domain/decision.ts';
import { reasonsOfChoice } from '#src/domain/routing/reasons.ts';
import type { HandOffStatus } from '#src/domain/states.ts';

export type CurrentRouting = Pick<Decision, 'chosen' | 'considered'>;

/** A service whose hand-off ended like this does not have the case, or never had it. */
const lostStatuses: readonly HandOffStatus[] = ['declined', 'returned', 'expired', 'withdrawn'];

/** What a service closed before a correction opened the case again is of its past. */
const hasCase = ({ status, since }: HandOff, { openedAt }: CaseHead): boolean =>
  status === 'closed' ? openedAt === undefined || since > openedAt : !lostStatuses.includes(status);

/** @param decision on the version that stands; while the case is `received`, nothing was done by it yet */
export function currentRouting(
  decision: Decision,
  { head, handOffs }: ReferralCase,
  { area }: Pick<RuleContext, 'area'>,
): CurrentRouting {
  const { chosen, considered } = decision;
  if (head.status === 'received') return { chosen, considered };
  // A service that is given the case again after its hand-off ended has two.
  const isNewest = ({ service, number }: HandOff): boolean =>
    !handOffs.some((other) => other.service === service && other.number > number);
  const holding = handOffs.filter((handOff) => isNewest(handOff) && hasCase(handOff, head));
  const isHolding = ({ service }: { service: string }): boolean => holding.some((one) => one.service === service);
  const nameOf = (service: string): string | undefined => area.services.find(({ id }) => id === service)?.name;
  const presentHolder = ({ service, part, respondBy }: HandOff): ChosenService => {
    const asChosen = chosen.find((one) => one.service === service);
    const because = asChosen?.because ?? reasonsToTake(considered.find((one) => one.service === service));
    return { service, name: nameOf(service) ?? asChosen?.name ?? service, respondBy, because, part };
  };
  const lost = chosen.filter((one) => !isHolding(one));
  return {
    chosen: holding.map(presentHolder),
    considered: [
      ...lost.map(({ service, because }): ConsideredService => ({ service, eligible: true, because })),
      ...considered.filter((one) => !isHolding(one)),
    ],
  };
}

/** Why a service can take the case, without why another came before it. */
const reasonsToTake = (considered: ConsideredService | undefined): string[] =>
  considered?.eligible ? considered.because.filter((code) => !isReasonOfChoice(code)) : [];

const isReasonOfChoice = (code: string): boolean => (reasonsOfChoice as readonly string[]).includes(code);

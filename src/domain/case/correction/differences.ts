/** How a corrected version differs from earlier ones, for the services that hold the case. */
import type { Area } from '#src/domain/area.ts';
import { canonicalJson } from '#src/domain/canonical.ts';
import type { ReferralCase, RuleContext } from '#src/domain/case/model.ts';
import { type ContactReport, isOfChannel, namesWay } from '#src/domain/case/report/contact-reports.ts';
import { composeDetail } from '#src/domain/detail/service-detail.ts';
import type { ServiceId } from '#src/domain/ids.ts';
import { deriveFacts } from '#src/domain/judgement/derived-facts.ts';
import { channelSafety, contactWay, findSafeWays } from '#src/domain/judgement/safe-contact.ts';
import { isOpenHandOff } from '#src/domain/states.ts';
import { type SubmissionKey, submissionKeys } from '#src/domain/submission/registry.ts';
import type { Submission } from '#src/domain/submission.ts';
import { channels, type Need } from '#src/domain/vocabulary.ts';

export interface Differences {
  /** Names of the parts that changed, of those that each service is shown. Services of open hand-offs only. */
  changed: ReadonlyMap<ServiceId, readonly SubmissionKey[]>;
  /**
   * Numbers of suspended hand-offs: there is now a safe way that was not safe in the version that was suspended, and that
   * no service reported wrong in any version.
   */
  reachable: ReadonlySet<number>;
  newNeeds: readonly Need[];
  /** All that the corrected version names. */
  needs: readonly Need[];
  /** A channel that was not known to be unsafe is unsafe now. */
  hasChannelTurnedUnsafe: boolean;
  /** A suspect was arrested, released, charged: what a service must know before it acts. */
  hasSuspectStatusChanged: boolean;
}

export interface ComparedVersions {
  corrected: Submission;
  /** The version that it corrects. */
  previous: Submission;
  /** Of a case with a suspended hand-off: the versions in which hand-offs were suspended or details reported wrong, by number. */
  suspended: ReadonlyMap<number, Submission>;
  /** That details are wrong, oldest first; of a case with a suspended hand-off. */
  wrongReports?: readonly ContactReport[];
}

export function findDifferences(
  { handOffs }: ReferralCase,
  { corrected, previous, suspended, wrongReports = [] }: ComparedVersions,
  { area, now }: RuleContext,
): Differences {
  const open = handOffs.filter(({ status }) => isOpenHandOff(status));
  const safeWays = (submission: Submission): string[] =>
    findSafeWays(submission, deriveFacts(submission, area.rules, now), area.rules);
  const wrongWays = wrongReports.flatMap((one) => {
    const then = one.version === undefined ? undefined : suspended.get(one.version);
    if (!then) return [];
    const derived = deriveFacts(then, area.rules, now);
    if (namesWay(one))
      return channels.filter((way) => isOfChannel(one, way)).map((way) => contactWay(way, then, derived));
    // Another report of the same service says which it means.
    const isExplained = wrongReports.some(
      (other) => namesWay(other) && other.handOff === one.handOff && other.version === one.version,
    );
    return isExplained ? [] : safeWays(then);
  });
  const safeNow = safeWays(corrected).filter((way) => !wrongWays.includes(way));
  const reachable = open.filter(({ suspension }) => {
    const then = suspension && suspended.get(suspension.version);
    if (!then) return false;
    const safeThen = safeWays(then);
    return safeNow.some((way) => !safeThen.includes(way));
  });
  return {
    changed: new Map(
      open.map(({ service }) => [service, findChangedParts(previous, corrected, service, { area, now })]),
    ),
    reachable: new Set(reachable.map(({ number }) => number)),
    newNeeds: (corrected.needs ?? []).filter((need) => !previous.needs?.includes(need)),
    needs: corrected.needs ?? [],
    hasChannelTurnedUnsafe: channels.some(
      (channel) => channelSafety(channel, corrected) === 'no' && channelSafety(channel, previous) !== 'no',
    ),
    hasSuspectStatusChanged: canonicalJson(suspectStatuses(previous)) !== canonicalJson(suspectStatuses(corrected)),
  };
}

/** Compares what the service is shown, so that a part it may not see is never named to it. */
function findChangedParts(
  previous: Submission,
  corrected: Submission,
  id: ServiceId,
  { area, now }: { area: Pick<Area, 'services' | 'rules'>; now: Date },
): SubmissionKey[] {
  const agreement = area.services.find((one) => one.id === id);
  if (!agreement) return [];
  const shown = (submission: Submission) =>
    composeDetail({ submission, notes: [] }, agreement.sharing, { rules: area.rules, now });
  const [before, after] = [shown(previous), shown(corrected)];
  const isSame = (one: unknown, other: unknown): boolean => canonicalJson(one) === canonicalJson(other);
  const changed = submissionKeys.filter((key) => !isSame(before.shared[key], after.shared[key]));
  // How to make contact may change by what the rules withhold.
  if (!changed.includes('contact') && !isSame(before.firstContact.channels, after.firstContact.channels))
    changed.push('contact');
  return changed;
}

const suspectStatuses = ({ suspects = [] }: Submission) =>
  suspects.map(({ status, releaseOn, noContactCondition }) => ({ status, releaseOn, noContactCondition }));

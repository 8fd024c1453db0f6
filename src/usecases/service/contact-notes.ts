/** What services said about contact that was not safe or is stopped, for the hub to read. */

import type { HistoryEvent } from '#src/domain/case/history.ts';
import type { ReferralCase } from '#src/domain/case/model.ts';
import { isFinding } from '#src/domain/case/report/service-report.ts';
import type { AttemptResult, Channel, SuspendReason } from '#src/domain/vocabulary.ts';
import type { Keys } from '#src/usecases/ports/keys.ts';
import { notePlace } from '#src/usecases/ports/seals.ts';
import { openText } from '#src/usecases/sealed-text.ts';

/** An attempt over a channel that is not safe, while contact was stopped, or that found a way to be wrong or unsafe. */
export interface UnsafeAttempt {
  service: string;
  /** RFC 3339, UTC: when it was reported. */
  at: string;
  channel: Channel;
  result?: AttemptResult;
  why?: string;
}

export interface StoppedContact {
  service: string;
  /** RFC 3339, UTC. */
  since: string;
  reason: SuspendReason;
  channels?: readonly Channel[];
  advice?: string;
}

export interface ContactNotes {
  attempts: UnsafeAttempt[];
  stopped: StoppedContact[];
}

/** In plain text: whoever reads them is in the disclosure log. */
export function openContactNotes(
  keys: Pick<Keys, 'open'>,
  { head: { id }, handOffs }: ReferralCase,
  history: readonly HistoryEvent[],
): ContactNotes {
  const open = (sealed: string): string => openText(keys, notePlace(id), sealed);
  const attempts = history.filter(
    ({ event, note, safe, result }) =>
      event === 'contact-attempted' && (note !== undefined || safe === 'no' || isFinding(result)),
  );
  return {
    attempts: attempts.map(({ service = '', at, reason, result, note }) => ({
      service,
      at,
      channel: reason as Channel,
      ...(result && { result }),
      ...(note !== undefined && { why: open(note) }),
    })),
    stopped: handOffs.flatMap(({ service, suspension }) => {
      if (!suspension) return [];
      const { since, reason, channels, advice } = suspension;
      const asked = advice !== undefined && { advice: open(advice) };
      return [{ service, since, reason, ...(channels && { channels }), ...asked }];
    }),
  };
}

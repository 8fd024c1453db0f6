/** Why a case is held, and what would release it. */

import type { CaseHead } from '#src/domain/case/model.ts';
import { isDeclinedByAll, releaseAdvice } from '#src/domain/case/triage/held-advice.ts';
import type { Texts } from './texts/en.ts';

/** Once services were tried, that none took it says more than that none can. */
export const heldTexts = ({ words, work }: Texts, head: CaseHead): { why: string; release: string }[] =>
  releaseAdvice(head).map(({ reason, release }) => ({
    why: isDeclinedByAll(head) ? work.triageReason['declined-by-all'] : words.heldReason[reason],
    release,
  }));

/** Why a case that is for the hub waits. Never that somebody else referred the person. */
export const notYoursText = ({ work }: Texts, head: CaseHead): string =>
  isDeclinedByAll(head) ? work.sent.notYours.lead : work.sent.notYours.withHub;

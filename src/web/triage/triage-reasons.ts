/** Why a case is in triage, in words. */

import type { CaseHead } from '#src/domain/case/model.ts';
import { isDeclinedByAll } from '#src/domain/case/triage/held-advice.ts';
import { findNearRelease } from '#src/domain/case/triage/release.ts';
import type { TriageCall } from '../app/page.ts';
import { formatDateWithYear } from '../format-time.ts';
import { heldTexts } from '../held-texts.ts';
import { type Content, html, type Markup } from '../html.ts';

/** The first reason first, with what each means for this case. */
export function reasonLines(call: TriageCall, head: CaseHead): Markup {
  const { texts } = call.site;
  const also = (head.triage?.also ?? []).map((reason) => html`<br>${texts.work.triageReason[reason]}`);
  const first = texts.work.triageReason[head.triage?.reason ?? 'held'];
  const held = isDeclinedByAll(head) ? [] : heldTexts(texts, head).map(({ why }) => html`<br>${why}`);
  return html`${first}${held}${also}${releaseLine(call, head)}`;
}

/** On any line: the reason on the list may be another one. */
function releaseLine({ area, site, now }: TriageCall, head: CaseHead): Content {
  const on = findNearRelease(head, { area, now });
  return on !== undefined && html`<br>${site.texts.work.triage.releaseOn(formatDateWithYear(on))}`;
}

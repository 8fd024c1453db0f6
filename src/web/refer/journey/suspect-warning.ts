/** Before a person marks what is safe: what is not, because a suspect sees it. */
import type { PartialSubmission } from '#src/domain/judgement/partial-submission.ts';
import { isGuardianSuspected, isHomePostUnsafe, isReadBySuspect } from '#src/domain/judgement/suspects.ts';
import { insetText } from '../../components/inset-text.ts';
import { type Content, html } from '../../html.ts';
import type { Texts } from '../../texts/en.ts';

export function suspectWarning(texts: Texts, known: PartialSubmission): Content {
  const words = texts.refer.suspectSees;
  const seesPhone = isReadBySuspect(known, 'phone');
  const seesEmail = isReadBySuspect(known, 'email');
  const lines = [
    isGuardianSuspected(known) && words.guardian,
    seesPhone && words.phone,
    seesEmail && words.email,
    isHomePostUnsafe(known) && words.post,
    (seesPhone || seesEmail) && words.change,
  ].filter((line) => line !== false);
  return lines.length > 0 && insetText({ html: html`${lines.map((line) => html`<p class="govuk-body">${line}</p>`)}` });
}

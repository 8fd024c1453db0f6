/** Before a person marks what is safe: what is not, because a suspect sees it. */
import type { PartialSubmission } from '#src/domain/judgement/partial-submission.ts';
import { isHomePostUnsafe, isReadBySuspect } from '#src/domain/judgement/suspects.ts';
import { insetText } from '../../components/inset-text.ts';
import { type Content, html } from '../../html.ts';
import type { Texts } from '../../texts/en.ts';

export function suspectWarning(texts: Texts, known: PartialSubmission): Content {
  const words = texts.refer.suspectSees;
  const lines = [
    isReadBySuspect(known, 'phone') && words.phone,
    isReadBySuspect(known, 'email') && words.email,
    isHomePostUnsafe(known) && words.post,
  ].filter((line) => line !== false);
  return (
    lines.length > 0 &&
    insetText({ html: html`${[...lines, words.change].map((line) => html`<p class="govuk-body">${line}</p>`)}` })
  );
}

/** Headings, paragraphs and lists of the help pages. */
import { type Content, html, type Markup } from '../html.ts';

export const h1 = (text: string): Markup => html`<h1 class="govuk-heading-l">${text}</h1>`;
export const h2 = (text: string): Markup => html`<h2 class="govuk-heading-m">${text}</h2>`;
export const paragraphs = (lines: readonly string[]): Content =>
  lines.map((line) => html`<p class="govuk-body">${line}</p>`);
export const bullets = (lines: readonly string[]): Markup =>
  html`<ul class="govuk-list govuk-list--bullet">${lines.map((line) => html`<li>${line}</li>`)}</ul>`;

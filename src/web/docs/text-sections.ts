/** Sections of a page that is text: a heading, a sentence and points. */
import { html, type Markup } from '../html.ts';
import { inCode } from './code.ts';

export interface TextSection {
  title: string;
  lead: string;
  points: readonly string[];
}

export const textSections = (sections: readonly TextSection[]): Markup[] =>
  sections.map(
    ({ title, lead, points }) => html`<h2 class="govuk-heading-m">${title}</h2>
  <p class="govuk-body">${inCode(lead)}</p>
  <ul class="govuk-list govuk-list--bullet">${points.map((point) => html`<li>${inCode(point)}</li>`)}</ul>`,
  );

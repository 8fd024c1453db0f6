/** The ways from a case to who saw or changed it, and to all that is held about its person, for those who may know. */
import type { ReferralId } from '#src/domain/ids.ts';
import type { TriageCall } from '../app/page.ts';
import { decisionRoles, hasRole } from '../app/roles.ts';
import { type Content, html } from '../html.ts';
import { caseHref, readPlace } from './list-place.ts';

export function deciderLinks(call: TriageCall, id: ReferralId): Content {
  if (!hasRole(call.viewer, decisionRoles)) return undefined;
  const { disclosures, person } = call.site.texts.work;
  const link = (action: string, text: string): Content =>
    html`<p class="govuk-body"><a class="govuk-link" href="${caseHref(id, readPlace(call), { action })}">${text}</a></p>`;
  return [link('disclosures', disclosures.title), link('person', person.link)];
}

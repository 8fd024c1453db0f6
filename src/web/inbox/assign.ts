/** The form with which a service says which colleague has a hand-off. */
import { serviceIdOf } from '#src/domain/area.ts';
import type { HandOff } from '#src/domain/case/model.ts';
import { type HandOffId, handOffId } from '#src/domain/ids.ts';
import { isOpenHandOff } from '#src/domain/states.ts';
import type { HttpResponse } from '#src/platform/http-message.ts';
import { assignToColleague, type Colleague, findAssignee } from '#src/usecases/service/assign-hand-off.ts';
import type { InboxCall } from '../app/page.ts';
import { button } from '../components/button.ts';
import { type FormState, firstValue } from '../form/errors.ts';
import { selectField } from '../form/fields.ts';
import { postForm } from '../form/patterns.ts';
import { type Content, html } from '../html.ts';
import { assigneeText } from './assignee.ts';
import { handOffHref } from './done.ts';

const field = 'assignee';
/** Who had it on the page that was shown, as it is stored: who left is named by no page. */
const seenField = 'seen-assignee';

/** Nobody stands first, as the empty choice. What is over is assigned no more. */
export function assignSection(
  call: InboxCall,
  { handOff, colleagues, state }: { handOff: HandOff; colleagues: readonly Colleague[]; state: FormState },
): Content {
  if (!isOpenHandOff(handOff.status)) return undefined;
  const { texts } = call.site;
  const words = texts.work.inbox.assigned;
  const current = { values: { [field]: findAssignee(colleagues, handOff)?.user ?? '' }, errors: [] };
  const select = selectField(
    { ...(field in state.values ? state : current), texts },
    {
      name: field,
      label: words.field,
      emptyText: words.nobody,
      choices: colleagues.map((one) => ({ value: one.user, text: assigneeText(call, one) })),
    },
  );
  const submit = button({ text: words.button, classes: 'govuk-button--secondary', preventDoubleClick: true });
  const action = call.formAction(`/inbox/${handOffId(handOff.referral, handOff.number)}/assign`, {
    [seenField]: handOff.assignee ?? '',
  });
  return html`<div class="app-on-screen">${postForm(action, html`${select}${submit}`)}</div>`;
}

/** @param show the hand-off's page, with what was wrong */
export async function saveAssignment(
  call: InboxCall,
  id: HandOffId,
  show: (state: FormState, status: number) => Promise<HttpResponse>,
): Promise<HttpResponse> {
  const { work } = call.site.texts;
  const result = await assignToColleague(call.deps, serviceIdOf(call.viewer.party), id, {
    assignee: firstValue(call.form, field) || undefined,
    seen: firstValue(call.form, seenField) || undefined,
  });
  if ('absent' in result) return call.notFound();
  if ('notColleague' in result) {
    const errors = [{ field, text: work.inbox.assigned.notColleague }];
    return show({ values: call.form, errors }, 422);
  }
  if ('refused' in result) {
    const { ended, conflict } = work.handOff;
    const text = 'status' in result.refused ? ended : conflict;
    const errors = [{ field: 'main-content', text }];
    return show({ values: {}, errors }, 409);
  }
  return call.redirect(handOffHref(id, 'assigned'));
}

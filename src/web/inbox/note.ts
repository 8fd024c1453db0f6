/** A service's own notes on a hand-off. */
import { serviceIdOf } from '#src/domain/area.ts';
import type { HandOffId } from '#src/domain/ids.ts';
import type { HttpResponse } from '#src/platform/http-message.ts';
import { noteAsService } from '#src/usecases/service/notes.ts';
import type { InboxCall } from '../app/page.ts';
import type { FormState } from '../form/errors.ts';
import type { Markup } from '../html.ts';
import { noteForm, readNote } from '../work/note-form.ts';
import { handOffHref } from './done.ts';

export const noteSection = (call: InboxCall, id: HandOffId, state: FormState): Markup =>
  noteForm(call.site.texts, state, call.formAction(`/inbox/${id}/note`), call.site.texts.work.note.serviceHint);

/** @param show the hand-off's page, with what was wrong */
export async function saveNote(
  call: InboxCall,
  id: HandOffId,
  show: (state: FormState, status: number) => Promise<HttpResponse>,
): Promise<HttpResponse> {
  const reading = readNote(call);
  if ('errors' in reading) return show({ values: call.form, errors: reading.errors }, 422);
  const result = await noteAsService(call.deps, serviceIdOf(call.viewer.party), id, reading.text);
  if ('absent' in result) return call.notFound();
  if ('refused' in result) {
    const text = call.site.texts.work.handOff.ended;
    return show({ values: call.form, errors: [{ field: 'main-content', text }] }, 409);
  }
  return call.redirect(handOffHref(id, 'noted'));
}

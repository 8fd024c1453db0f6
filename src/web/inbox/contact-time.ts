/** When a contact was made or attempted: now, unless a date or time is entered. */
import { instantOf, londonDate } from '#src/domain/london.ts';
import { readDate } from '../form/date.ts';
import { type FormError, type FormValues, firstValue } from '../form/errors.ts';
import { dateField, type Form, textField } from '../form/fields.ts';
import { readTime } from '../form/read-time.ts';
import { type Content, html } from '../html.ts';
import type { Texts } from '../texts/en.ts';

export function contactTimeFields(form: Form, name: string): Content {
  const words = form.texts.work.handOff.contactTime;
  return html`${dateField(form, { name, label: words.label, hint: words.hint, example: '', small: true })}
  ${textField(form, { name: `${name}-time`, label: words.time, width: 10 })}`;
}

/** Returns RFC 3339 in UTC, or the errors. A time without a date is today's. */
export function readContactTime(
  { texts, now }: { texts: Texts; now: Date },
  values: FormValues,
  name: string,
): { at: string } | { errors: FormError[] } {
  const { what } = texts.work.handOff.contactTime;
  const { timeMissing, timeNotReal } = texts.refer.errors;
  const today = londonDate(now);
  const timeText = firstValue(values, `${name}-time`).trim();
  const date = readDate(values, name, { today, notAfterToday: true });
  const time = readTime(timeText);
  const errors: FormError[] = [];
  if ('fault' in date) errors.push({ field: name, text: texts.forms.dateFault(what, date.fault), parts: date.parts });
  else if (date.date === undefined && timeText === '') return { at: now.toISOString() };
  if (time === undefined) {
    errors.push({ field: `${name}-time`, text: timeText === '' ? timeMissing(what) : timeNotReal(what) });
  }
  if ('fault' in date || time === undefined) return { errors };
  return { at: instantOf(date.date ?? today, time).toISOString() };
}

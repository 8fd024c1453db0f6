/** Reads a time of day. */
const byName: Readonly<Record<string, string>> = { midnight: '00:00', midday: '12:00', noon: '12:00' };
const form = /^(\d{1,2})(?:[:.]?(\d{2}))?(am|pm)?$/;

/** Returns HH:MM for "9:30pm", "9.30 pm", "21:30", "2130", "9am" or "midday"; undefined if the text is not a time. */
export function readTime(typed: string): string | undefined {
  const plain = typed
    .toLowerCase()
    .replaceAll(' ', '')
    .replace(/([ap])\.m\.?$/, '$1m');
  const named = byName[plain];
  if (named) return named;
  const [, hours, minutes, half] = form.exec(plain) ?? [];
  // A number alone is ambiguous: it may be an hour of the morning or of the evening.
  if (hours === undefined || (minutes === undefined && half === undefined)) return undefined;
  const hour = Number(hours);
  const minute = Number(minutes ?? 0);
  if (minute > 59 || hour > 23 || (half !== undefined && (hour < 1 || hour > 12))) return undefined;
  const whole = half === undefined ? hour : (hour % 12) + (half === 'pm' ? 12 : 0);
  return `${String(whole).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** Reads a time of day. */
const namedTimes: Readonly<Record<string, string>> = { midnight: '00:00', midday: '12:00', noon: '12:00' };
const timePattern = /^(\d{1,2})(?:[:.]?(\d{2}))?(am|pm)?$/;

/** Returns HH:MM for "9:30pm", "9.30 pm", "21:30", "2130", "9am" or "midday"; undefined if the text is not a time. */
export function readTime(text: string): string | undefined {
  const normalised = text
    .toLowerCase()
    .replaceAll(' ', '')
    .replace(/([ap])\.m\.?$/, '$1m');
  const namedTime = namedTimes[normalised];
  if (namedTime) return namedTime;
  const [, hours, minutes, meridiem] = timePattern.exec(normalised) ?? [];
  // A number alone is ambiguous: it may be an hour of the morning or of the evening.
  if (hours === undefined || (minutes === undefined && meridiem === undefined)) return undefined;
  const hour = Number(hours);
  const minute = Number(minutes ?? 0);
  if (minute > 59 || hour > 23 || (meridiem !== undefined && (hour < 1 || hour > 12))) return undefined;
  const hour24 = meridiem === undefined ? hour : (hour % 12) + (meridiem === 'pm' ? 12 : 0);
  return `${String(hour24).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** When a session ends, as pages show it. */
import { lazyValue } from '#src/domain/lazy-value.ts';

const format = lazyValue(
  () => new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', hour: '2-digit', minute: '2-digit' }),
);

/** London time, 24 hours, for example 09:30. */
export const sessionTime = (at: Date): string => format().format(at);

/** The headers that say of a call, or of a part of it, that it will be switched off. */
import type { Deprecation } from '#src/contracts/deprecation.ts';
import { endOfDay, startOfDay } from '#src/domain/london.ts';

/** Deprecation as RFC 9745 has it, Sunset as RFC 8594; none for a call that stays. */
export function deprecationHeaders(deprecation: Deprecation | undefined): Record<string, string> {
  if (!deprecation) return {};
  const { since, lastDay, part } = deprecation;
  const title = part === undefined ? '' : `; title="${part}"`;
  return {
    deprecation: `@${startOfDay(since).getTime() / 1000}`,
    sunset: endOfDay(lastDay).toUTCString(),
    link: `</docs/changes>; rel="deprecation"; type="text/html"${title}`,
  };
}

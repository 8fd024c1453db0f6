/** The headers that say of a call that it will be switched off. */
import type { Deprecation } from '#src/contracts/deprecation.ts';

/** Deprecation as RFC 9745 has it, Sunset as RFC 8594; none for a call that stays. */
export function deprecationHeaders(deprecation: Deprecation | undefined): Record<string, string> {
  if (!deprecation) return {};
  const { since, lastDay } = deprecation;
  return {
    deprecation: `@${Date.parse(`${since}T00:00:00Z`) / 1000}`,
    sunset: new Date(`${lastDay}T23:59:59Z`).toUTCString(),
    link: '</docs/changes>; rel="deprecation"; type="text/html"',
  };
}

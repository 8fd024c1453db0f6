/** The header in which a service's system says why it opens a case again, as the pages ask a person. */
import { maxAccessReason } from '#src/domain/access-reason-length.ts';
import type { Rules } from '#src/domain/area.ts';
import { addDays } from '#src/domain/london.ts';
import type { Deprecation } from './deprecation.ts';
import { isHeaderText } from './header-text.ts';

export const accessReasonHeader = 'X-Access-Reason';

export const accessReasonText = `why the details are needed: at most ${maxAccessReason} printable ASCII characters`;
export const isAccessReason = (value: string): boolean => isHeaderText(value, maxAccessReason);

/** Until when a reason that is required may be left out; undefined where that stays so, or never was. */
export const endOfReadingWithoutReason = ({ accessReasonRequired }: Rules): Deprecation | undefined =>
  typeof accessReasonRequired === 'object'
    ? {
        since: accessReasonRequired.announcedOn,
        lastDay: addDays(accessReasonRequired.from, -1),
        part: `Reading a hand-off without ${accessReasonHeader} where one is needed`,
      }
    : undefined;

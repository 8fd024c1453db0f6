/** The header in which a service's system says why it opens a case again, as the pages ask a person. */
import { maxAccessReason } from '#src/domain/access-reason-length.ts';
import { isHeaderText } from './header-text.ts';

export const accessReasonHeader = 'X-Access-Reason';

export const accessReasonText = `why the details are needed: at most ${maxAccessReason} printable ASCII characters`;
export const isAccessReason = (value: string): boolean => isHeaderText(value, maxAccessReason);

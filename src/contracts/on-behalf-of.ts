/** The header in which a system names the member of staff for whom it calls. */
import { isHeaderText } from './header-text.ts';

export const onBehalfOfHeader = 'X-On-Behalf-Of';
export const maxOnBehalfOf = 64;

export const onBehalfOfText = `the member of staff for whom you call: at most ${maxOnBehalfOf} printable ASCII characters`;
export const isOnBehalfOf = (value: string): boolean => isHeaderText(value, maxOnBehalfOf);

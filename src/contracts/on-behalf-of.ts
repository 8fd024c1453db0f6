/** The header in which a system names the member of staff for whom it calls. */

export const onBehalfOfHeader = 'X-On-Behalf-Of';

/** ASCII without control characters, because a header holds nothing else unchanged; not blank at its ends. */
const pattern = /^[!-~](?:[ -~]{0,62}[!-~])?$/;

export const onBehalfOfText = 'the member of staff for whom you call: at most 64 printable ASCII characters';
export const isOnBehalfOf = (value: string): boolean => pattern.test(value);

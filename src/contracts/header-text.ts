/** Texts that people type and a header carries: ASCII without control characters, because a header holds nothing else unchanged. */

const pattern = /^[!-~](?:[ -~]*[!-~])?$/;

/** Not blank at its ends. @param max characters */
export const isHeaderText = (value: string, max: number): boolean => value.length <= max && pattern.test(value);

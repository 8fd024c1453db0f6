/** One or many of what is counted. */
export const plural = (count: number, oneForm: string, manyForm: string): string =>
  `${count} ${count === 1 ? oneForm : manyForm}`;
/** Like `plural`, for a formatted number. */
export const pluralText = (count: string, oneForm: string, manyForm: string): string =>
  `${count} ${count === '1' ? oneForm : manyForm}`;

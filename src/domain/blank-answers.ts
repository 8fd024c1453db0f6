/** What people write where a form insists on an answer and they have none. */

export const answersOf = (list: string): ReadonlySet<string> => new Set(list.split('|').map((words) => words.trim()));

/** In lower case without punctuation, whatever the field. */
export const blankAnswers = answersOf(
  `na|nil|none|no|not applicable|not known|not given|not provided|not disclosed|not stated|not recorded|unknown|unk|
   withheld|refused|declined|tbc|tba|to be confirmed|x|xx|xxx|`,
);

/** "N/A" and "n.a." are "na", "N F A" is "nfa", "No-fixed  abode." is "no fixed abode". */
export function plainWords(text: string): string {
  const words = text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M}\s-]/gu, '')
    .split(/[\s-]+/)
    .filter(Boolean);
  return words.every((word) => word.length === 1) ? words.join('') : words.join(' ');
}

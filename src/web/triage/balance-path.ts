/** Where the daily balance is. Alone in its file: the table of routes names it, and must not load the rules of a case for that. */
export const balancePath = '/triage/balance';
export const balanceHref = (day: string): string => `${balancePath}?day=${day}`;

/** The cases in which alone some pages and questions are asked; conditions.ts finds which of them a draft is. */
export const allConditions = [
  'agreed',
  'may-not-know',
  'child',
  'abuse',
  'adult-abuse',
  'pregnancy',
  'safeguarding',
  'other-address',
  'housing',
] as const;
export type Condition = (typeof allConditions)[number];
export type Conditions = ReadonlySet<Condition>;

/** What becomes of the hand-off of a test by itself, where its sender asks for it (test-outcomes.ts). */
export const testHandOffOutcomes = [
  'accepted',
  'declined',
  'returned',
  'suspended',
  'contacted',
  'closed',
  'expired',
] as const;
export type TestHandOffOutcome = (typeof testHandOffOutcomes)[number];

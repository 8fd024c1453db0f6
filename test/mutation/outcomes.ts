/** What main.ts orders of the process that tries breakages, and the lines that it answers with. */
import * as z from 'zod';

export const breakageSchema = z.object({
  file: z.string(),
  id: z.string(),
  line: z.number(),
  column: z.number(),
  kind: z.string(),
  replacement: z.string(),
});

export const orderSchema = z.object({
  /** By source file: the test files that reach it, the nearest first. */
  tests: z.record(z.string(), z.array(z.string())),
  breakages: z.array(breakageSchema),
  /** A test that takes more of the processor, in milliseconds, is left out. */
  slowest: z.number(),
  /** The file to which outcomes are added, a line each. */
  outcomes: z.string(),
});

export const triedSchema = z.object({
  id: z.string(),
  status: z.enum(['found', 'took too long', 'survived', 'not covered']),
  /** The test that found it. */
  by: z.string().optional(),
});
export type Tried = z.infer<typeof triedSchema>;

export const outcomeSchema = z.union([
  triedSchema,
  z.object({ begun: z.string() }),
  z.object({ running: z.string() }),
  z.object({ learned: z.number() }),
  z.object({ unsound: z.string(), why: z.string() }),
  z.object({ notEnded: z.string(), why: z.string() }),
  z.object({ slow: z.string(), milliseconds: z.number() }),
]);
export type Outcome = z.infer<typeof outcomeSchema>;

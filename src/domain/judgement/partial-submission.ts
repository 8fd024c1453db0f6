import type { Submission } from '../submission.ts';

/** Makes every field optional at any depth; arrays stay complete. */
export type DeepPartial<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { [K in keyof T]?: DeepPartial<Exclude<T[K], undefined>> }
    : T;

/** A submission with any field missing, so that rules can check the valid fields of an invalid body. */
export type PartialSubmission = DeepPartial<Submission>;

/** What the rules read: a submission, or as much of one as could be read. */
import type { Submission } from '../submission.ts';

/** Every field may be missing; a list is whole or missing. */
export type Partially<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { [K in keyof T]?: Partially<Exclude<T[K], undefined>> }
    : T;

/** A submission of which any field may be missing. Every Submission is one. */
export type Given = Partially<Submission>;

/**
 * What one release of the code does in a history: what people and jobs begin, with its own stores. Another release's comes from the
 * same file of its own checkout (other-release.ts), so this file keeps its names.
 */
import { dispatchRecords } from '#src/usecases/dispatch/dispatch-records.ts';
import { startAct, submitUntilAnswered } from './acts.ts';
import { startJob } from './jobs.ts';
import { depsOf } from './system.ts';

export const release = { depsOf, dispatchRecords, startAct, startJob, submitUntilAnswered };
export type Release = typeof release;

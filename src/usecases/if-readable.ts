import { Unreadable } from '#src/usecases/ports/errors.ts';

/** Undefined for a row that cannot be read. Dispatch parks it with its reason, so whoever looks at many rows may pass over it. */
export const ifReadable = <Read>(reading: Promise<Read>): Promise<Read | undefined> =>
  reading.catch((error: unknown) => {
    if (error instanceof Unreadable) return undefined;
    throw error;
  });

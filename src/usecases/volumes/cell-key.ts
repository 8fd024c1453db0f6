/** The key of a published cell, from the area's secret: nobody else can tell how a count was moved. */
import type { CellKey } from '#src/domain/volumes/publish-count.ts';
import type { Keys } from '#src/usecases/ports/keys.ts';

const bytesPerNumber = 2;

export const cellKeyOf =
  (keys: Pick<Keys, 'keyedHash'>): CellKey =>
  (cell) => {
    const bytes = Buffer.from(keys.keyedHash('publishing', cell), 'base64url');
    return Array.from(
      { length: Math.floor(bytes.length / bytesPerNumber) },
      (_, index) => (bytes[index * bytesPerNumber] ?? 0) * 256 + (bytes[index * bytesPerNumber + 1] ?? 0),
    );
  };

/** The key by which published counts are moved, from an example secret. */
import { createKeys } from '#src/platform/keys.ts';
import { cellKeyOf } from '#src/usecases/volumes/cell-key.ts';

export const exampleCellKey = cellKeyOf(createKeys('an-example-secret-of-32-characters', 'GM'));

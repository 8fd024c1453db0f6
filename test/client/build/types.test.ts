import { expect, test } from 'vitest';
import { printTypes } from '../../../client/build/types.ts';

test('the library’s types are those of the contract as it stands', async () => {
  // After an intended change, -u writes them again; so does `node client/build/main.ts --types`.
  await expect(printTypes()).toMatchFileSnapshot('../../../client/library/api-types.ts');
});

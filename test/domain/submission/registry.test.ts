import { describe, expect, test } from 'vitest';
import { fieldAt, fieldPaths } from '#src/domain/submission/registry.ts';
import { renderFieldsPage } from '#test/support/docs/fields-page.ts';

describe('the field registry', () => {
  test('docs/fields.md says what the registry says', async () => {
    await expect(renderFieldsPage()).toMatchFileSnapshot('../../../docs/fields.md');
  });

  test('names every field of a section differently, and describes it in sentences that end', () => {
    const names = fieldPaths.map((path) => `${fieldAt(path).section}: ${fieldAt(path).label}`);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    for (const path of fieldPaths)
      expect([path, fieldAt(path).description]).toEqual([path, expect.stringMatching(/^[A-Z].*\.$/)]);
  });

  test('says why a field is not asked, where no page asks it', () => {
    for (const path of fieldPaths) {
      const { page } = fieldAt(path);
      if (typeof page !== 'string') expect([path, page.notAsked]).toEqual([path, expect.stringMatching(/\w+ \w+/)]);
    }
  });
});

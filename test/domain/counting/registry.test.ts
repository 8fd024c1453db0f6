import { describe, expect, test } from 'vitest';
import { dimensions, measures } from '#src/domain/counting/model.ts';
import { describeDimension, dimensionDefinitions, metrics } from '#src/domain/counting/registry.ts';
import { renderMetricsPage } from '#test/support/docs/metrics-page.ts';

describe('the registry of metrics', () => {
  test('docs/metrics.md says what the registry says', async () => {
    await expect(renderMetricsPage()).toMatchFileSnapshot('../../../docs/metrics.md');
  });

  test('every measure and dimension has a heading of its own, and sentences that end', () => {
    const titles = [
      ...measures.map((name) => metrics[name].title),
      ...dimensions.map((name) => dimensionDefinitions[name].title),
    ];
    expect(new Set(titles).size).toBe(measures.length + dimensions.length);
    for (const name of measures) {
      const { definition, countedWhen, byService, caveats } = metrics[name];
      for (const sentence of [definition, countedWhen, byService, ...caveats]) expect(sentence).toMatch(/^[A-Z].*\.$/);
    }
    for (const name of dimensions) expect(describeDimension(name)).toMatch(/^[A-Z].*\.$/);
  });

  test('what pages say of a dimension has no word of the data, which is in what the API and its page say', () => {
    for (const name of dimensions) {
      expect([name, dimensionDefinitions[name].definition]).toEqual([
        name,
        expect.not.stringMatching(/\b(id|ids|ONS|codes?|catalogue|register|NS|out-of-area)\b/),
      ]);
    }
    expect(describeDimension('service')).toContain('id in the catalogue');
    expect(describeDimension('source')).toContain('id in the register');
    expect(describeDimension('district')).toMatch(/ONS code.*out-of-area/);
    expect(describeDimension('ethnicity')).toContain('NS');
  });
});

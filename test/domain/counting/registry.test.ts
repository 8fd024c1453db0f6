import { describe, expect, test } from 'vitest';
import { dimensions, measures } from '#src/domain/counting/model.ts';
import { describeDimension, dimensionDefinitions, metrics } from '#src/domain/counting/registry.ts';
import { renderMetricsPage } from '#test/support/docs/metrics-page.ts';

describe('the registry of metrics', () => {
  test('is the table in docs/metrics.md', async () => {
    await expect(renderMetricsPage()).toMatchFileSnapshot('../../../docs/metrics.md');
  });

  test('every measure and dimension has its own heading, and complete sentences', () => {
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

  test('the pages’ text on a dimension has no code words, which are in the API’s text', () => {
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

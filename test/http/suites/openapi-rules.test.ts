import { createConfig, lintFromString } from '@redocly/openapi-core';
import { Ruleset, Spectral } from '@stoplight/spectral-core';
import { oas } from '@stoplight/spectral-rulesets';
import { expect, test } from 'vitest';
import { openApiDocument } from '#src/http/openapi.ts';
import { area } from '#test/support/area-fixture.ts';

const source = JSON.stringify(openApiDocument(area()));
/** Each reads the whole document, with all of its examples, many times. */
const patient = { timeout: 120_000 };

test('the OpenAPI document keeps to every rule that Redocly recommends', patient, async () => {
  const config = await createConfig({ extends: ['recommended'] });
  const found = await lintFromString({ source, absoluteRef: 'openapi.json', config });
  expect(found.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer])).toEqual([]);
});

test('the OpenAPI document keeps to every rule that Spectral recommends for OpenAPI', patient, async () => {
  const spectral = new Spectral();
  spectral.setRuleset(new Ruleset({ extends: [[oas, 'recommended']] }));
  const found = await spectral.run(JSON.parse(source));
  expect(found.map(({ code, message, path }) => [code, message, path.join('/')])).toEqual([]);
});

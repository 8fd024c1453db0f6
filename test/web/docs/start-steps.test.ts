import { expect, test } from 'vitest';
import { readDocument } from '#src/web/docs/document.ts';
import { showSteps } from '#src/web/docs/start-steps.ts';
import { openApi, openDocs } from './support/docs-pages.ts';

const steps = () => showSteps(readDocument(JSON.stringify(openApi)));

test('each call uses what an answer before it gave, never an id of the example', () => {
  const kept = steps().flatMap(({ kept: value }) => value ?? []);
  expect(kept).toHaveLength(3);
  for (const { command } of steps()) for (const value of kept) expect(command).not.toContain(value);
  const accept = steps().find(({ name }) => name === 'accept')?.command;
  expect(accept).toContain('"$API/v1/hand-offs/$HAND_OFF/status"');
  // A quoted end would keep the shell from reading the variable.
  expect(accept).toContain('<<END');
  expect(accept).toContain('"confirmationCode": "$CODE"');
});

test('the page shows every command and answer, and the address of this system', async () => {
  const { document } = await openDocs('/docs/start');
  const blocks = [...document.querySelectorAll('pre')].map(({ textContent }) => textContent ?? '');
  for (const { command } of steps()) expect(blocks).toContain(command);
  const given = blocks.find((block) => block.startsWith('API='));
  expect(given).toContain(`API=${openApi.servers[0].url}`);
  expect(given).toContain(`TOKEN_URL=${openApi.components.securitySchemes.submit.flows.clientCredentials.tokenUrl}`);
});

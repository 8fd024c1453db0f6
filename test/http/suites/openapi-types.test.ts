import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openApiDocument } from '#src/http/openapi.ts';
import { area } from '#test/support/area-fixture.ts';
import { printDocumentTypes } from '#test/support/openapi/types.ts';

const run = promisify(execFile);
const tsc = path.resolve(import.meta.dirname, '../../../node_modules/.bin/tsc');
const patient = 120_000;

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'referrals-types-'));
  writeFileSync(path.join(folder, 'api.ts'), await printDocumentTypes(openApiDocument(area())));
}, patient);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** @returns what the compiler says; empty where it compiles */
async function compile(name: string, program: string): Promise<string> {
  writeFileSync(path.join(folder, name), `import type { components, paths } from './api.ts';\n${program}`);
  const settings = ['--noEmit', '--strict', '--allowImportingTsExtensions', '--module', 'nodenext'];
  return run(tsc, [...settings, name], { cwd: folder }).then(
    () => '',
    (error: { stdout: string }) => error.stdout,
  );
}

describe('the types that openapi-typescript makes of the document', () => {
  test('compile a program that reads the person’s name and how to reach them', { timeout: patient }, async () => {
    const program = `
      type Detail = paths['/v1/hand-offs/{id}']['get']['responses'][200]['content']['application/json'];
      export const nameOf = ({ victim }: Detail): string =>
        [victim?.givenName, victim?.familyName].filter((part) => part !== undefined).join(' ');
      export const phoneOf = ({ firstContact }: Detail): string | undefined =>
        firstContact?.channels.find(({ channel, safe, reported }) => channel === 'call' && safe === 'yes' && !reported)?.phone;
      export const accept = ({ confirmationCode }: Detail): components['schemas']['Report'] =>
        ({ status: 'accepted', confirmationCode });
    `;
    expect(await compile('reads.ts', program)).toBe('');
  });

  test('compile a program that sends a referral, and decides by the code of a refusal', {
    timeout: patient,
  }, async () => {
    const program = `
      export const referral: components['schemas']['Referral'] = {
        crimeReference: '06AB/0001234/26',
        // A tool of this kind makes what has a default a field that is always there.
        victimReference: '1',
        offence: { category: 'violence-with-injury' },
        victim: { role: 'direct', familyName: 'Specimen' },
        contact: {
          phone: '0161 496 0321',
          safe: { call: 'yes', voicemail: 'no', text: 'unknown', email: 'unknown', post: 'unknown' },
        },
        consent: { basis: 'public-task' },
      };
      type Refusals = paths['/v1/referrals']['post']['responses'];
      type Conflict = Refusals[409]['content']['application/problem+json'];
      export const linkOf = ({ code, links }: Conflict): string | undefined =>
        code === 'already-referred' ? links?.correct : undefined;
    `;
    expect(await compile('sends.ts', program)).toBe('');
  });

  test('refuse a field or a word that there is not', { timeout: patient }, async () => {
    const program = `
      type Detail = components['schemas']['HandOffDetail'];
      export const surname = ({ victim }: Detail) => victim?.surname;
      export const isLost = ({ status }: Detail) => status === 'lost';
    `;
    const said = await compile('wrong.ts', program);
    expect(said).toContain("'surname' does not exist");
    expect(said).toContain('no overlap');
  });
});

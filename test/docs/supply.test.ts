/** What comes from others: each package is pinned by its content, and what is deployed may be used and passed on. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface LockedPackage {
  license?: string;
  integrity?: string;
  dev?: boolean;
  optional?: boolean;
  inBundle?: boolean;
}
const lock: { packages: Record<string, LockedPackage> } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const manifest: { optionalDependencies: Record<string, string> } = JSON.parse(readFileSync('package.json', 'utf8'));
const packages = Object.entries(lock.packages).filter(([place]) => place !== '');

/** They ask for their notice alone. */
const allowedLicences = ['MIT', 'Apache-2.0', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause'];

test('each package that is installed is pinned by a hash of its content', () => {
  expect(packages.length).toBeGreaterThan(100);
  // What is bundled lies in another's archive; an optional one for another platform is not installed here.
  const needsHash = packages.filter(([, { inBundle, optional }]) => !inBundle && !optional);
  expect(needsHash.filter(([, { integrity }]) => !integrity?.startsWith('sha512-')).map(([place]) => place)).toEqual(
    [],
  );
});

test('each package that is deployed has a licence that lets it be used and passed on', () => {
  const deployed = packages.filter(([, { dev, optional }]) => !dev && !optional);
  expect(deployed.length).toBeGreaterThan(10);
  const isAllowed = (licence = 'none') =>
    licence
      .replace(/[()]/g, '')
      .split(' OR ')
      .some((one) => allowedLicences.includes(one));
  expect(
    deployed.filter(([, { license }]) => !isAllowed(license)).map(([place, { license }]) => [place, license]),
  ).toEqual([]);
});

test('the emulator of DynamoDB is locked for each platform that it is published for', () => {
  const names = packages
    .map(([place]) => place.replace('node_modules/', ''))
    .filter((name) => name.startsWith('@dynoxide/'));
  expect(names).toEqual(
    ['darwin-arm64', 'darwin-x64', 'linux-arm64', 'linux-x64', 'win32-x64'].map((platform) => `@dynoxide/${platform}`),
  );
  expect(Object.keys(manifest.optionalDependencies)).toEqual(names);
});

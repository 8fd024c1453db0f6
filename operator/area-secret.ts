/** How the area's secret changes: a version is added, then used, then the one before it is retired. */
import { randomBytes } from 'node:crypto';
import { type AreaSecret, maxSealVersion } from '#src/platform/area-secret.ts';
import { secretAges } from '#src/platform/fresh-keys.ts';

/** Milliseconds after `add` in which every function has read the version. */
const beforeUse = 3 * secretAges.refresh;
/** Milliseconds after `use` in which every function has stopped sealing by the version before, or stopped. */
const beforeRetiring = secretAges.end;

/** Why it may not be done now, in words for whoever asked. */
export class NotNow extends Error {
  override name = 'NotNow';
}

const newestOf = ({ seals }: AreaSecret): number => Math.max(...seals.map(({ version }) => version));
const sinceOf = (at: string | undefined): number => (at === undefined ? 0 : Date.parse(at));
const minutes = (milliseconds: number): number => Math.ceil(milliseconds / 60_000);

/** @returns the secret with one version more, which is not used yet */
export function addVersion(secret: AreaSecret, now: Date): AreaSecret {
  const newest = newestOf(secret);
  if (newest > secret.current) throw new NotNow(`Version ${newest} was added and is not used yet: use or retire it.`);
  if (newest >= maxSealVersion) throw new NotNow(`A seal can name ${maxSealVersion} versions, and all were used.`);
  const added = { version: newest + 1, secret: randomBytes(48).toString('base64url'), addedAt: now.toISOString() };
  return { ...secret, seals: [added, ...secret.seals] };
}

/** @returns the secret by whose newest version is sealed from now on */
export function useNewest(secret: AreaSecret, now: Date): AreaSecret {
  const newest = newestOf(secret);
  if (newest === secret.current) throw new NotNow(`Version ${newest} is the newest and is used. Add one first.`);
  const addedAt = sinceOf(secret.seals.find(({ version }) => version === newest)?.addedAt);
  const wait = addedAt + beforeUse - now.getTime();
  if (wait > 0) throw new NotNow(`Not every function has read version ${newest} yet: wait ${minutes(wait)} minutes.`);
  return { ...secret, current: newest, currentSince: now.toISOString() };
}

/** @returns the secret without a version. Whether a seal is of it still is for the caller to see first */
export function retireVersion(secret: AreaSecret, version: number, now: Date): AreaSecret {
  if (!secret.seals.some((one) => one.version === version)) throw new NotNow(`There is no version ${version}.`);
  if (version === secret.current) throw new NotNow(`Version ${version} is in use: add and use another first.`);
  const wait = sinceOf(secret.currentSince) + beforeRetiring - now.getTime();
  if (version < secret.current && wait > 0)
    throw new NotNow(`A function may still seal by version ${version}: wait ${minutes(wait)} minutes.`);
  return { ...secret, seals: secret.seals.filter((one) => one.version !== version) };
}

/**
 * Another release, to be played beside this one, as both run while a deployment shifts from one to the other. Its code comes from a
 * checkout of its own, with the packages of this one.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Release } from './release.ts';

const file = 'test/simulation/release.ts';
const git = (...words: string[]): string => execFileSync('git', words, { encoding: 'utf8' }).trim();

/**
 * @param ref of git: a tag, a branch or a commit
 * @returns the release, with what takes its checkout away
 * @throws Error when there is no such commit, or it is from before two releases could be played
 */
export async function loadRelease(ref: string): Promise<{ release: Release; remove: () => void }> {
  const folder = path.join(mkdtempSync(path.join(tmpdir(), 'victim-referral-intake-release-')), 'checkout');
  git('worktree', 'add', '--quiet', '--detach', folder, ref);
  const remove = (): void => {
    git('worktree', 'remove', '--force', folder);
    rmSync(path.dirname(folder), { recursive: true, force: true });
  };
  try {
    if (!existsSync(path.join(folder, file)))
      throw new Error(`${ref} has no ${file}: it cannot be played beside this.`);
    symlinkSync(path.resolve('node_modules'), path.join(folder, 'node_modules'));
    const { release } = (await import(pathToFileURL(path.join(folder, file)).href)) as { release: Release };
    return { release, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

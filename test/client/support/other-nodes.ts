/**
 * Other versions of Node, as they are published in npm's registry for this machine. NODE_20 and NODE_22 may name one that is there.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';

const versions = { 20: '20.20.2', 22: '22.23.5' } as const;
export type OtherNode = keyof typeof versions;

const cache = path.join(import.meta.dirname, '../../../node_modules/.cache/nodes');

/** The path of its executable, or why there is none. */
export function findNode(major: OtherNode): { file: string } | { missing: string } {
  const named = process.env[`NODE_${major}`];
  if (named !== undefined) return { file: named };
  const file = path.join(cache, versions[major], 'bin', 'node');
  if (existsSync(file)) return { file };
  const folder = `${path.dirname(path.dirname(file))}-${process.pid}`;
  try {
    mkdirSync(folder, { recursive: true });
    const what = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}@${versions[major]}`;
    const run = (command: string, words: string[]) =>
      execFileSync(command, words, {
        ...{ cwd: folder, encoding: 'utf8', timeout: 90_000 },
        stdio: ['ignore', 'pipe', 'ignore'],
      });
    const archive = run('npm', ['pack', '--silent', what]).trim();
    run('tar', ['-xzf', archive, '--strip-components', '1', 'package/bin/node']);
    rmSync(path.join(folder, archive));
    if (!existsSync(file)) renameSync(folder, path.dirname(path.dirname(file)));
    return { file };
  } catch {
    return { missing: `Node ${major} is not to be had from npm's registry; name one as NODE_${major}` };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

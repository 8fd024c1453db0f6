/**
 * Starts a command line of this repository on a Node that can run TypeScript. npx uses the first Node in PATH; if that is too old,
 * this uses the Node that came with the install, or another one in PATH. It is plain JavaScript so that an old Node
 * can run it.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const needed = [24, 16];
const here = dirname(realpathSync(fileURLToPath(import.meta.url)));

/** @param {string} version such as v24.16.0 or 24.16.0 */
function isEnough(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  return major > needed[0] || (major === needed[0] && minor >= needed[1]);
}

/** The Node that came with the install, in this folder or one above, then those in PATH. */
function* candidates() {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  for (let folder = here; ; folder = dirname(folder)) {
    yield join(folder, 'node_modules', 'node', 'bin', name);
    if (dirname(folder) === folder) break;
  }
  for (const folder of (process.env.PATH ?? '').split(delimiter)) if (folder !== '') yield join(folder, name);
}

function findNode() {
  for (const file of candidates()) {
    if (!existsSync(file)) continue;
    const { status, stdout } = spawnSync(file, ['--version'], { encoding: 'utf8', timeout: 10_000 });
    if (status === 0 && isEnough(stdout.trim())) return file;
  }
  return undefined;
}

function startOn(node, main) {
  const child = spawn(node, [main, ...process.argv.slice(2)], { stdio: 'inherit' });
  // The terminal sends Ctrl-C to the child as well; this process only waits for it to exit.
  process.on('SIGINT', () => undefined);
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.once('error', (error) => {
    process.stderr.write(`${node} could not be started: ${error.message}\n`);
    process.exitCode = 1;
  });
  child.once('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1);
  });
}

/**
 * @param {string} name of the command
 * @param {URL} main its entry
 * @param {() => Promise<unknown>} start imports the entry
 */
export async function launch(name, main, start) {
  if (isEnough(process.versions.node)) {
    await start();
    return;
  }
  const node = findNode();
  if (node === undefined) {
    process.stderr.write(
      `${name} needs Node ${needed.join('.')} or later. This is ${process.version} (${process.execPath}), and no later one was found.\n` +
        'npm ci in the project’s folder brings one; any other in PATH will do too.\n',
    );
    process.exitCode = 1;
  } else {
    startOn(node, fileURLToPath(main));
  }
}

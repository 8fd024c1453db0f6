/** `npm start`. Checks Node's version and turns on its compile cache before it loads anything else. */
import './support/require-node.ts';
import { cacheCompiledCode } from './workarounds/compile-cache.ts';

cacheCompiledCode();
const { runCommand: command } = await import('./command.ts');
process.exit(await command(process.argv.slice(2)));

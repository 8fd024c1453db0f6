/** `npm start`. Checks Node's version and turns on its compile cache before it loads anything else. */
import './support/require-node.ts';
import { keepCompiled } from './compile-cache.ts';

keepCompiled();
const { command } = await import('./command.ts');
process.exit(await command(process.argv.slice(2)));

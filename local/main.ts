/** `npm start`. Nothing else is loaded before Node is known to be new enough and its compile cache is on. */
import './support/require-node.ts';
import { keepCompiled } from './compile-cache.ts';

keepCompiled();
const { command } = await import('./command.ts');
process.exit(await command(process.argv.slice(2)));

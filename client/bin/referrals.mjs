#!/usr/bin/env node
/** `referrals` as this repository has it. What others install is built: see client/build.ts. */
import { launch } from './launch.mjs';

await launch('referrals', new URL('../commands/main.ts', import.meta.url), () => import('../commands/main.ts'));

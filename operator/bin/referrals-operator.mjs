#!/usr/bin/env node
import { launch } from '../../client/bin/launch.mjs';

await launch(
  'referrals-operator',
  new URL('../commands/main.ts', import.meta.url),
  () => import('../commands/main.ts'),
);

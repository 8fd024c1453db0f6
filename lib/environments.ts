import { envSchema as balance } from '#functions/balance/env.ts';
import { envSchema as canary } from '#functions/canary/env.ts';
import { envSchema as deadlines } from '#functions/deadlines/env.ts';
import { envSchema as dispatch } from '#functions/dispatch/env.ts';
import { envSchema as erase } from '#functions/erase/env.ts';
import { envSchema as handOffs } from '#functions/hand-offs/env.ts';
import { envSchema as intake } from '#functions/intake/env.ts';
import { envSchema as mail } from '#functions/mail/env.ts';
import { envSchema as mailEvents } from '#functions/mail-events/env.ts';
import { envSchema as recount } from '#functions/recount/env.ts';
import { envSchema as referrer } from '#functions/referrer/env.ts';
import { envSchema as sweep } from '#functions/sweep/env.ts';
import { envSchema as triage } from '#functions/triage/env.ts';
import { envSchema as volumes } from '#functions/volumes/env.ts';
import { envSchema as web } from '#functions/web/env.ts';
import type { FunctionName } from '#src/contracts/routes.ts';

export const envSchemas = {
  intake,
  referrer,
  'hand-offs': handOffs,
  triage,
  volumes,
  web,
  dispatch,
  sweep,
  deadlines,
  erase,
  recount,
  balance,
  canary,
  mail,
  'mail-events': mailEvents,
} as const satisfies Record<FunctionName, { shape: object }>;

type Schemas = typeof envSchemas;
type Variable = { [Name in FunctionName]: keyof Schemas[Name]['shape'] }[FunctionName];

/** Every variable of any schema; one added to a schema does not compile until the stack provides it. */
export type EnvironmentValues = Record<Variable, string | undefined>;

/** Picks the variables in the function's own schema; one that a deployment does not need is left out. */
export function environmentOf(name: FunctionName, values: EnvironmentValues): Record<string, string> {
  const keys = Object.keys(envSchemas[name].shape) as Variable[];
  return Object.fromEntries(
    keys.flatMap((key) => {
      const value = values[key];
      return value === undefined ? [] : [[key, value] as const];
    }),
  );
}

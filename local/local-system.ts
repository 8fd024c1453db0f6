/** The options of a local run, and what it offers while it runs. */
import type { LocalClock } from './clock.ts';
import type { Endpoints } from './endpoints.ts';
import type { Invocation } from './functions/invocation.ts';
import type { Permission } from './permissions/guard.ts';
import type { SynthesisedStack } from './synth/synthesise.ts';
import type { LocalModel } from './template/model.ts';

export interface LocalOptions {
  dataDir: string;
  /** 0 for any free port. */
  port: number;
  area: string;
  /** Epoch milliseconds at which the clock starts; by default it continues from the last run in the folder. */
  now?: number | undefined;
  /** Sends the canary's referral each quarter of an hour, as when it is deployed. */
  canary?: boolean | undefined;
  /** Each function loads at its first call, as on Lambda, and not all of them at the start. */
  coldFunctions?: boolean | undefined;
  /** Folder of the functions' code as bundles (lib/bundle.ts), which load in half the time; by default it is their source. */
  bundles?: string | undefined;
  /** DynamoDB waits, conflicts and throttles as on AWS (emulators/aws-like-dynamodb.ts). */
  awsLike?: boolean | undefined;
  /** Removes the state of earlier runs from the data folder. */
  fresh?: boolean | undefined;
  /** Receives progress messages for the user. */
  progress?: (line: string) => void;
  /** Called on a failure that the run survives; `where` is the function or mapping. */
  onError?: (where: string, why: string) => void;
  /** Called on a failure that the run cannot survive. */
  onFatalError?: (why: string) => void;
  /** Replaces the synthesised stack, for tests of the local run itself. */
  synthesised?: SynthesisedStack;
  /** Folder that function entries are relative to; by default the project's root. */
  root?: string;
}

export interface LocalSystem {
  endpoints: Endpoints;
  model: LocalModel;
  clock: LocalClock;
  /** Invokes a function as its event source would, by its name or its job, such as `dispatch`. */
  invoke(nameOrJob: string, event: unknown): Promise<Invocation>;
  /** Resolves when everything written before the call has passed the event source mappings. */
  waitUntilIdle(): Promise<void>;
  /** Runs every due schedule once, and waits for the work it causes. */
  runSchedules(): Promise<void>;
  /** The permissions that the job's function has used since the start (local/permissions). */
  usedPermissions(job: string): Permission[];
  stop(): Promise<void>;
}

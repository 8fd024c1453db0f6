/**
 * Serves the template once the emulators are up: stores and functions first, then the event sources
 * that invoke them, and the HTTP API last. Then it writes endpoints.json.
 */
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import type { LocalClock } from './clock.ts';
import { type DataFolder, writeWhole } from './data-folder/folder.ts';
import type { Kept } from './data-folder/kept.ts';
import { awsJson } from './emulators/aws-json.ts';
import { createQueues, createTables } from './emulators/create-stores.ts';
import type { Emulators } from './emulators/start.ts';
import { endpointsOf } from './endpoints.ts';
import { functionHost } from './functions/host.ts';
import type { Door } from './http/door.ts';
import { openCheckpoints } from './mappings/checkpoints.ts';
import { startMappings } from './mappings/start.ts';
import { runSchedules } from './schedules/schedules.ts';
import type { Synthesised } from './synth/synthesised.ts';
import type { LocalOptions, LocalSystem } from './system.ts';
import type { Places } from './template/physical.ts';
import { readTemplate } from './template/read.ts';
import { keptClient } from './template/read-functions.ts';
import type { Undo } from './undo.ts';

export interface Stage {
  made: Synthesised;
  root: string;
  folder: DataFolder;
  kept: Kept;
  clock: LocalClock;
  door: Door;
  emulators: Emulators;
  add: Undo['add'];
  options: LocalOptions;
}

/** The only account that the emulators accept. */
const account = '000000000000';

/** The part of area.json that says whose clients and queues these are. */
const register = z.object({
  id: z.string(),
  parties: z.array(z.object({ id: z.string(), kind: z.string(), name: z.string() })),
  services: z.array(z.object({ id: z.string() })),
});

export async function serve(stage: Stage): Promise<Omit<LocalSystem, 'stop'>> {
  const { made, root, folder, kept, clock, door, emulators, add, options } = stage;
  const { region } = made;
  const troubled = options.onTrouble ?? (() => undefined);
  const places: Places = {
    region,
    account,
    apiUrl: door.url,
    sqsUrl: emulators.sqs.url,
    issuerUrl: emulators.issuer.url,
    client: keptClient(kept),
  };
  const model = readTemplate({ template: made.template, places, kept, taskFolder: folder.task });
  for (const [name, content] of Object.entries(made.files)) writeFileSync(path.join(folder.task, name), content);
  emulators.secrets.hold(model.secrets);
  const area = register.parse(JSON.parse(made.files['area.json'] ?? '{}'));
  const people = area.parties.map(({ id, name, kind }) => ({ party: id, name, kind }));
  emulators.issuer.admit(model.clients, people);

  const functions = functionHost(model.functions, {
    root,
    logs: folder.logs,
    clock: clock.memory,
    // An external DynamoDB gets the same requests as AWS would.
    withoutTokens: emulators.upkeep !== undefined,
    stores: model.stores,
    shared: sharedEnvironment(region, emulators, folder),
  });
  add(functions.stop);
  functions.events.on('troubled', troubled);
  await Promise.all([
    functions.warm(),
    createTables(awsJson('dynamodb', { url: emulators.dynamodb.url, region }), model.tables),
    createQueues(awsJson('sqs', { url: emulators.sqs.url, region }), model.queues),
  ]);
  emulators.upkeep?.index();

  const checkpoints = openCheckpoints(folder.checkpoints);
  const mappings = await startMappings({ model, emulators, functions, checkpoints, region, troubled });
  add(mappings.stop);
  functions.events.on('invoked', mappings.nudge);

  const schedules = runSchedules(model.schedules, { clock, kept, invoke: functions.invoke, region, account });
  add(schedules.stop);
  const moved = async () => {
    await mappings.idle();
    await schedules.runAll();
    await mappings.idle();
  };

  const { invoke } = functions;
  const settled = mappings.idle;
  door.open({ clock, settled, moved, routes: model.routes, keys: emulators.issuer.keys(), region, account, invoke });
  add(door.close);
  const endpoints = endpointsOf(
    {
      url: door.url,
      tokenUrl: emulators.issuer.tokenUrl,
      issuer: emulators.issuer.url,
      sqsEndpoint: emulators.sqs.url,
      dynamodbEndpoint: emulators.dynamodb.url,
      secretsEndpoint: emulators.secrets.url,
    },
    model,
    area,
  );
  writeWhole(folder.endpoints, `${JSON.stringify(endpoints, undefined, 2)}\n`);
  add(() => rmSync(folder.endpoints, { force: true }));
  return {
    endpoints,
    model,
    clock,
    invoke,
    idle: mappings.idle,
    runSchedules: moved,
    used: functions.used,
    dynamodbPid: emulators.dynamodb.pid,
  };
}

/** Lambda's own environment variables, with the emulators' endpoints in place of AWS's. */
function sharedEnvironment(region: string, emulators: Emulators, folder: DataFolder): Record<string, string> {
  // A file that does not exist, so that the user's own AWS settings never reach a function.
  const nowhere = path.join(folder.root, 'no-aws-settings');
  return {
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: nowhere,
    AWS_SHARED_CREDENTIALS_FILE: nowhere,
    AWS_ENDPOINT_URL_DYNAMODB: emulators.dynamodb.url,
    AWS_ENDPOINT_URL_SQS: emulators.sqs.url,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: emulators.secrets.url,
    TZ: ':UTC',
    LANG: 'en_US.UTF-8',
  };
}

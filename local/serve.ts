/**
 * Serves the template once the emulators are up: stores and functions first, then the event sources
 * that invoke them, and the HTTP API last. Then it writes endpoints.json.
 */
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { testAnswers } from '#local/http/test-answers.ts';
import type { Cleanup } from './cleanup.ts';
import type { LocalClock } from './clock.ts';
import { type DataFolder, writeAtomically } from './data-folder/folder.ts';
import type { SavedValues } from './data-folder/saved-values.ts';
import { awsJsonClient } from './emulators/aws-json.ts';
import { createQueues, createTables } from './emulators/create-stores.ts';
import type { Emulators } from './emulators/start.ts';
import { buildEndpoints } from './endpoints.ts';
import { functionHost } from './functions/host.ts';
import type { ApiServer } from './http/api-server.ts';
import type { LocalOptions, LocalSystem } from './local-system.ts';
import { openCheckpoints } from './mappings/checkpoints.ts';
import { openEventBus } from './mappings/event-bus.ts';
import { startMappings } from './mappings/start.ts';
import { startSchedules } from './schedules/schedules.ts';
import type { SynthesisedStack } from './synth/synthesise.ts';
import type { LocalFunction } from './template/model.ts';
import type { LocalAddresses } from './template/physical.ts';
import { readTemplate } from './template/read.ts';
import { savedClient } from './template/read-functions.ts';

export interface ServeInput {
  stack: SynthesisedStack;
  root: string;
  folder: DataFolder;
  savedValues: SavedValues;
  clock: LocalClock;
  apiServer: ApiServer;
  emulators: Emulators;
  addCleanup: Cleanup['add'];
  options: LocalOptions;
}

/** The only account that the emulators accept. */
const account = '000000000000';

/** The part of area.json that says whose clients and queues these are. */
const areaSchema = z.object({
  id: z.string(),
  parties: z.array(z.object({ id: z.string(), kind: z.string(), name: z.string(), test: z.literal(true).optional() })),
  services: z.array(z.object({ id: z.string() })),
});

export async function serve(input: ServeInput): Promise<Omit<LocalSystem, 'stop'>> {
  const { stack, root, folder, savedValues, clock, apiServer, emulators, addCleanup, options } = input;
  const { region } = stack;
  const onError = options.onError ?? (() => undefined);
  const places: LocalAddresses = {
    region,
    account,
    apiUrl: apiServer.url,
    sqsUrl: emulators.sqs.url,
    issuerUrl: emulators.issuer.url,
    client: savedClient(savedValues),
  };
  const whole = readTemplate({ template: stack.template, addresses: places, savedValues, taskFolder: folder.task });
  const canary = whole.functions.find(({ job }) => job === 'canary');
  // Its referrals among a developer's own would only be in the way.
  const schedules = whole.schedules.filter(({ functionName }) => options.canary || functionName !== canary?.name);
  const model = { ...whole, schedules, functions: whole.functions.map(entryFrom(options.bundles)) };
  for (const [name, content] of Object.entries(stack.files)) writeFileSync(path.join(folder.task, name), content);
  emulators.secrets.setSecrets(model.secrets, ({ savedAs, value }) => savedValues.set(savedAs, value));
  const area = areaSchema.parse(JSON.parse(stack.files['area.json'] ?? '{}'));
  emulators.issuer.register(model.clients, area.parties);

  const functions = functionHost(model.functions, {
    root,
    logs: folder.logs,
    clock: clock.memory,
    // An external DynamoDB gets the same requests as AWS would.
    dropTransactionTokens: emulators.streamMaintenance !== undefined,
    stores: model.stores,
    shared: sharedEnvironment(region, emulators, folder),
  });
  addCleanup(functions.stop);
  functions.events.on('onError', onError);
  await Promise.all([
    ...(options.coldFunctions ? [] : [functions.warm()]),
    createTables(awsJsonClient('dynamodb', { url: emulators.dynamodb.url, region }), model.tables),
    createQueues(awsJsonClient('sqs', { url: emulators.sqs.url, region }), model.queues),
  ]);
  emulators.streamMaintenance?.createIndexes();

  const checkpoints = openCheckpoints(folder.checkpoints);
  const mappings = await startMappings({ model, emulators, functions, checkpoints, region, onError });
  addCleanup(mappings.stop);
  functions.events.on('invoked', mappings.pollNow);

  const running = startSchedules(model.schedules, { clock, savedValues, invoke: functions.invoke, region, account });
  addCleanup(running.stop);
  const { invoke } = functions;
  const eventBus = openEventBus(model.eventRules, invoke);
  emulators.mail.onEvent(eventBus.put);
  const waitUntilIdle = async () => {
    await mappings.waitUntilIdle();
    await eventBus.waitUntilIdle();
  };
  const jobOf = new Map(model.functions.map(({ name, job }) => [name, job]));
  const runDueSchedules = async () => {
    await waitUntilIdle();
    const times = await running.runDue();
    await waitUntilIdle();
    return new Map([...times].map(([name, ms]) => [jobOf.get(name) ?? name, ms]));
  };
  const mailFunction = model.functions.find(({ job }) => job === 'mail');
  const readMail = async () => {
    await waitUntilIdle();
    if (mailFunction) await running.runOf(mailFunction.name);
    await eventBus.waitUntilIdle();
    return emulators.mail.sent();
  };
  apiServer.serve({
    clock,
    waitUntilIdle,
    runDueSchedules,
    readMail,
    routes: model.routes,
    keys: emulators.issuer.keys(),
    testAnswers: testAnswers(new Set(area.parties.filter(({ test }) => test).map(({ id }) => id))),
    region,
    account,
    invoke,
  });
  addCleanup(apiServer.close);
  const endpoints = buildEndpoints(
    {
      url: apiServer.url,
      tokenUrl: emulators.issuer.tokenUrl,
      issuer: emulators.issuer.url,
      sqsEndpoint: emulators.sqs.url,
      dynamodbEndpoint: emulators.dynamodb.url,
      secretsEndpoint: emulators.secrets.url,
      userPoolEndpoint: emulators.userPool.url,
    },
    model,
    area,
    emulators.userPool.clientSecrets.newest,
  );
  writeAtomically(folder.endpoints, `${JSON.stringify(endpoints, undefined, 2)}\n`);
  addCleanup(() => rmSync(folder.endpoints, { force: true }));
  return {
    endpoints,
    model,
    clock,
    invoke,
    waitUntilIdle,
    runSchedules: async () => void (await runDueSchedules()),
    usedPermissions: functions.usedPermissions,
  };
}

const entryFrom =
  (bundles: string | undefined) =>
  (lambda: LocalFunction): LocalFunction =>
    bundles === undefined ? lambda : { ...lambda, entry: path.join(bundles, lambda.entry.replace(/\.ts$/, '.mjs')) };

/** Lambda's own environment variables, with the emulators' endpoints in place of AWS's. */
function sharedEnvironment(region: string, emulators: Emulators, folder: DataFolder): Record<string, string> {
  // A file that does not exist, so that the user's own AWS settings never reach a function.
  const missingFile = path.join(folder.root, 'no-aws-settings');
  return {
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: missingFile,
    AWS_SHARED_CREDENTIALS_FILE: missingFile,
    AWS_ENDPOINT_URL_DYNAMODB: emulators.dynamodb.url,
    AWS_ENDPOINT_URL_SQS: emulators.sqs.url,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: emulators.secrets.url,
    AWS_ENDPOINT_URL_SESV2: emulators.mail.url,
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: emulators.userPool.url,
    TZ: ':UTC',
    LANG: 'en_US.UTF-8',
  };
}

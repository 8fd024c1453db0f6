/**
 * Which room may import what. A room may always import itself; all else it may import is
 * listed here: a folder or file of the project, a package, or `node:` for Node's own.
 *
 * The first room whose folder holds a file is the file's room. `npm run rooms:write` makes the
 * overrides of biome.json from this, for the editor.
 */
export interface Room {
  folder: string;
  /** The reason for the rule, shown when it is broken. */
  why: string;
  may: readonly string[] | 'anything';
}

/** What the inside needs of the outside. */
const ports = 'src/usecases/ports';
const inner = ['src/domain', 'src/contracts', 'src/usecases', 'src/platform'];

export const rooms: readonly Room[] = [
  {
    folder: 'src/domain',
    why: 'The rules are plain TypeScript: no packages, no clock, no input or output, so that they can be read, tested and trusted by themselves.',
    may: [],
  },
  {
    folder: 'src/contracts',
    why: 'The edge is made of the domain’s words and small validators, and knows neither how a thing is done nor where it is kept.',
    may: ['src/domain', 'csv-stringify', 'zod', 'postcode', 'libphonenumber-js'],
  },
  {
    folder: 'src/usecases',
    why: 'A use case is the domain’s verbs and the ports: tables, queues and HTTP come to it from outside. Of the contract it knows the messages that it sends.',
    may: ['src/domain', 'src/contracts/messages.ts'],
  },
  {
    folder: 'src/platform',
    why: 'Environment, log, clock and ids serve every room, so they lean on none but the domain, the form of an area and the ports they serve.',
    may: [
      'src/domain',
      'src/contracts/area.ts',
      ports,
      '@aws-sdk/client-cognito-identity-provider',
      '@aws-sdk/client-secrets-manager',
      '@smithy/signature-v4',
      'oauth4webapi',
      'write-excel-file',
      'zod',
      'node:',
    ],
  },
  {
    folder: 'src/store',
    why: 'Only the store knows DynamoDB, and it knows nothing but that, the ports it serves and the domain.',
    may: [
      'src/domain',
      ports,
      'src/platform',
      '@aws-sdk/client-dynamodb',
      '@aws-sdk/lib-dynamodb',
      '@aws-sdk/util-dynamodb',
      'zod',
      'node:',
    ],
  },
  {
    folder: 'src/queue',
    why: 'Only the queue knows SQS and streams, and it knows neither the store nor HTTP.',
    may: [...inner, '@aws-sdk/client-sqs', 'aws-lambda', 'zod', 'node:'],
  },
  {
    folder: 'src/mail',
    why: 'Only the mail knows Amazon SES, and its words: it borrows the names of reasons and the form of dates from the pages.',
    may: [...inner, 'src/web/texts/en/work.ts', 'src/web/format-time.ts', '@aws-sdk/client-sesv2', 'zod', 'node:'],
  },
  {
    folder: 'src/http',
    why: 'HTTP maps requests to use cases and back, and knows neither the store nor the queues.',
    may: [...inner, 'zod', 'zod-openapi', 'node:'],
  },
  {
    folder: 'src/web',
    why: 'Pages go through the same use cases as the API, and know neither the store nor the queues.',
    may: [...inner, 'hono', 'govuk-frontend', 'd3-scale', 'd3-shape', 'zod', 'node:'],
  },
  {
    folder: 'functions/canary',
    why: 'The canary calls the API from outside, with the library that a party installs.',
    may: ['src', 'functions/shared', 'client/library', 'aws-lambda', 'zod', 'node:'],
  },
  {
    folder: 'functions',
    why: 'A function wires rooms of src together and depends on nothing that deploys or imitates it.',
    may: ['src', 'aws-lambda', 'zod', 'node:'],
  },
  {
    folder: 'lib',
    why: 'The stack knows the shape of what it deploys (tables, routes, environments, the area) and never its code.',
    may: [
      'src/usecases/ports/log.ts',
      'src/domain',
      'src/contracts/consumer-access.ts',
      'src/contracts/routes.ts',
      'src/store/table-model.ts',
      'functions/shared/environment-fields.ts',
      'functions/*/env.ts',
      'areas/load.ts',
      'aws-cdk-lib',
      'constructs',
      'cdk-nag',
      'esbuild',
      'zod',
      'node:',
    ],
  },
  {
    folder: 'bin',
    why: 'An entry starts something and holds no logic.',
    may: [
      'lib',
      'local/support/require-node.ts',
      'areas/load.ts',
      'areas/new-area.ts',
      'operator/catalogue-check.ts',
      'src/domain/london.ts',
      'functions/shared/bundled-files.ts',
      'aws-cdk-lib',
      'cdk-nag',
      'commander',
      'node:',
    ],
  },
  {
    folder: 'areas',
    why: 'An area is words, checked against the contract; it knows no machinery.',
    may: ['src/domain', 'src/contracts', 'csv-parse', 'yaml', 'zod', 'node:'],
  },
  {
    folder: 'client/bin',
    why: 'The launcher is read by whatever Node there is: it finds the right one and holds no logic.',
    may: ['client/commands', 'node:'],
  },
  {
    folder: 'client/build',
    why: 'The package is built from the contract’s schemas and the client’s own files; what is installed holds no other file of this repository.',
    may: ['src/domain', 'src/contracts', 'esbuild', 'zod', 'node:'],
  },
  {
    folder: 'client/library',
    why: 'What others install knows the contract by the types that are made from it, and nothing of how it is kept here.',
    may: ['@aws-sdk/client-sqs', 'sqs-consumer', 'node:'],
  },
  {
    folder: 'client/conformance',
    why: 'The acceptance pack looks at what a party’s system sends and knows what it should: it opens no connection but its own.',
    may: [
      'client/library',
      'src/domain/identity.ts',
      'src/domain/submission/fields/reference.ts',
      'src/domain/test-outcomes.ts',
      'node:',
    ],
  },
  {
    folder: 'samples',
    why: 'What a service copies into its own account uses the library as any other does, and nothing of this system.',
    may: [
      'client/library/index.ts',
      'aws-cdk-lib',
      'constructs',
      '@aws-sdk/client-dynamodb',
      '@aws-sdk/client-secrets-manager',
      '@aws-sdk/lib-dynamodb',
      'aws-lambda',
      'node:',
    ],
  },
  {
    folder: 'client/referral-files',
    why: 'Reading a file of referrals needs the contract’s fields and a parser, and reaches nobody.',
    may: ['src/domain', 'src/contracts', 'csv-parse', 'zod'],
  },
  {
    folder: 'client/commands',
    why: 'A command reads words, calls the library or the operator’s part, and prints: it knows no table.',
    may: [
      'client/library',
      'client/conformance',
      'client/referral-files',
      'client/package.json',
      'src/domain',
      'src/contracts',
      '@aws-sdk/client-sqs',
      'commander',
      'zod',
      'node:',
    ],
  },
  {
    folder: 'operator',
    why: 'What the authority runs beside its own tables wires the rooms of src together, as a function does, and reads words as the client’s commands do.',
    may: [
      'src',
      'areas/load.ts',
      'client/commands',
      'client/library/client-certificate.ts',
      'client/library/dead-letters.ts',
      'client/bin/launch.mjs',
      'package.json',
      '@aws-sdk',
      'commander',
      'zod',
      'node:',
    ],
  },
  {
    folder: 'local',
    why: 'The local run serves the template with the functions’ own handlers: what it did by itself would not be tested by it.',
    may: [
      'lib',
      'functions',
      'areas/load.ts',
      'src/domain',
      'src/contracts',
      'src/platform',
      'src/http/openapi.ts',
      '@aws-sdk',
      'aws-lambda',
      'commander',
      'fauxqs',
      'hono',
      'jose',
      'oauth2-mock-server',
      'zod',
      'node:',
    ],
  },
  {
    folder: 'demo',
    why: 'The demo uses the system from outside, over HTTP and SQS, and only reads what the local run offers.',
    may: [
      'local',
      'areas/load.ts',
      'src/domain',
      '@aws-sdk',
      '@faker-js/faker',
      'cli-progress',
      'commander',
      'zod',
      'node:',
    ],
  },
  { folder: 'test', why: 'Tests may look anywhere.', may: 'anything' },
  { folder: '.ci', why: 'It counts what the tests said.', may: ['node:'] },
  { folder: 'bench', why: 'Benchmarks may look anywhere.', may: 'anything' },
  { folder: '', why: 'Files at the root configure tools.', may: 'anything' },
];

/** The room of a file, or undefined for a folder that no rule names. */
export const roomOf = (file: string): Room | undefined =>
  rooms.find(({ folder }) => (folder === '' ? !file.includes('/') : isWithin(file, folder)));

/** Whether a file is the path, or lies under it. */
export const isWithin = (file: string, path: string): boolean => file === path || file.startsWith(`${path}/`);

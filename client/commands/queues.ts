/** A service's queues and the SQS client for them. */
import { SQSClient } from '@aws-sdk/client-sqs';
import { type ConnectionOptions, findEndpoints } from './connection.ts';
import { type Io, UsageError } from './io.ts';

export interface ServiceQueues {
  sqs: SQSClient;
  queueUrl: string | undefined;
  deadLetterQueueUrl: string | undefined;
  parkedQueueUrl: string | undefined;
}

/** The local run's emulators accept any credentials. */
const localAws = {
  region: 'eu-west-2',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
} as const;

/** @param service id in the catalogue; undefined for the queue of parked records */
export function openQueues(options: ConnectionOptions, io: Io, service: string | undefined): ServiceQueues {
  const endpoints = findEndpoints(options, io);
  if (endpoints) {
    const { queues, deadLetterQueues, parkedQueue, sqsEndpoint } = endpoints;
    if (service !== undefined && queues[service] === undefined) {
      throw new UsageError(`There is no service ${service}. There is: ${Object.keys(queues).join(', ')}.`);
    }
    return {
      sqs: new SQSClient({ ...localAws, endpoint: sqsEndpoint }),
      queueUrl: service === undefined ? undefined : queues[service],
      deadLetterQueueUrl: service === undefined ? undefined : deadLetterQueues[service],
      parkedQueueUrl: parkedQueue,
    };
  }
  const queueUrl = io.env['REFERRALS_QUEUE_URL'];
  const deadLetterQueueUrl = io.env['REFERRALS_DEAD_LETTER_QUEUE_URL'];
  const parkedQueueUrl = io.env['REFERRALS_PARKED_QUEUE_URL'];
  return {
    sqs: new SQSClient(regionOf(queueUrl ?? deadLetterQueueUrl ?? parkedQueueUrl, io)),
    queueUrl,
    deadLetterQueueUrl,
    parkedQueueUrl,
  };
}

/** The region in the queue's URL, unless AWS's own settings name one. */
function regionOf(url: string | undefined, io: Io): { region?: string } {
  if (io.env['AWS_REGION'] !== undefined || url === undefined) return {};
  const region = /^https:\/\/sqs\.([a-z0-9-]+)\.amazonaws\./.exec(url)?.[1];
  return region === undefined ? {} : { region };
}

/** @throws UsageError saying which setting is missing */
export function requireUrl(url: string | undefined, setting: string, what: string): string {
  if (url !== undefined && URL.canParse(url)) return url;
  throw new UsageError(`Say where ${what} is: in the environment as ${setting}, or with --endpoints <file>.`);
}

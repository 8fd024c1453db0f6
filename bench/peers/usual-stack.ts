/**
 * The peer: intake as a good engineer would write it in a day with the usual libraries: Middy; Powertools' parser,
 * idempotency and logger; one PutItem; the message sent straight to the service's queue. It validates the same
 * submission (the contract's schema, run by zod, not compiled), applies the same rules and returns the same body,
 * so that only the technique differs. It stores less than ours: no index by hour, reference or person, no sealed
 * part, no history, no counters, and nothing that finds an unsent message.
 *
 * To be fair to it: the referral and the idempotency record share one client, the parser runs before the
 * idempotency write (an invalid body costs no write), and payload validation covers the whole body (a changed body
 * under the same identity is refused).
 */
import { randomInt, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { IdempotencyConfig, IdempotencyValidationError } from '@aws-lambda-powertools/idempotency';
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';
import { makeHandlerIdempotent } from '@aws-lambda-powertools/idempotency/middleware';
import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { ParseError } from '@aws-lambda-powertools/parser';
import { JSONStringified } from '@aws-lambda-powertools/parser/helpers';
import { parser } from '@aws-lambda-powertools/parser/middleware';
import { APIGatewayProxyEventV2Schema } from '@aws-lambda-powertools/parser/schemas/api-gatewayv2';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import middy from '@middy/core';
import type * as z from 'zod';
import { submissionSchema } from '#src/contracts/submission/schema.ts';
import type { Area } from '#src/domain/area.ts';
import { judge } from '#src/domain/judge.ts';

const logger = new Logger({ serviceName: 'usual-stack' });
const area: Area = JSON.parse(readFileSync(process.env['AREA_FILE'] ?? '', 'utf8'));
const parties = new Map<string, (typeof area.parties)[number]>(
  area.parties.filter((party) => party.active).map((party) => [party.id, party]),
);
const dynamo = new DynamoDBClient({ maxAttempts: 5 });
const documents = DynamoDBDocumentClient.from(dynamo, { marshallOptions: { removeUndefinedValues: true } });
const queues = new SQSClient({ maxAttempts: 3 });

const eventSchema = APIGatewayProxyEventV2Schema.extend({ body: JSONStringified(submissionSchema) });
type Event = z.output<typeof eventSchema>;

const persistenceStore = new DynamoDBPersistenceLayer({
  tableName: process.env['IDEMPOTENCY_TABLE'] ?? '',
  awsSdkV3Client: dynamo,
});
const config = new IdempotencyConfig({
  eventKeyJmesPath:
    '[requestContext.authorizer.jwt.claims.party, body.crimeReference || body.incidentReference, body.victimReference]',
  payloadValidationJmesPath: 'body',
  throwOnNoIdempotencyKey: true,
  expiresAfterSeconds: 30 * 24 * 3600,
});

interface LambdaResponse {
  statusCode: number;
  headers: Record<string, string>;
  body: string;
}
const respond = (statusCode: number, body: unknown, headers: Record<string, string> = {}): LambdaResponse => ({
  statusCode,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});

async function submit(event: Event): Promise<LambdaResponse> {
  const { party, scope } = event.requestContext.authorizer?.jwt?.claims ?? {};
  const sender = parties.get(String(party));
  if (!sender || !String(scope).split(' ').includes('referrals/submit')) return respond(403, { title: 'Forbidden' });
  if (sender.kind !== 'police' && sender.kind !== 'statutory' && sender.kind !== 'voluntary') {
    return respond(403, { title: 'Forbidden' });
  }
  const now = new Date();
  const submission = event.body;
  const judged = judge({ submission, sender: { id: sender.id, kind: sender.kind }, area, now });
  if ('refused' in judged) return respond(422, judged.refused);
  const { decision } = judged;
  const referralId = randomUUID();
  const reference = `${area.prefix}-${String(randomInt(1e8)).padStart(8, '0')}`;
  const receivedAt = now.toISOString();
  const status = decision.outcome === 'held' ? 'held' : 'received';
  const Item = { id: referralId, reference, sender: sender.id, status, receivedAt, submission, decision };
  await documents.send(new PutCommand({ TableName: process.env['REFERRALS_TABLE'], Item }));
  for (const { service, respondBy } of decision.chosen) {
    const QueueUrl = `${process.env['QUEUE_URL_PREFIX']}${service}`;
    const MessageBody = JSON.stringify({ referralId, reference, service, respondBy, priority: decision.priority });
    await queues.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  }
  logger.info('referral stored', { referralId, status });
  const { rulesVersion, chosen, considered, heldReasons, referBy, withinCode, enhancedRights, notes } = decision;
  return respond(
    201,
    {
      referralId,
      reference,
      version: 1,
      status,
      heldReasons,
      receivedAt,
      referBy,
      withinCode,
      enhancedRights,
      routing: { rulesVersion, chosen, considered },
      notes,
      links: { self: `/v1/referrals/${referralId}` },
    },
    { location: `/v1/referrals/${referralId}` },
  );
}

/** Maps an error to a response. Registered first, so that its onError runs after the other middlewares' clean-up. */
const errorResponses = () => ({
  onError(request: { error: Error | null; response: unknown }) {
    const { error } = request;
    logger.error('request failed', { class: error?.name });
    if (error instanceof ParseError) request.response = respond(422, { title: 'Invalid referral' });
    else if (error instanceof IdempotencyValidationError)
      request.response = respond(409, { title: 'Already referred' });
    else request.response = respond(500, { title: 'Internal error' });
  },
});

export const handler = middy<Event, LambdaResponse>()
  .use(errorResponses())
  .use(injectLambdaContext(logger))
  .use(parser({ schema: eventSchema }))
  .use(makeHandlerIdempotent({ persistenceStore, config }))
  .handler(submit);

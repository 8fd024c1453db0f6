/** The message `npm start` prints once the system is up: what is served, what is not, and how to begin. */
import path from 'node:path';
import type { LocalSystem } from './local-system.ts';

export function formatStartupMessage({ model, endpoints, clock }: LocalSystem, options: { dataDir: string }): string {
  const count = (number: number, one: string, many = `${one}s`) => `${number} ${number === 1 ? one : many}`;
  const party = Object.keys(endpoints.clients).find((id) => endpoints.clients[id]?.kind === 'police');
  const file = path.join(options.dataDir, 'endpoints.json');
  const shiftedClock =
    Math.abs(clock.shiftMs()) > 1000 ? [`  Clock       ${new Date(clock.now()).toISOString()}, shifted`] : [];
  const notServed = model.unsupported.map(({ type, count: times }) => (times > 1 ? `${type} ×${times}` : type));
  return [
    `Serves ${[
      count(model.routes.length, 'route'),
      count(model.functions.length, 'function'),
      count(model.tables.length, 'table'),
      count(model.queues.length, 'queue'),
      count(model.streamMappings.length + model.queueMappings.length, 'event mapping'),
      count(model.schedules.length, 'schedule'),
      count(model.clients.length, 'client'),
    ].join(', ')}.`,
    `In the template and not served: ${notServed.join(', ') || 'nothing'}.`,
    '',
    `  API, pages  ${endpoints.url}`,
    `  Token       ${endpoints.tokenUrl}`,
    `  SQS         ${endpoints.sqsEndpoint}`,
    `  DynamoDB    ${endpoints.dynamodbEndpoint}`,
    `  E-mails     ${endpoints.url}/local/mail`,
    `  All else    ${file}`,
    `  Logs        ${path.join(options.dataDir, 'logs')}`,
    ...shiftedClock,
    '',
    `A token, for ${party ?? 'a party'}: clients["${party ?? '<party id>'}"] of ${file} has id and secret:`,
    `  curl -s -u "<clientId>:<clientSecret>" -d grant_type=client_credentials ${endpoints.tokenUrl}`,
    '',
    '',
  ].join('\n');
}

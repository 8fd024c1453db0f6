/** endpoints.json: everything needed to use the local run. Written last and atomically. */
import type { LocalModel } from './template/model.ts';

export interface Endpoints {
  /** The area's id. */
  area: string;
  url: string;
  tokenUrl: string;
  issuer: string;
  /** By party id. */
  clients: Record<string, { kind: string; clientId: string; clientSecret: string; scope: string; test?: true }>;
  sqsEndpoint: string;
  /** Queue URL by service id. */
  queues: Record<string, string>;
  deadLetterQueues: Record<string, string>;
  dynamodbEndpoint: string;
  /** Table name by purpose: referrals, work, counters. */
  tables: Record<string, string>;
  /** URL of the queue for records that could not be dispatched. */
  parkedQueue?: string;
  /** Endpoint and name of the area's root secret. */
  secret?: { endpoint: string; id: string };
  /** Endpoint and id of the user pool, whose clients the systems are. */
  userPool?: { endpoint: string; id: string };
}

/** The part of area.json that says whose clients and queues these are. */
export interface AreaRegister {
  id: string;
  parties: { id: string; kind: string; name: string; test?: true | undefined }[];
  services: { id: string }[];
}

export interface EndpointAddresses {
  url: string;
  tokenUrl: string;
  issuer: string;
  sqsEndpoint: string;
  dynamodbEndpoint: string;
  secretsEndpoint: string;
  userPoolEndpoint: string;
}

/** @param secretOf the secret of a client to show, the newest of those that are good; undefined where it has none */
export function buildEndpoints(
  addresses: EndpointAddresses,
  model: LocalModel,
  area: AreaRegister,
  secretOf: (clientId: string) => string | undefined,
): Endpoints {
  const queueUrl = (name: string) => model.queues.find((queue) => queue.name === name)?.url;
  const byService = (suffix: string) =>
    Object.fromEntries(
      area.services.flatMap(({ id }) => {
        // Named in lib/constructs/hand-off-queues.ts.
        const url = queueUrl(`${area.id}-hand-off-${id}${suffix}`);
        return url === undefined ? [] : [[id, url] as const];
      }),
    );
  return {
    area: area.id,
    url: addresses.url,
    tokenUrl: addresses.tokenUrl,
    issuer: addresses.issuer,
    clients: Object.fromEntries(
      model.clients.flatMap(({ party, clientId, scopes }) => {
        const clientSecret = secretOf(clientId);
        const registered = area.parties.find(({ id }) => id === party);
        if (!registered || clientSecret === undefined) return [];
        const client = { kind: registered.kind, clientId, clientSecret, scope: scopes.join(' ') };
        return [[party, { ...client, ...optional('test', registered.test) }] as const];
      }),
    ),
    sqsEndpoint: addresses.sqsEndpoint,
    queues: byService(''),
    deadLetterQueues: byService('-dead'),
    dynamodbEndpoint: addresses.dynamodbEndpoint,
    tables: tableNames(model),
    ...optional('parkedQueue', findEnvironmentValue(model, 'PARKED_QUEUE_URL')),
    ...optional('secret', resourceAt(addresses.secretsEndpoint, findEnvironmentValue(model, 'SECRET_ID'))),
    ...optional('userPool', resourceAt(addresses.userPoolEndpoint, findEnvironmentValue(model, 'USER_POOL_ID'))),
  };
}

const findEnvironmentValue = (model: LocalModel, variable: string): string | undefined =>
  model.functions.map(({ environment }) => environment[variable]).find((value) => value !== undefined);

const resourceAt = (endpoint: string, id: string | undefined): { endpoint: string; id: string } | undefined =>
  id ? { endpoint, id } : undefined;

const optional = <Name extends string, Value>(name: Name, value: Value | undefined): { [N in Name]?: Value } =>
  value === undefined ? {} : ({ [name]: value } as { [N in Name]: Value });

/** Table names by the functions' environment variable: REFERRALS_TABLE is `referrals`. */
function tableNames(model: LocalModel): Record<string, string> {
  const tables: Record<string, string> = {};
  for (const { environment } of model.functions) {
    for (const [variable, value] of Object.entries(environment)) {
      const key = /^([A-Z]+)_TABLE$/.exec(variable)?.[1]?.toLowerCase();
      if (key !== undefined && model.tables.some(({ name }) => name === value)) tables[key] = value;
    }
  }
  return tables;
}

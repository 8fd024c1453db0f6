/**
 * The secrets of the systems' clients on this machine, at most two at a time as in Cognito, and its calls that look after them:
 * ListUserPoolClients, and AddUserPoolClientSecret, ListUserPoolClientSecrets and DeleteUserPoolClientSecret.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import type { SavedValues } from '#local/data-folder/saved-values.ts';
import type { PoolCall } from './pool-call.ts';
import { fault, ok } from './pool-call.ts';

/** As Cognito limits them. */
const maxSecrets = 2;

export interface ClientSecrets {
  /** Adds these clients with their first secret, unless they are known. */
  register(clients: readonly { clientId: string; clientSecret: string | undefined; party: string }[]): void;
  /** Whether it is one of the client's; of one without any, which is public, the empty text. */
  accepts(clientId: string, secret: string): boolean;
  /** The newest; undefined for a public client. */
  newest(clientId: string): string | undefined;
  calls: Readonly<Record<string, PoolCall>>;
}

const savedSchema = z.record(
  z.string(),
  z.object({
    name: z.string(),
    secrets: z.array(z.object({ id: z.string(), value: z.string(), createdAt: z.number() })),
  }),
);
const ofClient = z.object({ ClientId: z.string() });
const ofSecret = ofClient.extend({ ClientSecretId: z.string() });

const isSame = (one: string, other: string): boolean => {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
};

export function openClientSecrets(savedValues: SavedValues): ClientSecrets {
  const saved = savedSchema.parse(JSON.parse(savedValues.find('client secrets') ?? '{}'));
  const save = () => savedValues.set('client secrets', JSON.stringify(saved));
  const secretsOf = (clientId: string) => saved[clientId]?.secrets ?? [];
  const notFound = fault('ResourceNotFoundException', 'User pool client does not exist.');
  const describe = ({ id, createdAt }: { id: string; createdAt: number }) => ({
    ClientSecretId: id,
    ClientSecretCreateDate: createdAt,
  });

  return {
    register(clients) {
      for (const { clientId, clientSecret, party } of clients) {
        if (clientSecret === undefined || saved[clientId]) continue;
        saved[clientId] = { name: party, secrets: [{ id: `${clientId}--1`, value: clientSecret, createdAt: 0 }] };
      }
      save();
    },
    accepts(clientId, secret) {
      const values = secretsOf(clientId).map(({ value }) => value);
      return (values.length === 0 ? [''] : values).some((value) => isSame(secret, value));
    },
    newest: (clientId) => secretsOf(clientId).at(-1)?.value,
    calls: {
      ListUserPoolClients: () =>
        ok({
          UserPoolClients: Object.entries(saved).map(([ClientId, { name }]) => ({ ClientId, ClientName: name })),
        }),
      ListUserPoolClientSecrets(input) {
        const { ClientId } = ofClient.parse(input);
        return saved[ClientId] ? ok({ ClientSecrets: secretsOf(ClientId).map(describe) }) : notFound;
      },
      AddUserPoolClientSecret(input) {
        const { ClientId } = ofClient.parse(input);
        const client = saved[ClientId];
        if (!client) return notFound;
        if (client.secrets.length >= maxSecrets)
          return fault('LimitExceededException', 'The client has its two secrets.');
        const createdAt = Date.now() / 1000;
        const secret = {
          id: `${ClientId}--${Math.round(createdAt * 1000)}`,
          value: randomBytes(26).toString('hex'),
          createdAt,
        };
        client.secrets.push(secret);
        save();
        return ok({ ClientSecretDescriptor: { ...describe(secret), ClientSecretValue: secret.value } });
      },
      DeleteUserPoolClientSecret(input) {
        const { ClientId, ClientSecretId } = ofSecret.parse(input);
        const client = saved[ClientId];
        if (!client?.secrets.some(({ id }) => id === ClientSecretId)) return notFound;
        if (client.secrets.length === 1) return fault('InvalidParameterException', 'It is the client’s only secret.');
        client.secrets = client.secrets.filter(({ id }) => id !== ClientSecretId);
        save();
        return ok({});
      },
    },
  };
}

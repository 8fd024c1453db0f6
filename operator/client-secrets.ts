/** The secrets with which parties' systems get their tokens, in the area's Cognito user pool. */
import {
  AddUserPoolClientSecretCommand,
  CognitoIdentityProviderClient,
  DeleteUserPoolClientSecretCommand,
  ListUserPoolClientSecretsCommand,
  paginateListUserPoolClients,
} from '@aws-sdk/client-cognito-identity-provider';
import { clientSettings } from './client-settings.ts';

export interface ClientSecret {
  id: string;
  createdAt: Date | undefined;
}

export interface ClientSecrets {
  /** Id of a party's client; undefined where it has none. */
  findClient(party: string): Promise<string | undefined>;
  list(client: string): Promise<ClientSecret[]>;
  /** @returns its value, which nobody can read again */
  add(client: string): Promise<{ id: string; value: string }>;
  remove(client: string, id: string): Promise<void>;
}

export interface PoolPlace {
  userPoolId: string;
  region: string;
  /** Of a local run. */
  endpoint?: string | undefined;
}

export function openClientSecrets({ userPoolId: UserPoolId, region, endpoint }: PoolPlace): ClientSecrets {
  const client = new CognitoIdentityProviderClient(clientSettings(region, endpoint));
  return {
    async findClient(party) {
      for await (const { UserPoolClients = [] } of paginateListUserPoolClients(
        { client },
        { UserPoolId, MaxResults: 60 },
      )) {
        const found = UserPoolClients.find(({ ClientName }) => ClientName === party);
        if (found?.ClientId !== undefined) return found.ClientId;
      }
      return undefined;
    },
    async list(ClientId) {
      const { ClientSecrets = [] } = await client.send(new ListUserPoolClientSecretsCommand({ UserPoolId, ClientId }));
      return ClientSecrets.map(({ ClientSecretId = '', ClientSecretCreateDate: createdAt }) => ({
        id: ClientSecretId,
        createdAt,
      }));
    },
    async add(ClientId) {
      const { ClientSecretDescriptor: made } = await client.send(
        new AddUserPoolClientSecretCommand({ UserPoolId, ClientId }),
      );
      if (made?.ClientSecretId === undefined || made.ClientSecretValue === undefined)
        throw new Error('Cognito gave no secret');
      return { id: made.ClientSecretId, value: made.ClientSecretValue };
    },
    async remove(ClientId, ClientSecretId) {
      await client.send(new DeleteUserPoolClientSecretCommand({ UserPoolId, ClientId, ClientSecretId }));
    },
  };
}

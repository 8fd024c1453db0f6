/** The collection that Postman makes of the OpenAPI document when it is imported; Bruno imports the collection. */
import { convertV2 } from 'openapi-to-postmanv2';

interface Named {
  key: string;
  value: string;
  disabled?: boolean;
}
export interface CollectionRequest {
  name: string;
  method: string;
  url: { path: string[]; query: Named[] };
  header: Named[];
  auth?: { type: string; oauth2?: Named[] };
  body?: { raw: string };
}
interface CollectionItem {
  name: string;
  item?: CollectionItem[];
  request?: CollectionRequest;
}
export interface Collection {
  variable: Named[];
  requests: CollectionRequest[];
}

/** With two settings of its import window: values from the examples, and what is optional switched off. */
export function importIntoPostman(openApi: string): Promise<Collection> {
  const settings = { parametersResolution: 'Example', disableOptionalParameters: true } as const;
  return new Promise((resolve, reject) => {
    convertV2({ type: 'string', data: openApi }, settings, (error, result) => {
      if (error || !result?.result) return reject(new Error(error?.message ?? result?.reason));
      const data = result.output?.[0]?.data as CollectionData;
      return resolve({ variable: data.variable, requests: requestsOf(data.item) });
    });
  });
}

interface CollectionData {
  variable: Named[];
  item: CollectionItem[];
}

const requestsOf = (items: readonly CollectionItem[]): CollectionRequest[] =>
  items.flatMap(({ name, item, request }) => (request ? [{ ...request, name }] : requestsOf(item ?? [])));

/** A value of a list of names, such as the settings of its OAuth 2.0. */
export const valueNamed = (values: readonly Named[] | undefined, key: string): string | undefined =>
  values?.find((one) => one.key === key)?.value;

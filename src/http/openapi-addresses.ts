/** The addresses of a deployment, which are known only where it runs: the document is written before, with others in their place. */

export interface Addresses {
  /** Base of the API, without a slash at its end. */
  api: string;
  /** Base of the pages, without a slash at its end: the API's, unless they have a domain of their own. */
  pages: string;
  /** Where a client gets its access token. */
  token: string;
}

/** Under a domain that no network resolves (RFC 2606). */
export const unknownAddresses: Addresses = {
  api: 'https://api.invalid',
  pages: 'https://pages.invalid',
  token: 'https://token.invalid/oauth2/token',
};

/** @param openApi the OpenAPI document as JSON */
export const withAddresses = (openApi: string, { api, pages, token }: Addresses): string =>
  openApi
    .replaceAll(unknownAddresses.api, api)
    .replaceAll(unknownAddresses.pages, pages)
    .replaceAll(unknownAddresses.token, token);

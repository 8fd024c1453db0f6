/**
 * HTTP requests and responses as plain values. Using Node's own Request and Response would load its whole
 * HTTP client, which takes a cold start longer than our own code does (docs/adr/0011-starting-fast.md).
 */

/** Token claims, already verified by the JWT authorizer. */
export type Claims = Readonly<Record<string, unknown>>;

export interface HttpRequest {
  method: string;
  /** As sent: percent-encoded, without the query string. */
  path: string;
  query: URLSearchParams;
  /** Keyed by lower-case name; repeated headers are joined with a comma. */
  headers: Readonly<Record<string, string | undefined>>;
  body: Buffer;
  claims?: Claims;
}

export interface HttpResponse {
  status: number;
  /** Keyed by lower-case name. */
  headers: Readonly<Record<string, string>>;
  /** Complete Set-Cookie header values. */
  cookies?: readonly string[];
  /** Bytes are sent in base64, as the gateway asks. */
  body?: string | Buffer;
}

export type App = (request: HttpRequest) => Promise<HttpResponse>;

/** Keeps browsers to the type that is named, and to HTTPS. */
export const transportHeaders = {
  'x-content-type-options': 'nosniff',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
} as const;

export const jsonResponse = (
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): HttpResponse => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...transportHeaders, ...headers },
  body: JSON.stringify(body),
});

/** Saved under a name by the browser, not shown. */
export const downloadHeaders = (fileName: string): Readonly<Record<string, string>> => ({
  'content-disposition': `attachment; filename="${fileName}"`,
});

/** A file of another kind than text, sent as a download. */
export const fileResponse = (
  bytes: Buffer,
  type: string,
  fileName: string,
  headers: Readonly<Record<string, string>>,
): HttpResponse => ({
  status: 200,
  headers: { ...transportHeaders, ...headers, 'content-type': type, ...downloadHeaders(fileName) },
  body: bytes,
});

/** A CSV file, sent as a download. */
export const csvResponse = (
  text: string,
  fileName: string,
  headers: Readonly<Record<string, string>>,
): HttpResponse => ({
  status: 200,
  headers: {
    ...transportHeaders,
    ...headers,
    'content-type': 'text/csv; charset=utf-8; header=present',
    ...downloadHeaders(fileName),
  },
  body: text,
});

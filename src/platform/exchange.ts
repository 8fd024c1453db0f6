/**
 * A request and its answer as plain values: what every app takes and gives. Node's own Request and
 * Response would do, but to touch them loads its whole HTTP client, which costs a starting function
 * more than its own code does (docs/adr/0011-starting-fast.md).
 */

/** Claims of a token that the JWT authorizer has verified. */
export type Claims = Readonly<Record<string, unknown>>;

export interface Asked {
  method: string;
  /** As it was sent: percent-encoded, without the query. */
  path: string;
  query: URLSearchParams;
  /** By lower-case name; several of one name joined with a comma. */
  headers: Readonly<Record<string, string | undefined>>;
  body: Buffer;
  claims?: Claims;
}

export interface Reply {
  status: number;
  /** By lower-case name. */
  headers: Readonly<Record<string, string>>;
  /** Whole Set-Cookie lines. */
  cookies?: readonly string[];
  body?: string;
}

export type App = (asked: Asked) => Promise<Reply>;

/** A body of JSON; no header says more than its type and what is given. */
export const jsonReply = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Reply => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(body),
});

/** A file to keep, of text in rows. */
export const csvReply = (text: string, name: string, headers: Readonly<Record<string, string>>): Reply => ({
  status: 200,
  headers: {
    ...headers,
    'content-type': 'text/csv; charset=utf-8; header=present',
    'content-disposition': `attachment; filename="${name}"`,
  },
  body: text,
});

/** Finds a route by method and path. */

/**
 * The decoded variables of a path, such as /v1/referrals/abc for the template /v1/referrals/{id}.
 * Undefined when the path does not match or a variable is not valid percent-encoding.
 */
export function matchPath(template: string, path: string): Record<string, string> | undefined {
  const [templateParts, pathParts] = [template.split('/'), path.split('/')];
  if (templateParts.length !== pathParts.length) return undefined;
  const variables: Record<string, string> = {};
  for (const [index, part] of templateParts.entries()) {
    const value = pathParts[index] ?? '';
    if (!part.startsWith('{')) {
      if (part !== value) return undefined;
      continue;
    }
    const decoded = decode(value);
    if (!decoded) return undefined;
    variables[part.slice(1, -1)] = decoded;
  }
  return variables;
}

function decode(value: string): string | undefined {
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}

export type RouteMatch<Route> = { route: Route; variables: Record<string, string> } | { methods: string[] };

/** The methods for a path, in the table's order; empty when no route has the path. */
export const methodsAt = (table: readonly { method: string; path: string }[], path: string): string[] => [
  ...new Set(table.filter((route) => matchPath(route.path, path)).map(({ method }) => method)),
];

/**
 * The first route with this method and path, or else the methods that the path has (maybe none).
 * HEAD matches GET routes.
 */
export function findRoute<Route extends { method: string; path: string }>(
  table: readonly Route[],
  method: string,
  path: string,
): RouteMatch<Route> {
  const effectiveMethod = method === 'HEAD' ? 'GET' : method;
  for (const route of table) {
    const variables = route.method === effectiveMethod ? matchPath(route.path, path) : undefined;
    if (variables) return { route, variables };
  }
  return { methods: methodsAt(table, path) };
}

/** Matches requests to routes by API Gateway's precedence for HTTP APIs. */
import type { LocalRoute } from '#local/template/model.ts';

export interface RouteMatch {
  route: LocalRoute;
  parameters: Record<string, string>;
}

interface Pattern {
  route: LocalRoute;
  method: string;
  segments: string[];
}

/**
 * Finds the most specific route for the method: literal segments before {variables} before
 * {greedy+}, the method itself before ANY, and $default if nothing else matches.
 */
export function createRouteMatcher(
  routes: readonly LocalRoute[],
): (method: string, path: string) => RouteMatch | undefined {
  const fallback = routes.find(({ key }) => key === '$default');
  const patterns = routes.filter((route) => route !== fallback).map(toPattern);
  patterns.sort(bySpecificity);
  return (method, path) => {
    const requestSegments = path.split('/').slice(1);
    for (const { route, method: routeMethod, segments } of patterns) {
      if (routeMethod !== 'ANY' && routeMethod !== method) continue;
      const parameters = matchSegments(segments, requestSegments);
      if (parameters) return { route, parameters };
    }
    return fallback && { route: fallback, parameters: {} };
  };
}

function toPattern(route: LocalRoute): Pattern {
  const [method = '', path = ''] = route.key.split(' ');
  return { route, method, segments: path.split('/').slice(1) };
}

const isGreedy = (segment: string) => /^\{.+\+\}$/.test(segment);
const isVariable = (segment: string) => /^\{.+\}$/.test(segment);

function matchSegments(
  segments: readonly string[],
  requestSegments: readonly string[],
): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const requestSegment = requestSegments[index];
    if (requestSegment === undefined) return undefined;
    if (isGreedy(segment)) {
      parameters[segment.slice(1, -2)] = decode(requestSegments.slice(index).join('/'));
      return parameters;
    }
    if (isVariable(segment)) {
      if (requestSegment === '') return undefined;
      parameters[segment.slice(1, -1)] = decode(requestSegment);
    } else if (segment !== requestSegment) {
      return undefined;
    }
  }
  return segments.length === requestSegments.length ? parameters : undefined;
}

function bySpecificity(a: Pattern, b: Pattern): number {
  const length = Math.max(a.segments.length, b.segments.length);
  for (let index = 0; index < length; index++) {
    const difference = rank(a.segments[index]) - rank(b.segments[index]);
    if (difference !== 0) return difference;
  }
  return Number(a.method === 'ANY') - Number(b.method === 'ANY');
}

function rank(segment: string | undefined): number {
  if (segment === undefined) return 3;
  if (isGreedy(segment)) return 2;
  return isVariable(segment) ? 1 : 0;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray percent sign is taken literally.
    return text;
  }
}

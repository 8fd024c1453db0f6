/**
 * Resolves CloudFormation's intrinsic functions, as far as this stack uses them. Whatever cannot
 * be resolved is an error that names the resource and the place in it.
 */
import { isRecord } from '#local/emulators/aws-json.ts';
import type { Template } from './template.ts';

/** The values of Ref and Fn::GetAtt for a resource on this machine. */
export interface PhysicalResource {
  ref: string;
  attributes: Readonly<Record<string, string>>;
}

export interface ResolverSources {
  template: Template;
  /** AWS::Region, AWS::AccountId and so on. */
  pseudo: Readonly<Record<string, string>>;
  /** Undefined for a resource that does not exist locally. */
  physical: (logicalId: string) => PhysicalResource | undefined;
}

/** Resolves every intrinsic function within a value; `where` names the place in errors. */
export type Resolve = (value: unknown, where: string) => unknown;

type Intrinsic = (argument: unknown, where: string, resolve: Resolve, sources: ResolverSources) => unknown;

export class UnresolvedError extends Error {
  override name = 'UnresolvedError';
}

export function createResolver(sources: ResolverSources): Resolve {
  const resolve: Resolve = (value, where) => {
    if (Array.isArray(value)) {
      return value.map((item, index) => resolve(item, `${where}[${index}]`)).filter((item) => item !== noValue);
    }
    if (!isRecord(value)) return value;
    const [key, ...others] = Object.keys(value);
    if (key !== undefined && others.length === 0) {
      const intrinsic = intrinsics[key];
      if (intrinsic) return intrinsic(value[key], where, resolve, sources);
      if (key === 'Condition' || key.startsWith('Fn::')) fail(where, `${key} is not supported by the local run`);
    }
    return Object.fromEntries(
      Object.entries(value)
        .map(([name, item]) => [name, resolve(item, `${where}.${name}`)] as const)
        .filter(([, item]) => item !== noValue),
    );
  };
  return resolve;
}

/** { Ref: AWS::NoValue } removes the property. */
const noValue = Symbol('AWS::NoValue');

const intrinsics: Readonly<Record<string, Intrinsic>> = {
  Ref: (argument, where, _resolve, sources) => ref(text(argument, where), where, sources),
  'Fn::GetAtt': (argument, where, resolve, sources) => {
    const parts = typeof argument === 'string' ? splitOnce(argument, '.') : list(resolve(argument, where), where);
    return attribute(text(parts[0], where), text(parts[1], where), where, sources);
  },
  'Fn::Join': (argument, where, resolve) => {
    const [separator, items] = list(argument, where);
    return list(resolve(items, where), where)
      .map((item) => text(item, where))
      .join(text(separator, where));
  },
  'Fn::Split': (argument, where, resolve) => {
    const [separator, source] = list(argument, where);
    return text(resolve(source, where), where).split(text(separator, where));
  },
  'Fn::Select': (argument, where, resolve) => {
    const [index, items] = list(argument, where);
    const chosen = list(resolve(items, where), where)[Number(resolve(index, where))];
    return chosen === undefined ? fail(where, `Fn::Select finds nothing at ${String(index)}`) : chosen;
  },
  'Fn::Sub': (argument, where, resolve, sources) => {
    const [pattern, given] = typeof argument === 'string' ? [argument, {}] : list(argument, where);
    const values = resolve(given ?? {}, where);
    return text(pattern, where).replaceAll(/\$\{(!?)([^}]+)\}/g, (_whole, literal: string, name: string) => {
      if (literal) return `\${${name}}`;
      if (isRecord(values) && name in values) return text(values[name], where);
      const [id, attributeName] = splitOnce(name, '.');
      return attributeName === undefined
        ? text(ref(id, where, sources), where)
        : attribute(id, attributeName, where, sources);
    });
  },
  'Fn::FindInMap': (argument, where, resolve, sources) => {
    const [map, first, second] = list(resolve(argument, where), where).map((item) => text(item, where));
    const found = sources.template.Mappings?.[map ?? '']?.[first ?? '']?.[second ?? ''];
    return found ?? fail(where, `the template has no mapping ${[map, first, second].join(' / ')}`);
  },
};

function ref(id: string, where: string, sources: ResolverSources): string | typeof noValue {
  if (id === 'AWS::NoValue') return noValue;
  const pseudo = sources.pseudo[id];
  if (pseudo !== undefined) return pseudo;
  const parameter = sources.template.Parameters?.[id];
  if (parameter)
    return parameter.Default === undefined ? fail(where, `parameter ${id} has no default`) : String(parameter.Default);
  return physical(id, where, sources).ref;
}

function attribute(id: string, name: string, where: string, sources: ResolverSources): string {
  return (
    physical(id, where, sources).attributes[name] ?? fail(where, `${id} has no attribute ${name} in the local run`)
  );
}

function physical(id: string, where: string, sources: ResolverSources): PhysicalResource {
  const resource = sources.template.Resources[id];
  if (!resource) return fail(where, `it refers to ${id}, which is not in the template`);
  return (
    sources.physical(id) ?? fail(where, `it needs ${id} of type ${resource.Type}, which the local run does not serve`)
  );
}

function splitOnce(source: string, separator: string): [string, string | undefined] {
  const at = source.indexOf(separator);
  return at < 0 ? [source, undefined] : [source.slice(0, at), source.slice(at + 1)];
}

function text(value: unknown, where: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return fail(where, 'it is not a string');
}

function list(value: unknown, where: string): unknown[] {
  return Array.isArray(value) ? value : fail(where, 'it is not a list');
}

function fail(where: string, why: string): never {
  throw new UnresolvedError(`${where} cannot be resolved: ${why}.`);
}

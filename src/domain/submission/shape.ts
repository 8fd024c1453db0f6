/**
 * The TypeScript type of an object whose fields a registry lists by path. A path goes through objects
 * (`victim.address.postcode`) and through lists of objects (`suspects[].name`).
 */
import type { Field } from './field.ts';
import type { ValueOf } from './kinds.ts';

/** The names that follow a prefix: address, for the prefix `victim.`; suspects[], for none. */
type NameAfter<Prefix extends string, Path> = Path extends `${Prefix}${infer Rest}`
  ? Rest extends `${infer Name}.${string}`
    ? Name
    : Rest
  : never;

type KeyOf<Name extends string> = Name extends `${infer Key}[]` ? Key : Name;

type IsAlwaysThere<Entry> = Entry extends { required: string | true } | { default: string } ? true : false;

/** The names after a prefix whose value is always there, or may be left out. */
type NamesWhere<Fields, Branches, Prefix extends string, Always extends boolean> = {
  [Name in NameAfter<Prefix, keyof Fields>]: IsAlwaysThere<
    (Fields & Branches)[`${Prefix}${Name}` & keyof (Fields & Branches)]
  > extends Always
    ? Name
    : never;
}[NameAfter<Prefix, keyof Fields>];

type ValueAt<Fields, Branches, Path extends string> = Path extends keyof Fields
  ? Fields[Path] extends Field
    ? ValueOf<Fields[Path]['kind']>
    : never
  : Path extends `${string}[]`
    ? ObjectOf<Fields, Branches, `${Path}.`>[]
    : ObjectOf<Fields, Branches, `${Path}.`>;

type Flat<Type> = { [Key in keyof Type]: Type[Key] };

export type ObjectOf<Fields, Branches, Prefix extends string = ''> = Flat<
  {
    [Name in NamesWhere<Fields, Branches, Prefix, true> as KeyOf<Name>]: ValueAt<Fields, Branches, `${Prefix}${Name}`>;
  } & {
    [Name in NamesWhere<Fields, Branches, Prefix, false> as KeyOf<Name>]?: ValueAt<
      Fields,
      Branches,
      `${Prefix}${Name}`
    >;
  }
>;

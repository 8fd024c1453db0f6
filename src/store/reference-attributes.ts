/** The attributes of the crime and incident reference, in a version's row and in a case's head. */
import * as z from 'zod';
import type { CaseReferences } from '#src/domain/case/model.ts';

export const referenceAttributes = {
  /** Both, sealed. */
  refs: z.instanceof(Uint8Array).optional(),
  /** Keyed hash of the crime reference. */
  crm: z.string().optional(),
  /** Keyed hash of the incident reference. */
  inc: z.string().optional(),
};

interface ReferenceAttributes {
  refs?: Uint8Array | undefined;
  crm?: string | undefined;
  inc?: string | undefined;
}

export const packReferences = (references: CaseReferences | undefined): ReferenceAttributes =>
  references ? { refs: references.sealed, crm: references.crime, inc: references.incident } : {};

export const unpackReferences = ({ refs, crm, inc }: ReferenceAttributes): { references?: CaseReferences } =>
  refs === undefined
    ? {}
    : {
        references: {
          sealed: refs,
          ...(crm === undefined ? {} : { crime: crm }),
          ...(inc === undefined ? {} : { incident: inc }),
        },
      };

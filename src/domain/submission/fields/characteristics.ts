/** Protected characteristics and the like, for equality monitoring: counted, and shown to nobody. */
import type { FieldList } from '../field.ts';
import { oneOf } from '../kinds.ts';

export const characteristicsFields = {
  'characteristics.sexualOrientation': {
    kind: oneOf('sexualOrientation'),
    section: 'characteristics',
    label: 'Sexual orientation',
    description: 'Sexual orientation, as the person says.',
    example: 'heterosexual',
    sharing: 'never',
    page: 'equality',
  },
  'characteristics.religion': {
    kind: oneOf('religion'),
    section: 'characteristics',
    label: 'Religion',
    description: 'Religion, as the person says.',
    example: 'none',
    sharing: 'never',
    page: 'equality',
  },
  'characteristics.genderSameAsAtBirth': {
    kind: oneOf('genderSameAsAtBirth'),
    section: 'characteristics',
    label: 'Gender same as at birth',
    description: 'Whether their gender is the same as the sex registered at birth.',
    example: 'yes',
    sharing: 'never',
    page: 'equality',
  },
  'characteristics.armedForces': {
    kind: oneOf('armedForces'),
    section: 'characteristics',
    label: 'Armed forces',
    description: 'Whether they serve or served in the armed forces, or are family of somebody who does or did.',
    example: 'no',
    sharing: 'never',
    page: 'equality',
  },
} as const satisfies FieldList;

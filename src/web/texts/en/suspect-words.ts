/** Names of the vocabularies about suspects, the investigation and safeguarding. */

import type {
  InvestigationStatus,
  SafeguardingStatus,
  SuspectAccess,
  SuspectRelationship,
  SuspectStatus,
} from '#src/domain/suspect-vocabulary.ts';
import type { Labels } from './labels.ts';

const suspectRelationship: Labels<SuspectRelationship> = {
  partner: 'Partner',
  'ex-partner': 'Former partner',
  parent: 'Parent',
  child: 'Son or daughter',
  'other-family': 'Another member of the family',
  carer: 'Carer',
  friend: 'Friend',
  neighbour: 'Neighbour',
  colleague: 'Colleague',
  acquaintance: 'Acquaintance',
  stranger: 'Stranger',
  unknown: 'I do not know',
};
const suspectAccess: Labels<SuspectAccess> = { phone: 'Phone', email: 'Email', post: 'Post' };
const suspectStatus: Labels<SuspectStatus> = {
  'at-large': 'Not arrested',
  arrested: 'Arrested',
  'in-custody': 'In custody',
  bailed: 'Released on bail',
  'released-under-investigation': 'Released under investigation',
  charged: 'Charged',
  convicted: 'Convicted',
  'no-further-action': 'No further action',
  unknown: 'I do not know',
};
const investigationStatus: Labels<InvestigationStatus> = {
  open: 'Open',
  charged: 'Somebody is charged',
  court: 'At court',
  'no-further-action': 'No further action',
  unknown: 'I do not know',
};
const safeguardingStatus: Labels<SafeguardingStatus> = {
  made: 'Made',
  'not-made': 'Not made',
  'not-needed': 'Not needed',
  unknown: 'I do not know',
};

export const suspectWords = {
  suspectRelationship,
  suspectAccess,
  suspectStatus,
  investigationStatus,
  safeguardingStatus,
};

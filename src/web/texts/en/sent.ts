/** Texts of what a referrer sent. */

export const sent = {
  title: 'What you sent',
  lead: 'Referrals of your organisation that are on hold, came back to you or wait for a safe way to make contact, oldest first.',
  none: 'Nothing needs you.',
  suspended: (service: string, since: string): string => `${service} has stopped contact, ${since}`,
  suspendedNext: 'The service keeps the case. Correct this referral with another safe way, and the service goes on.',
  suspendedAdvice: 'What the service asks for',
  caption: 'Referrals that need you',
  columns: { reference: 'Reference', status: 'Status', why: 'Why', since: 'Since', next: 'Next step' },
  correctOrWithdraw: 'Correct or withdraw',
  find: {
    label: 'Reference, crime reference or incident reference',
    hint: 'For example, GM-7K3M-9QTX or 06AB/0001234/26',
  },
  ofOneReference: 'Referrals with this reference of yours',
  notFound: 'Enter the reference of a referral that your organisation sent',
  statusTitle: 'Status of a referral',
  notOpened: (since: string): string => `Waiting for the service to open it, since ${since}`,
  handOffs: 'Where it is',
  service: 'Service',
  status: 'Status',
  outcome: 'Outcome',
  advice: 'What you are asked to do',
  nowhere: 'It is not with a service.',
  withdraw: 'Withdraw this referral',
  withdrawLead: 'Services that hold it are told at once and no longer see the person’s details.',
};

/**
 * The types and routes of the API, made from its schemas by client/build/types.ts: do not edit.
 * `node client/build/main.ts --types` writes them again.
 */

/** A word of a vocabulary. More may be added: treat one that you do not know as such, and go on. */
export type Open<Word extends string> = Word | (string & {});

export type Referral = {
  /** The crime number. This or incidentReference is needed. */
  crimeReference?: string;
  /** The incident number, or the partner’s own case number. */
  incidentReference?: string;
  /** The sender’s own number for this victim of this crime. */
  victimReference?: string;
  /** When the crime was reported to the police; needed from the police. */
  reportedAt?: string;
  /** What happened. */
  offence: {
    /** What kind of offence. */
    category: 'homicide' | 'violence-with-injury' | 'violence-without-injury' | 'stalking-harassment' | 'rape' | 'other-sexual' | 'robbery' | 'weapons' | 'public-order' | 'arson' | 'theft-burglary' | 'fraud' | 'other';
    /** Home Office counting code. Kept as sent, also when it is not known here. */
    homeOfficeCode?: string;
    /** The day it happened. */
    occurredOn?: string;
    /** The time in London. */
    occurredAt?: string;
    /** ONS code of the district where it happened; `out-of-area` for one outside the area that is not known. */
    district?: string;
    /** What kind of place. */
    locationType?: 'home' | 'other-home' | 'street' | 'licensed-premises' | 'school' | 'workplace' | 'transport' | 'park' | 'online' | 'custody-care' | 'other' | 'unknown';
    /** What was used. */
    method?: 'body' | 'knife' | 'blunt-object' | 'firearm' | 'corrosive' | 'vehicle' | 'threat' | 'online' | 'other' | 'unknown';
    /** Whether alcohol was involved. */
    alcoholInvolved?: 'yes' | 'no' | 'unknown';
    /** Whether it was domestic abuse. */
    domesticAbuse?: 'yes' | 'no' | 'unknown';
    /** Whether a knife was used, threatened or carried. */
    knifeEnabled?: 'yes' | 'no' | 'unknown';
    /** Whether a firearm was used or threatened. */
    firearm?: 'yes' | 'no' | 'unknown';
    /** Whether it was honour-based abuse. */
    honourBased?: 'yes' | 'no' | 'unknown';
    /** Whether it was modern slavery or human trafficking. */
    modernSlavery?: 'yes' | 'no' | 'unknown';
    /** Whether it was child criminal exploitation. */
    childExploitation?: 'yes' | 'no' | 'unknown';
    /** The strands of hate the victim or anyone else perceived. */
    hateStrands?: ('race' | 'religion' | 'sexual-orientation' | 'disability' | 'transgender')[];
    /** What happened, up to 2,000 characters. */
    summary?: string;
  };
  /** The person referred. */
  victim: {
    /** Given names. */
    givenName?: string;
    /** Family name, or the only name. */
    familyName: string;
    /** The name they like to be called. */
    preferredName?: string;
    /** Other names they are or were known by. */
    alsoKnownAs?: string[];
    /** May be missing. */
    dateOfBirth?: string;
    /** About how old they are, in whole years, only where the date of birth is not known. Read as two years more or less, so that a child is protected where a child is possible. */
    approximateAge?: number;
    /** How this person is a victim (Victims and Prisoners Act 2024, section 1). */
    role: 'direct' | 'witness-harmed' | 'bereaved-relative' | 'child-domestic-abuse' | 'born-of-offence' | 'parent-guardian' | 'spokesperson';
    /** True when the person harmed by the crime has died: refer the bereaved relative, with that role. */
    deceased?: boolean;
    /** Sex. */
    sex?: 'female' | 'male' | 'other' | 'unknown';
    /** Self-defined 18+1 code; NS when asked and not stated. An officer’s own guess is not accepted. */
    ethnicity?: 'W1' | 'W2' | 'W3' | 'W4' | 'W9' | 'M1' | 'M2' | 'M3' | 'M9' | 'A1' | 'A2' | 'A3' | 'A4' | 'A9' | 'B1' | 'B2' | 'B9' | 'O2' | 'O9' | 'NS';
    /** Occupation. */
    occupation?: 'in-education' | 'employed' | 'not-working' | 'retired' | 'other' | 'unknown';
    /** BCP 47 tag of their language. */
    language?: string;
    /** True when an interpreter is needed. */
    interpreterNeeded?: boolean;
    /** Ways of communicating that they need. */
    communication?: ('british-sign-language' | 'easy-read' | 'text-relay' | 'written-only' | 'large-print' | 'other')[];
    /** Disabilities, as the person says. */
    disabilities?: ('mobility' | 'vision' | 'hearing' | 'learning' | 'mental-health' | 'neurodivergence' | 'long-term-condition' | 'other')[];
    /** Access needs. */
    accessNeeds?: string;
    /** Where the victim lives. */
    address?: {
      /** Up to six lines, without the postcode. */
      lines?: string[];
      /** A full United Kingdom postcode whose area exists; in a country other than GB, IM, JE and GG up to 12 letters and digits, with spaces and hyphens as wished. */
      postcode?: string;
      /** ISO 3166-1 code of the country they live in. Left out, it is GB. */
      country?: string;
      /** ONS code of the home district; `out-of-area` for one outside the area that is not known. */
      district?: string;
    };
    /** True when they have nowhere fixed to live. */
    noFixedAddress?: boolean;
    /** True when they asked not to be referred: the referral is then refused. */
    optedOut?: boolean;
    /** True when they were targeted more than once over a period. */
    persistentlyTargeted?: boolean;
    /** True when assessed as vulnerable or intimidated. */
    vulnerableOrIntimidated?: boolean;
    /** A parent or guardian, for a child. */
    guardian?: {
      /** Their name. */
      name: string;
      /** To the victim. */
      relationship?: string;
      /** Their phone. */
      phone?: string;
    };
  };
  /** Whether they may have benefits and housing from public funds. */
  recourseToPublicFunds?: 'yes' | 'no' | 'unknown';
  /** How to reach them safely. */
  contact: {
    /** Their phone. */
    phone?: string;
    /** Their e-mail. */
    email?: string;
    /** Whether each way to reach them is safe. Unknown is an answer; it is not yes. */
    safe: {
      /** Whether a call is safe. */
      call: 'yes' | 'no' | 'unknown';
      /** Whether a voicemail is safe. */
      voicemail: 'yes' | 'no' | 'unknown';
      /** Whether a text message is safe. */
      text: 'yes' | 'no' | 'unknown';
      /** Whether an e-mail is safe. */
      email: 'yes' | 'no' | 'unknown';
      /** Whether a letter to their home is safe. */
      post: 'yes' | 'no' | 'unknown';
    };
    /** A safe address for letters that is not their home. */
    postTo?: {
      /** A safe address that is not their home, without the postcode. Letters then go there. */
      lines?: string[];
      /** The full United Kingdom postcode of that address. */
      postcode?: string;
    };
    /** When to make contact. */
    times?: string;
    /** How to make contact safely. */
    instructions?: string;
    /** Who must not learn of the referral. */
    mustNotKnow?: string;
    /** Who else may answer the phone or open the door. */
    mayAnswer?: string;
    /** A word by which the person and the service know each other. */
    codeWord?: string;
    /** True when the service should withhold its number. */
    withholdNumber?: boolean;
    /** Someone else through whom they can safely be reached. */
    alternative?: {
      /** Their name. */
      name: string;
      /** To the victim. */
      relationship?: string;
      /** Their phone. */
      phone?: string;
    };
  };
  /** Who did it or may have, as far as known. */
  suspects?: ({
    /** Their name. */
    name?: string;
    /** What they are to the victim. */
    relationship?: 'partner' | 'ex-partner' | 'parent' | 'child' | 'other-family' | 'carer' | 'friend' | 'neighbour' | 'colleague' | 'acquaintance' | 'stranger' | 'unknown';
    /** Whether they live with the victim. Post to the home is then not safe. */
    livesWithVictim?: 'yes' | 'no' | 'unknown';
    /** Whether they know where the victim lives. */
    knowsAddress?: 'yes' | 'no' | 'unknown';
    /** What of the victim’s they read or answer. That channel is then not safe. */
    hasAccessTo?: ('phone' | 'email' | 'post')[];
    /** True when they are the parent or guardian named in victim.guardian, who is then told nothing. */
    isGuardian?: boolean;
    /** Where the investigation of them stands. */
    status?: 'at-large' | 'arrested' | 'in-custody' | 'bailed' | 'released-under-investigation' | 'charged' | 'convicted' | 'no-further-action' | 'unknown';
    /** Since when. */
    statusAt?: string;
    /** Whether bail, an order or a sentence bars them from contacting the victim. */
    noContactCondition?: 'yes' | 'no' | 'unknown';
    /** The day on which they are released. */
    releaseOn?: string;
  })[];
  /** Who lives with the victim. Sent in abuse only, and without names. */
  household?: {
    /** The children. */
    children?: ({
      /** In whole years. */
      age?: number;
      /** Whether the child lives with the victim. */
      livesWithVictim?: 'yes' | 'no' | 'unknown';
      /** Whether the child saw, heard or lived with the effects of what happened. */
      witnessed?: 'yes' | 'no' | 'unknown';
    })[];
    /** Whether the victim is pregnant. */
    pregnant?: 'yes' | 'no' | 'unknown';
  };
  /** Safeguarding referrals to the local authority. */
  safeguarding?: {
    /** Whether a safeguarding referral for children was made. */
    children?: 'made' | 'not-made' | 'not-needed' | 'unknown';
    /** Whether a safeguarding referral for an adult at risk was made. */
    adult?: 'made' | 'not-made' | 'not-needed' | 'unknown';
  };
  /** The multi-agency risk assessment conference. */
  marac?: {
    /** Whether the case is listed for a multi-agency risk assessment conference. */
    listed?: 'yes' | 'no' | 'unknown';
    /** The day of the conference. The service is asked to respond before it. */
    on?: string;
    /** Whether the case was heard at one before. */
    repeat?: 'yes' | 'no' | 'unknown';
  };
  /** The lawful basis. */
  consent: {
    /** Why the referral may be made. */
    basis: 'explicit-consent' | 'public-task' | 'legal-obligation' | 'safeguarding-override';
    /** Whether the person knows of this referral. */
    personAware?: 'yes' | 'no' | 'unknown';
    /** Who agreed. */
    givenBy?: 'victim' | 'parent-guardian' | 'spokesperson';
    /** How they agreed. */
    method?: 'verbal' | 'written' | 'electronic';
    /** When. */
    obtainedAt?: string;
    /** Whether the person agreed that the service shares it with its partners. */
    shareWithPartners?: 'yes' | 'no' | 'unknown';
    /** Whether the person agreed to be asked how it went. */
    feedback?: 'yes' | 'no' | 'unknown';
    /** Why it goes without consent; needed with safeguarding-override. */
    overrideReason?: string | null;
  };
  /** The risk to the victim. */
  risk?: {
    /** The level of risk. */
    level?: 'standard' | 'medium' | 'high';
    /** The risk tool used. */
    tool?: 'dash' | 'merit' | 'other' | 'none';
    /** Its score. */
    score?: number;
    /** True when judgement raised the level above the score. */
    professionalJudgement?: boolean;
    /** Any risk to staff. */
    toStaff?: string;
  };
  /** What the person asks for, in their words. */
  wishes?: string;
  /** What they need. */
  needs?: ('emotional-support' | 'safety' | 'housing' | 'advocacy' | 'health' | 'finance' | 'children' | 'drugs-alcohol' | 'restorative-justice')[];
  /** The police investigation. */
  investigation?: {
    /** The officer in the case. */
    officer?: {
      /** The officer in the case. */
      name?: string;
      /** Their collar number. */
      collarNumber?: string;
      /** Their phone. */
      phone?: string;
      /** Their e-mail. */
      email?: string;
    };
    /** Where the investigation stands. */
    status?: 'open' | 'charged' | 'court' | 'no-further-action' | 'unknown';
    /** The day of the next hearing. */
    nextHearing?: string;
    /** Whether special measures at court are asked for or granted. */
    specialMeasures?: 'yes' | 'no' | 'unknown';
  };
  /** Who helps them already. */
  support?: {
    /** An organisation that helps them already. */
    organisation?: string;
    /** What it does for them. */
    role?: string;
  }[];
  /** The sender’s own reference for several people harmed in one event. Each service is told which of its cases belong together. */
  groupReference?: string;
  /** The person who makes the referral. */
  referrer?: {
    /** Who refers. */
    name?: string;
    /** Their role. */
    role?: string;
    /** Their e-mail. */
    email?: string;
    /** Their phone. */
    phone?: string;
  };
  /** For equality monitoring. Counted, and shown to nobody. */
  characteristics?: {
    /** Sexual orientation, as the person says. */
    sexualOrientation?: 'heterosexual' | 'gay-or-lesbian' | 'bisexual' | 'other' | 'not-asked' | 'prefer-not-to-say';
    /** Religion, as the person says. */
    religion?: 'none' | 'christian' | 'buddhist' | 'hindu' | 'jewish' | 'muslim' | 'sikh' | 'other' | 'not-asked' | 'prefer-not-to-say';
    /** Whether their gender is the same as the sex registered at birth. */
    genderSameAsAtBirth?: 'yes' | 'no' | 'not-asked' | 'prefer-not-to-say';
    /** Whether they serve or served in the armed forces, or are family of somebody who does or did. */
    armedForces?: 'serving' | 'veteran' | 'family' | 'no' | 'not-asked' | 'prefer-not-to-say';
  };
};

export type Report = {
  status: 'accepted';
  confirmationCode: string;
  /** The version of the referral that the report is made of, as you read it with the hand-off. Any but the one that stands is refused */
  version?: number;
} | {
  status: 'declined';
  reason: 'no-capacity' | 'not-eligible' | 'unable-to-meet-needs' | 'already-supported' | 'insufficient-information' | 'other';
  /** The version of the referral that the report is made of, as you read it with the hand-off. Any but the one that stands is refused */
  version?: number;
} | {
  status: 'returned';
  reason: 'unsafe-to-contact' | 'wrong-contact-details' | 'insufficient-information' | 'consent-missing' | 'out-of-scope' | 'duplicate' | 'other';
  advice?: string;
  /** The version of the referral that the report is made of, as you read it with the hand-off. Any but the one that stands is refused */
  version?: number;
} | {
  status: 'contact-attempted';
  channel: 'call' | 'voicemail' | 'text' | 'email' | 'post';
  at: string;
  /** How the attempt ended */
  result?: 'no-answer' | 'left-message' | 'wrong-number' | 'someone-else-answered' | 'not-now';
  /** Why it was made over a channel that is not safe, or while contact is stopped. Needed in these cases; the victim hub is told */
  safetyReason?: string;
  /** The version of the referral that the report is made of, as you read it with the hand-off. Any but the one that stands is refused */
  version?: number;
} | {
  status: 'contacted';
  at: string;
  /** The version of the referral that the report is made of, as you read it with the hand-off. Any but the one that stands is refused */
  version?: number;
} | {
  status: 'supporting';
  /** The version of the referral that the report is made of, as you read it with the hand-off. Any but the one that stands is refused */
  version?: number;
} | {
  status: 'suspended';
  reason: 'wrong-contact-details' | 'unsafe-to-contact';
  /** The ways that are wrong or not safe. Left out, each is marked as one that may be, unless an attempt says which */
  channels?: ('call' | 'voicemail' | 'text' | 'email' | 'post')[];
  /** What the referrer should find out */
  advice?: string;
  /** The version of the referral that the report is made of, as you read it with the hand-off. Any but the one that stands is refused */
  version?: number;
} | {
  status: 'closed';
  outcome: 'support-completed' | 'disengaged' | 'declined-by-victim' | 'no-contact-after-attempts' | 'unsafe-to-contact' | 'wrong-contact-details' | 'out-of-area' | 'out-of-scope' | 'referred-on' | 'duplicate' | 'consent-withdrawn' | 'deceased';
  /** The version of the referral that the report is made of, as you read it with the hand-off. Any but the one that stands is refused */
  version?: number;
};

export type Withdrawal = {
  reason: 'consent-withdrawn' | 'sent-in-error' | 'duplicate';
};

export type NotReferred = {
  reason: 'opted-out' | 'consent-refused' | 'not-wanted';
  offence: {
    category: 'homicide' | 'violence-with-injury' | 'violence-without-injury' | 'stalking-harassment' | 'rape' | 'other-sexual' | 'robbery' | 'weapons' | 'public-order' | 'arson' | 'theft-burglary' | 'fraud' | 'other';
    /** ONS code of where it happened; left out where it is not known */
    district?: string;
  };
};

export type SenderCount = {
  /** Of Europe/London, from midnight to midnight */
  day: string;
  /** Referrals that you sent and that were new on that day: each once, without corrections and without what was sent again */
  sent: number;
  /** Crime or incident references of what you sent, in any order. They are not kept */
  references?: string[];
};

export type RouteByHand = {
  service: string;
  /** Why this service. Stored sealed */
  reason: string;
  /** Why the service is to have a case that does not meet its criteria, as they are judged now. Stored sealed, and shown to the victim hub. Not used where the case meets them */
  override?: string;
  /** Of a case that services have: the id of the one whose place is taken; null if the service is given the case as well. Left out, a service that can lead takes the place of the lead */
  instead?: string | null;
};

export type Return = {
  reason: 'unsafe-to-contact' | 'wrong-contact-details' | 'insufficient-information' | 'consent-missing' | 'out-of-scope' | 'duplicate' | 'other';
  advice: string;
};

export type VolumesQuery = {
  /** referrals: Referrals that were accepted into the record, each once, whatever became of them.
victims: Different people referred: a person referred several times within the period is counted once in it. Counted anew for each range of days and each breakdown, not added up or estimated.
handed-off: Times that a referral was handed to a service.
accepted: Hand-offs that a service took on.
declined: Hand-offs that a service said no to.
contacted: Hand-offs on which the service reached the person for the first time.
closed: Hand-offs that a service finished, with an outcome.
held: Times that a referral could not go to a service, or no longer, and was held with its reasons.
returned: Times that a service or the victim hub sent a referral back with advice.
withdrawn: Referrals that were taken back.
within-code: Referrals from the police received by the end of the second working day after the crime was reported to them (Victims’ Code, Right 4).
within-target: Hand-offs on which the person was reached by the service’s deadline.
duplicates: Submissions of a referral that stood already: the same again, or with other content and refused.
not-referred: People who were asked whether they want to be referred, and said no.
suspended: Times that a service stopped trying to reach the person, because the contact details were wrong or no way was safe.
reopened: Times that a referral which was withdrawn or closed was opened again: by a correction, or because the one that was to go on in its place was withdrawn.
amended: Times that a service which holds a case was told that it was corrected.
supporting: Hand-offs on which the service began to support the person.
expired: Hand-offs that no service opened by their deadline, and that went on to the next one. */
  measure?: 'referrals' | 'victims' | 'handed-off' | 'accepted' | 'declined' | 'contacted' | 'closed' | 'held' | 'returned' | 'withdrawn' | 'within-code' | 'within-target' | 'duplicates' | 'not-referred' | 'suspended' | 'reopened' | 'amended' | 'supporting' | 'expired';
  /** First London day. Left out: the first of the month eleven months before `to`. */
  from?: string;
  /** Last London day, included. Left out: today, or `from` where that is later. */
  to?: string;
  /** The periods of the rows; all: one for the whole range. */
  interval?: 'day' | 'week' | 'month' | 'quarter' | 'year' | 'financial-year' | 'all';
  /** One dimension, or two with a comma between, one of them service, source or district.
service: The support service. Which one it is depends on the measure. The service’s id in the catalogue.
source: The organisation that referred. Its id in the register of parties.
source-kind: Police, other statutory body, or voluntary body.
offence: The offence category that the referrer gave.
district: Where the offence happened, or where the person lives if the offence was not in the area or its district is not known. Places outside the area have a line of their own, and so has what is not known. ONS code of the district; out-of-area where neither is in the area; unknown where neither was given.
age-band: Age in whole years at the offence, or at the referral where the day of the offence is unknown. An approximate age is counted as stated.
sex: As the referrer gave it.
ethnicity: As the person described it. Who preferred not to say was asked; where it is not known, nobody asked. The police 18+1 codes. NS: asked and not stated. Unknown: not asked.
risk: As judged: from the tool’s score, raised where professional judgement says so.
enhanced-rights: Categories of the Victims’ Code; a person may be in several, or in none.
domestic-abuse: The referrer’s flag. Unknown is a value of its own.
knife-enabled: The referrer’s flag. Unknown is a value of its own.
hate-strand: Centrally monitored strands; a crime may have several, or none.
location-type: Where the offence happened.
method: How the offence was done.
alcohol: The referrer’s answer. Unknown is a value of its own.
time-of-day: Four-hour band of the offence, London time.
day-of-week: Of the offence.
occupation: Of the victim.
outcome: How support ended. Recorded when a hand-off closes, and so for closed alone.
decline-reason: Recorded when a service declines, and so for declined alone.
held-reason: Recorded when a referral is held, and so for held alone; it may be held for several.
not-referred-reason: Recorded for those who were asked and not referred, and for nothing else.
suspend-reason: Recorded when contact is stopped, and so for that alone.
return-reason: Recorded when a referral is sent back, and so for that alone.
withdraw-reason: Recorded when a referral is withdrawn, and so for that alone.
need: What the person needs, as the referrer named it; there may be several, or none.
victim-role: What makes them a victim under the Victims’ Code.
priority: As judged: high risk, then enhanced rights, then everybody else.
consent-basis: The ground on which the person’s details are shared.
repeat-victim: Whether the same person was referred for another incident in the twelve months before, or what the area sets. Two referrals of one incident do not make a repeat. Not known where the person cannot be told from others.
modern-slavery: The referrer’s flag. Unknown is a value of its own.
honour-based: The referrer’s flag. Unknown is a value of its own.
firearm: The referrer’s flag. Unknown is a value of its own.
child-exploitation: The referrer’s flag. Unknown is a value of its own.
home-district: Where the person lives: as stated, or as their postcode says where it lies in one district alone. ONS code of the district; out-of-area for one that is not in the area; unknown where none is known.
suspect-relationship: What those suspected are to the person, each kind once. Not known where nobody is named, or the relationship is not.
section-13: The kinds whose support is planned jointly under section 13 of the Victims and Prisoners Act 2024. Domestic: flagged, a child of such a home, or a sexual offence by partner or family. Sexual: rape or another sexual offence. Serious violence: homicide, violence with injury, robbery, or any offence with a knife or firearm; the Act leaves this to judgement. A referral may be of several kinds.
disability: Kinds of disability that were named; there may be several. Not asked: the referrer did not say.
sexual-orientation: As the person says, in the census’s words. Counted once, when the referral is received, in numbers alone: nothing of the case holds it, so a correction does not change it and a recount cannot check it.
religion: As the person says, in the census’s words. Counted once, when the referral is received, in numbers alone: nothing of the case holds it, so a correction does not change it and a recount cannot check it.
armed-forces: Whether they serve, served, or are family of such. Counted once, when the referral is received, in numbers alone: nothing of the case holds it, so a correction does not change it and a recount cannot check it.
time-to-referral: From the report to the police until the referral was received, in bands. Not known where the report’s time is not.
time-to-contact: From receipt, or from the latest opening, until the person was reached, in bands. Recorded with first contact, and so for that and for contact within target alone.
time-to-support: From receipt, or from the latest opening, until support began, in bands. Recorded when support begins, and so for that alone. */
  by?: string;
  /** Narrows to one service, source or district: service:<id>. */
  where?: string;
  /** Compares the mean of the complete months asked with that of so many months before. */
  compare?: string;
  /** true: safe to publish. Counts that are too small are 0, all others are moved a little and rounded. Of whole calendar months, quarters and years that are over only; anything else is 400. */
  publish?: 'true' | 'false';
  /** json, or csv: a file for a spreadsheet. */
  format?: 'json' | 'csv';
};

export type ReferralAnswer = {
  referralId: string;
  /** May be spoken; says nothing of the person */
  reference: string;
  version: number;
  status: Open<'received' | 'routed' | 'held' | 'returned' | 'withdrawn' | 'closed'>;
  /** Empty also where it is held for the victim hub, which decides and asks you for nothing */
  heldReasons: (Open<'no-safe-contact' | 'no-eligible-service' | 'out-of-scope' | 'guardian-needed'>)[];
  /** What would release it, for each reason */
  held: ({
    reason: Open<'no-safe-contact' | 'no-eligible-service' | 'out-of-scope' | 'guardian-needed'>;
    release: string;
  })[];
  receivedAt: string;
  /** Victims’ Code, Right 4; null where no clock runs */
  referBy: string | null;
  withinCode: boolean | null;
  enhancedRights: (Open<'most-serious-crime' | 'persistently-targeted' | 'vulnerable-or-intimidated'>)[];
  routing: Routing;
  notes: string[];
  /** You sent it as a test party: no real service has it */
  test?: true;
  links: {
    self: string;
  };
  /** With unknownFields=drop: JSON Pointer of each field that was not taken, none of their values */
  dropped?: string[];
};

export type Routing = {
  rulesVersion: string;
  chosen: ({
    service: string;
    name: string;
    /** The service answers by then */
    respondBy: string;
    because: string[];
    part: Open<'lead' | 'alongside'>;
  })[];
  /** Every service that was not chosen, and why */
  considered: {
    service: string;
    eligible: boolean;
    because: string[];
  }[];
};

export type ReferralResponse = ReferralAnswer;

export type ReferralView = {
  referralId: string;
  /** May be spoken; says nothing of the person */
  reference: string;
  version: number;
  status: Open<'received' | 'routed' | 'held' | 'returned' | 'withdrawn' | 'closed'>;
  /** Empty also where it is held for the victim hub, which decides and asks you for nothing */
  heldReasons: (Open<'no-safe-contact' | 'no-eligible-service' | 'out-of-scope' | 'guardian-needed'>)[];
  /** What would release it, for each reason */
  held: ({
    reason: Open<'no-safe-contact' | 'no-eligible-service' | 'out-of-scope' | 'guardian-needed'>;
    release: string;
  })[];
  receivedAt: string;
  /** Victims’ Code, Right 4; null where no clock runs */
  referBy: string | null;
  withinCode: boolean | null;
  enhancedRights: (Open<'most-serious-crime' | 'persistently-targeted' | 'vulnerable-or-intimidated'>)[];
  routing: Routing;
  notes: string[];
  /** You sent it as a test party: no real service has it */
  test?: true;
  links: {
    self: string;
  };
  crimeReference?: string;
  incidentReference?: string;
  /** What is asked of you before it can go on */
  actionNeeded: ({
    /** Who asks; left out where the rules or the victim hub do */
    service?: string;
    reason: Open<'no-safe-contact' | 'no-eligible-service' | 'out-of-scope' | 'guardian-needed' | 'unsafe-to-contact' | 'wrong-contact-details' | 'insufficient-information' | 'consent-missing' | 'duplicate' | 'other'>;
    advice?: string;
    /** The ways that the service found wrong or not safe, where it stopped contact and names them */
    channels?: (Open<'call' | 'voicemail' | 'text' | 'email' | 'post'>)[];
    since: string;
    /** Your deadline; then the victim hub is told */
    by?: string;
  })[];
  /** What a service or the victim hub asks you to correct */
  advice?: string;
  handOffs: ({
    service: string;
    status: Open<'queued' | 'collected' | 'accepted' | 'contact-attempted' | 'contacted' | 'supporting' | 'suspended' | 'closed' | 'declined' | 'returned' | 'expired' | 'withdrawn'>;
    since: string;
    outcome: Open<'support-completed' | 'disengaged' | 'declined-by-victim' | 'no-contact-after-attempts' | 'unsafe-to-contact' | 'wrong-contact-details' | 'out-of-area' | 'out-of-scope' | 'referred-on' | 'duplicate' | 'consent-withdrawn' | 'deceased'> | null;
  })[];
  history: ({
    at: string;
    event: Open<'received' | 'routed' | 'overridden' | 'held' | 'corrected' | 'reopened' | 'handed-off' | 'collected' | 'accepted' | 'declined' | 'returned' | 'contact-attempted' | 'contacted' | 'supporting' | 'suspended' | 'resumed' | 'amended' | 'closed' | 'expired' | 'reminded' | 'overdue' | 'deadline-corrected' | 'stop-unread' | 'release-reminded' | 'possible-duplicate' | 'not-duplicate' | 'settled' | 'reviewed' | 'left-unreviewed' | 'noted' | 'assigned' | 'withdrawn' | 'erasure-proposed' | 'erasure-cancelled' | 'erasure-asked' | 'legal-hold' | 'hold-lifted' | 'erased'>;
    by: string;
    service?: string;
    reason: string | null;
    /** How an attempt to reach the person ended */
    result?: Open<'no-answer' | 'left-message' | 'wrong-number' | 'someone-else-answered' | 'not-now'>;
  })[];
};

export type ReferralList = {
  items: ({
    referralId: string;
    reference: string;
    version: number;
    status: Open<'received' | 'routed' | 'held' | 'returned' | 'withdrawn' | 'closed'>;
    since: string;
    receivedAt: string;
    heldReasons: (Open<'no-safe-contact' | 'no-eligible-service' | 'out-of-scope' | 'guardian-needed'>)[];
    crimeReference?: string;
    incidentReference?: string;
    /** What is asked of you before it can go on */
    actionNeeded: ({
      /** Who asks; left out where the rules or the victim hub do */
      service?: string;
      reason: Open<'no-safe-contact' | 'no-eligible-service' | 'out-of-scope' | 'guardian-needed' | 'unsafe-to-contact' | 'wrong-contact-details' | 'insufficient-information' | 'consent-missing' | 'duplicate' | 'other'>;
      advice?: string;
      /** The ways that the service found wrong or not safe, where it stopped contact and names them */
      channels?: (Open<'call' | 'voicemail' | 'text' | 'email' | 'post'>)[];
      since: string;
      /** Your deadline; then the victim hub is told */
      by?: string;
    })[];
    links: {
      self: string;
    };
  })[];
  cursor?: string;
};

export type Reconciliation = {
  day: string;
  /** Referrals from you that were new on that day, whatever became of them, each once */
  received: number;
  /** sent less received: above 0, so many did not arrive */
  difference: number;
  /** Your references, as you wrote them, of which no referral ever came from you, on whatever day: send these again */
  neverSeen: string[];
};

export type BatchAnswer = {
  results: ({
    index: number;
    status: number;
    body: ReferralAnswer | Problem;
    replayed?: boolean;
  })[];
};

export type Problem = {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: Open<'malformed-json' | 'malformed-query' | 'unauthenticated' | 'forbidden' | 'not-found' | 'method-not-allowed' | 'not-acceptable' | 'already-referred' | 'transition-not-allowed' | 'legal-hold' | 'erased' | 'precondition-failed' | 'precondition-required' | 'payload-too-large' | 'unsupported-media-type' | 'invalid-referral' | 'invalid-request' | 'wrong-confirmation-code' | 'channel-not-safe' | 'unknown-reason' | 'explicit-consent-required' | 'victim-opted-out' | 'not-a-victim' | 'deceased' | 'guardian-required' | 'override-reason-required' | 'service-not-eligible' | 'no-safe-contact' | 'too-many-requests' | 'internal-error' | 'unavailable'>;
  correlationId: string;
  errors?: Fault[];
  /** already-referred: the referral that stands */
  referralId?: string;
  /** already-referred: `correct` is there only where a PUT may follow */
  links?: {
    self: string;
    correct?: string;
  };
  /** already-referred, transition-not-allowed, and where a hand-off is read without a reason that it needs: the status as it stands */
  currentStatus?: string;
  /** transition-not-allowed: what may follow */
  allowed?: string[];
};

export type Fault = {
  /** JSON Pointer into the body, or the name of a query parameter or header */
  pointer: string;
  code: string;
  /** What to do, in a sentence. The value sent is never repeated. */
  detail: string;
};

export type BatchResponse = BatchAnswer;

export type CaseStatus = {
  referralId: string;
  reference: string;
  version: number;
  status: Open<'received' | 'routed' | 'held' | 'returned' | 'withdrawn' | 'closed'>;
  since: string;
  links: {
    self: string;
  };
};

export type HandOff = {
  handOffId: string;
  referralId: string;
  reference: string;
  service: string;
  status: Open<'queued' | 'collected' | 'accepted' | 'contact-attempted' | 'contacted' | 'supporting' | 'suspended' | 'closed' | 'declined' | 'returned' | 'expired' | 'withdrawn'>;
  /** The version of the referral */
  version: number;
  since: string;
  priority: Open<'high' | 'enhanced' | 'standard'>;
  respondBy: string;
  queuedAt: string;
  attempt: number;
  reminded: boolean;
  /** Reminded that a suspect is released soon */
  releaseReminded: boolean;
  contactAttempts: number;
  outcome: Open<'support-completed' | 'disengaged' | 'declined-by-victim' | 'no-contact-after-attempts' | 'unsafe-to-contact' | 'wrong-contact-details' | 'out-of-area' | 'out-of-scope' | 'referred-on' | 'duplicate' | 'consent-withdrawn' | 'deceased'> | null;
  reason: string | null;
  /** What the service may report next */
  allowed: (Open<'queued' | 'collected' | 'accepted' | 'contact-attempted' | 'contacted' | 'supporting' | 'suspended' | 'closed' | 'declined' | 'returned' | 'expired' | 'withdrawn'>)[];
  links: {
    self: string;
  };
};

export type HandOffDetail = {
  firstContact?: FirstContact;
  handOffId: string;
  referralId: string;
  reference: string;
  service: string;
  status: Open<'queued' | 'collected' | 'accepted' | 'contact-attempted' | 'contacted' | 'supporting' | 'suspended' | 'closed' | 'declined' | 'returned' | 'expired' | 'withdrawn'>;
  /** The version of the referral */
  version: number;
  since: string;
  priority: Open<'high' | 'enhanced' | 'standard'>;
  respondBy: string;
  queuedAt: string;
  attempt: number;
  reminded: boolean;
  /** Reminded that a suspect is released soon */
  releaseReminded: boolean;
  contactAttempts: number;
  outcome: Open<'support-completed' | 'disengaged' | 'declined-by-victim' | 'no-contact-after-attempts' | 'unsafe-to-contact' | 'wrong-contact-details' | 'out-of-area' | 'out-of-scope' | 'referred-on' | 'duplicate' | 'consent-withdrawn' | 'deceased'> | null;
  reason: string | null;
  /** What the service may report next */
  allowed: (Open<'queued' | 'collected' | 'accepted' | 'contact-attempted' | 'contacted' | 'supporting' | 'suspended' | 'closed' | 'declined' | 'returned' | 'expired' | 'withdrawn'>)[];
  links: {
    self: string;
  };
  /** What changed since you last read it, once */
  amended?: {
    version: number;
    at: string;
    /** Parts that changed, of those you are shown */
    changed: (Open<'crimeReference' | 'incidentReference' | 'victimReference' | 'reportedAt' | 'offence' | 'victim' | 'recourseToPublicFunds' | 'contact' | 'suspects' | 'household' | 'safeguarding' | 'marac' | 'consent' | 'risk' | 'wishes' | 'needs' | 'investigation' | 'support' | 'groupReference' | 'referrer' | 'characteristics'>)[];
    /** No way to reach the person is safe any more: stop */
    stopContact: boolean;
  };
  /** Comes back with acceptance: proof that this was read */
  confirmationCode: string;
  repeatVictim?: boolean;
  notes: string[];
  /** Other referrals of the same event that you were given, open or past, at most 50; absent if its sender named no group */
  group?: {
    reference: string;
    handOffId: string;
  }[];
  /** The crime number. This or incidentReference is needed. */
  crimeReference?: string;
  /** The incident number, or the partner’s own case number. */
  incidentReference?: string;
  /** The sender’s own number for this victim of this crime. */
  victimReference?: string;
  /** When the crime was reported to the police; needed from the police. */
  reportedAt?: string;
  /** What happened. */
  offence?: {
    /** What kind of offence. */
    category?: Open<'homicide' | 'violence-with-injury' | 'violence-without-injury' | 'stalking-harassment' | 'rape' | 'other-sexual' | 'robbery' | 'weapons' | 'public-order' | 'arson' | 'theft-burglary' | 'fraud' | 'other'>;
    /** Home Office counting code. Kept as sent, also when it is not known here. */
    homeOfficeCode?: string;
    /** The day it happened. */
    occurredOn?: string;
    /** The time in London. */
    occurredAt?: string;
    /** ONS code of the district where it happened; `out-of-area` for one outside the area that is not known. */
    district?: string;
    /** What kind of place. */
    locationType?: Open<'home' | 'other-home' | 'street' | 'licensed-premises' | 'school' | 'workplace' | 'transport' | 'park' | 'online' | 'custody-care' | 'other' | 'unknown'>;
    /** What was used. */
    method?: Open<'body' | 'knife' | 'blunt-object' | 'firearm' | 'corrosive' | 'vehicle' | 'threat' | 'online' | 'other' | 'unknown'>;
    /** Whether alcohol was involved. */
    alcoholInvolved?: Open<'yes' | 'no' | 'unknown'>;
    /** Whether it was domestic abuse. */
    domesticAbuse?: Open<'yes' | 'no' | 'unknown'>;
    /** Whether a knife was used, threatened or carried. */
    knifeEnabled?: Open<'yes' | 'no' | 'unknown'>;
    /** Whether a firearm was used or threatened. */
    firearm?: Open<'yes' | 'no' | 'unknown'>;
    /** Whether it was honour-based abuse. */
    honourBased?: Open<'yes' | 'no' | 'unknown'>;
    /** Whether it was modern slavery or human trafficking. */
    modernSlavery?: Open<'yes' | 'no' | 'unknown'>;
    /** Whether it was child criminal exploitation. */
    childExploitation?: Open<'yes' | 'no' | 'unknown'>;
    /** The strands of hate the victim or anyone else perceived. */
    hateStrands?: (Open<'race' | 'religion' | 'sexual-orientation' | 'disability' | 'transgender'>)[];
    /** What happened, up to 2,000 characters. */
    summary?: string;
  };
  /** The person referred. */
  victim?: {
    /** Given names. */
    givenName?: string;
    /** Family name, or the only name. */
    familyName?: string;
    /** The name they like to be called. */
    preferredName?: string;
    /** Other names they are or were known by. */
    alsoKnownAs?: string[];
    /** May be missing. */
    dateOfBirth?: string;
    /** About how old they are, in whole years, only where the date of birth is not known. Read as two years more or less, so that a child is protected where a child is possible. */
    approximateAge?: number;
    /** How this person is a victim (Victims and Prisoners Act 2024, section 1). */
    role?: Open<'direct' | 'witness-harmed' | 'bereaved-relative' | 'child-domestic-abuse' | 'born-of-offence' | 'parent-guardian' | 'spokesperson'>;
    /** True when the person harmed by the crime has died: refer the bereaved relative, with that role. */
    deceased?: boolean;
    /** Sex. */
    sex?: Open<'female' | 'male' | 'other' | 'unknown'>;
    /** Self-defined 18+1 code; NS when asked and not stated. An officer’s own guess is not accepted. */
    ethnicity?: Open<'W1' | 'W2' | 'W3' | 'W4' | 'W9' | 'M1' | 'M2' | 'M3' | 'M9' | 'A1' | 'A2' | 'A3' | 'A4' | 'A9' | 'B1' | 'B2' | 'B9' | 'O2' | 'O9' | 'NS'>;
    /** Occupation. */
    occupation?: Open<'in-education' | 'employed' | 'not-working' | 'retired' | 'other' | 'unknown'>;
    /** BCP 47 tag of their language. */
    language?: string;
    /** True when an interpreter is needed. */
    interpreterNeeded?: boolean;
    /** Ways of communicating that they need. */
    communication?: (Open<'british-sign-language' | 'easy-read' | 'text-relay' | 'written-only' | 'large-print' | 'other'>)[];
    /** Disabilities, as the person says. */
    disabilities?: (Open<'mobility' | 'vision' | 'hearing' | 'learning' | 'mental-health' | 'neurodivergence' | 'long-term-condition' | 'other'>)[];
    /** Access needs. */
    accessNeeds?: string;
    /** Where the victim lives. */
    address?: {
      /** Up to six lines, without the postcode. */
      lines?: string[];
      /** A full United Kingdom postcode whose area exists; in a country other than GB, IM, JE and GG up to 12 letters and digits, with spaces and hyphens as wished. */
      postcode?: string;
      /** ISO 3166-1 code of the country they live in. Left out, it is GB. */
      country?: string;
      /** ONS code of the home district; `out-of-area` for one outside the area that is not known. */
      district?: string;
    };
    /** True when they have nowhere fixed to live. */
    noFixedAddress?: boolean;
    /** True when they asked not to be referred: the referral is then refused. */
    optedOut?: boolean;
    /** True when they were targeted more than once over a period. */
    persistentlyTargeted?: boolean;
    /** True when assessed as vulnerable or intimidated. */
    vulnerableOrIntimidated?: boolean;
    /** A parent or guardian, for a child. */
    guardian?: {
      /** Their name. */
      name?: string;
      /** To the victim. */
      relationship?: string;
      /** Their phone. */
      phone?: string;
    };
  };
  /** Whether they may have benefits and housing from public funds. */
  recourseToPublicFunds?: Open<'yes' | 'no' | 'unknown'>;
  /** How to reach them safely. */
  contact?: {
    /** Their phone. */
    phone?: string;
    /** Their e-mail. */
    email?: string;
    /** Whether each way to reach them is safe. Unknown is an answer; it is not yes. */
    safe?: {
      /** Whether a call is safe. */
      call?: Open<'yes' | 'no' | 'unknown'>;
      /** Whether a voicemail is safe. */
      voicemail?: Open<'yes' | 'no' | 'unknown'>;
      /** Whether a text message is safe. */
      text?: Open<'yes' | 'no' | 'unknown'>;
      /** Whether an e-mail is safe. */
      email?: Open<'yes' | 'no' | 'unknown'>;
      /** Whether a letter to their home is safe. */
      post?: Open<'yes' | 'no' | 'unknown'>;
    };
    /** A safe address for letters that is not their home. */
    postTo?: {
      /** A safe address that is not their home, without the postcode. Letters then go there. */
      lines?: string[];
      /** The full United Kingdom postcode of that address. */
      postcode?: string;
    };
    /** When to make contact. */
    times?: string;
    /** How to make contact safely. */
    instructions?: string;
    /** Who must not learn of the referral. */
    mustNotKnow?: string;
    /** Who else may answer the phone or open the door. */
    mayAnswer?: string;
    /** A word by which the person and the service know each other. */
    codeWord?: string;
    /** True when the service should withhold its number. */
    withholdNumber?: boolean;
    /** Someone else through whom they can safely be reached. */
    alternative?: {
      /** Their name. */
      name?: string;
      /** To the victim. */
      relationship?: string;
      /** Their phone. */
      phone?: string;
    };
  };
  /** Who did it or may have, as far as known. */
  suspects?: ({
    /** Their name. */
    name?: string;
    /** What they are to the victim. */
    relationship?: Open<'partner' | 'ex-partner' | 'parent' | 'child' | 'other-family' | 'carer' | 'friend' | 'neighbour' | 'colleague' | 'acquaintance' | 'stranger' | 'unknown'>;
    /** Whether they live with the victim. Post to the home is then not safe. */
    livesWithVictim?: Open<'yes' | 'no' | 'unknown'>;
    /** Whether they know where the victim lives. */
    knowsAddress?: Open<'yes' | 'no' | 'unknown'>;
    /** What of the victim’s they read or answer. That channel is then not safe. */
    hasAccessTo?: (Open<'phone' | 'email' | 'post'>)[];
    /** True when they are the parent or guardian named in victim.guardian, who is then told nothing. */
    isGuardian?: boolean;
    /** Where the investigation of them stands. */
    status?: Open<'at-large' | 'arrested' | 'in-custody' | 'bailed' | 'released-under-investigation' | 'charged' | 'convicted' | 'no-further-action' | 'unknown'>;
    /** Since when. */
    statusAt?: string;
    /** Whether bail, an order or a sentence bars them from contacting the victim. */
    noContactCondition?: Open<'yes' | 'no' | 'unknown'>;
    /** The day on which they are released. */
    releaseOn?: string;
  })[];
  /** Who lives with the victim. Sent in abuse only, and without names. */
  household?: {
    /** The children. */
    children?: ({
      /** In whole years. */
      age?: number;
      /** Whether the child lives with the victim. */
      livesWithVictim?: Open<'yes' | 'no' | 'unknown'>;
      /** Whether the child saw, heard or lived with the effects of what happened. */
      witnessed?: Open<'yes' | 'no' | 'unknown'>;
    })[];
    /** Whether the victim is pregnant. */
    pregnant?: Open<'yes' | 'no' | 'unknown'>;
  };
  /** Safeguarding referrals to the local authority. */
  safeguarding?: {
    /** Whether a safeguarding referral for children was made. */
    children?: Open<'made' | 'not-made' | 'not-needed' | 'unknown'>;
    /** Whether a safeguarding referral for an adult at risk was made. */
    adult?: Open<'made' | 'not-made' | 'not-needed' | 'unknown'>;
  };
  /** The multi-agency risk assessment conference. */
  marac?: {
    /** Whether the case is listed for a multi-agency risk assessment conference. */
    listed?: Open<'yes' | 'no' | 'unknown'>;
    /** The day of the conference. The service is asked to respond before it. */
    on?: string;
    /** Whether the case was heard at one before. */
    repeat?: Open<'yes' | 'no' | 'unknown'>;
  };
  /** The lawful basis. */
  consent?: {
    /** Why the referral may be made. */
    basis?: Open<'explicit-consent' | 'public-task' | 'legal-obligation' | 'safeguarding-override'>;
    /** Whether the person knows of this referral. */
    personAware?: Open<'yes' | 'no' | 'unknown'>;
    /** Who agreed. */
    givenBy?: Open<'victim' | 'parent-guardian' | 'spokesperson'>;
    /** How they agreed. */
    method?: Open<'verbal' | 'written' | 'electronic'>;
    /** When. */
    obtainedAt?: string;
    /** Whether the person agreed that the service shares it with its partners. */
    shareWithPartners?: Open<'yes' | 'no' | 'unknown'>;
    /** Whether the person agreed to be asked how it went. */
    feedback?: Open<'yes' | 'no' | 'unknown'>;
    /** Why it goes without consent; needed with safeguarding-override. */
    overrideReason?: string | null;
  };
  /** The risk to the victim. */
  risk?: {
    /** The level of risk. */
    level?: Open<'standard' | 'medium' | 'high'>;
    /** The risk tool used. */
    tool?: Open<'dash' | 'merit' | 'other' | 'none'>;
    /** Its score. */
    score?: number;
    /** True when judgement raised the level above the score. */
    professionalJudgement?: boolean;
    /** Any risk to staff. */
    toStaff?: string;
  };
  /** What the person asks for, in their words. */
  wishes?: string;
  /** What they need. */
  needs?: (Open<'emotional-support' | 'safety' | 'housing' | 'advocacy' | 'health' | 'finance' | 'children' | 'drugs-alcohol' | 'restorative-justice'>)[];
  /** The police investigation. */
  investigation?: {
    /** The officer in the case. */
    officer?: {
      /** The officer in the case. */
      name?: string;
      /** Their collar number. */
      collarNumber?: string;
      /** Their phone. */
      phone?: string;
      /** Their e-mail. */
      email?: string;
    };
    /** Where the investigation stands. */
    status?: Open<'open' | 'charged' | 'court' | 'no-further-action' | 'unknown'>;
    /** The day of the next hearing. */
    nextHearing?: string;
    /** Whether special measures at court are asked for or granted. */
    specialMeasures?: Open<'yes' | 'no' | 'unknown'>;
  };
  /** Who helps them already. */
  support?: {
    /** An organisation that helps them already. */
    organisation?: string;
    /** What it does for them. */
    role?: string;
  }[];
  /** The person who makes the referral. */
  referrer?: {
    /** Who refers. */
    name?: string;
    /** Their role. */
    role?: string;
    /** Their e-mail. */
    email?: string;
    /** Their phone. */
    phone?: string;
  };
};

export type FirstContact = {
  /** Whether the person knows of this referral. If not, prepare the first call: read why it was made */
  personAware: Open<'yes' | 'no' | 'unknown' | 'not-stated'>;
  /** They agreed to the referral themselves, and so know of it */
  agreed?: true;
  /** Why it was made without their knowing, where your agreement lists it */
  overrideReason?: string;
  /** Safe ones first, then those of which nobody knows, then those that are not safe */
  channels: ({
    channel: Open<'call' | 'voicemail' | 'text' | 'email' | 'post'>;
    /** As the rules judge it. Use only what is yes, and not reported */
    safe: Open<'yes' | 'no' | 'unknown'>;
    /** What a service found since, whatever safe says: the number or address is wrong, may be wrong, or may be unsafe. Absent where nothing was reported of it */
    reported?: Open<'wrong' | 'maybe-wrong' | 'maybe-unsafe'>;
    /** Why not, where your agreement lists suspects; else empty, whatever the reason */
    because: (Open<'said-to-be-unsafe' | 'calling-is-unsafe' | 'suspect-has-access' | 'suspect-at-home'>)[];
    /** Whose number it is */
    phoneOf?: Open<'person' | 'guardian' | 'alternative'>;
    phone?: string;
    email?: string;
    address?: {
      lines?: string[];
      postcode?: string;
      country?: string;
    };
    /** The address is not their home: write to no other */
    isElsewhere?: true;
  })[];
  withholdNumber?: boolean;
  codeWord?: string;
  times?: string;
  instructions?: string;
  mayAnswer?: string;
  mustNotKnow?: string;
  /** Somebody else through whom they can safely be reached */
  alternative?: {
    name?: string;
    relationship?: string;
    phone?: string;
    /** What a service found since, whatever safe says: the number or address is wrong, may be wrong, or may be unsafe. Absent where nothing was reported of it */
    reported?: Open<'wrong' | 'maybe-wrong' | 'maybe-unsafe'>;
  };
  preferredName?: string;
  /** Whether they are free, where your agreement lists suspects */
  suspects?: ({
    relationship?: Open<'partner' | 'ex-partner' | 'parent' | 'child' | 'other-family' | 'carer' | 'friend' | 'neighbour' | 'colleague' | 'acquaintance' | 'stranger' | 'unknown'>;
    isGuardian?: boolean;
    livesWithVictim?: Open<'yes' | 'no' | 'unknown'>;
    status?: Open<'at-large' | 'arrested' | 'in-custody' | 'bailed' | 'released-under-investigation' | 'charged' | 'convicted' | 'no-further-action' | 'unknown'>;
    statusAt?: string;
    noContactCondition?: Open<'yes' | 'no' | 'unknown'>;
    releaseOn?: string;
  })[];
};

export type HandOffList = {
  items: ({
    handOffId: string;
    referralId: string;
    reference: string;
    status: Open<'queued' | 'collected' | 'accepted' | 'contact-attempted' | 'contacted' | 'supporting' | 'suspended' | 'closed' | 'declined' | 'returned' | 'expired' | 'withdrawn'>;
    priority: Open<'high' | 'enhanced' | 'standard'>;
    respondBy: string;
    reminded: boolean;
    /** Reminded that a suspect is released soon */
    releaseReminded: boolean;
    links: {
      self: string;
    };
  })[];
  cursor?: string;
};

export type ChangeList = {
  items: ({
    at: string;
    referralId: string;
    /** The hand-off that it concerns, if it concerns one */
    handOffId?: string;
    event: Open<'received' | 'routed' | 'overridden' | 'held' | 'corrected' | 'reopened' | 'handed-off' | 'collected' | 'accepted' | 'declined' | 'returned' | 'contact-attempted' | 'contacted' | 'supporting' | 'suspended' | 'resumed' | 'amended' | 'closed' | 'expired' | 'reminded' | 'overdue' | 'deadline-corrected' | 'stop-unread' | 'release-reminded' | 'possible-duplicate' | 'not-duplicate' | 'settled' | 'reviewed' | 'left-unreviewed' | 'noted' | 'assigned' | 'withdrawn' | 'erasure-proposed' | 'erasure-cancelled' | 'erasure-asked' | 'legal-hold' | 'hold-lifted' | 'erased'>;
    /** After it: of the hand-off if there is one, else of the referral */
    status: Open<'received' | 'routed' | 'held' | 'returned' | 'withdrawn' | 'closed' | 'queued' | 'collected' | 'accepted' | 'contact-attempted' | 'contacted' | 'supporting' | 'suspended' | 'declined' | 'expired'>;
  })[];
  /** Keep it, and read on from it next time */
  cursor: string;
  /** There is more already: read on at once */
  more: boolean;
};

export type DisclosureList = {
  referralId: string;
  reference: string;
  items: ({
    at: string;
    action: Open<'shown' | 'changed'>;
    /** The party; `system` for what happened by itself */
    by: string;
    /** The stable id of a person signed in to the pages */
    user?: string;
    /** The client of a system */
    client?: string;
    /** The member of staff whom the system named */
    onBehalfOf?: string;
    handOffId?: string;
    /** Of what was shown: fields of a referral (for a service, those of its sharing agreement that had a value), `everything` for a subject access request, `disclosures` for this list */
    fields?: string[];
    /** Why a reason had to be given */
    reasonRequired?: Open<'accepted-elsewhere' | 'closed'>;
    /** The reason that was given */
    reason?: string;
    /** Of what was changed */
    event?: Open<'received' | 'routed' | 'overridden' | 'held' | 'corrected' | 'reopened' | 'handed-off' | 'collected' | 'accepted' | 'declined' | 'returned' | 'contact-attempted' | 'contacted' | 'supporting' | 'suspended' | 'resumed' | 'amended' | 'closed' | 'expired' | 'reminded' | 'overdue' | 'deadline-corrected' | 'stop-unread' | 'release-reminded' | 'possible-duplicate' | 'not-duplicate' | 'settled' | 'reviewed' | 'left-unreviewed' | 'noted' | 'assigned' | 'withdrawn' | 'erasure-proposed' | 'erasure-cancelled' | 'erasure-asked' | 'legal-hold' | 'hold-lifted' | 'erased'>;
  })[];
};

export type TriageList = {
  items: ({
    referralId: string;
    reference: string;
    /** For If-Match, if you correct it */
    version: number;
    /** For a review: it grows with whatever happens to the case */
    revision: number;
    sender: string;
    /** Name of the sender */
    organisation: string;
    status: Open<'received' | 'routed' | 'held' | 'returned' | 'withdrawn' | 'closed'>;
    priority: Open<'high' | 'enhanced' | 'standard'>;
    offenceCategory: Open<'homicide' | 'violence-with-injury' | 'violence-without-injury' | 'stalking-harassment' | 'rape' | 'other-sexual' | 'robbery' | 'weapons' | 'public-order' | 'arson' | 'theft-burglary' | 'fraud' | 'other'>;
    ageBand: Open<'0-9' | '10-12' | '13-15' | '16-17' | '18-24' | '25-34' | '35-44' | '45-54' | '55-64' | '65-74' | '75+' | 'unknown'>;
    risk: Open<'standard' | 'medium' | 'high' | 'unknown'>;
    reason: Open<'held' | 'declined-by-all' | 'alongside-declined' | 'returned-by-service' | 'overdue' | 'possible-duplicate' | 'release-near' | 'safety' | 'suspended' | 'stop-unread' | 'would-be-held' | 'erasure-to-confirm'>;
    /** All of them; `reason` is the first */
    reasons: (Open<'held' | 'declined-by-all' | 'alongside-declined' | 'returned-by-service' | 'overdue' | 'possible-duplicate' | 'release-near' | 'safety' | 'suspended' | 'stop-unread' | 'would-be-held' | 'erasure-to-confirm'>)[];
    /** The other referral of a possible duplicate, or the one to which the person said no, until that is decided */
    otherReferralId?: string;
    heldReasons: (Open<'no-safe-contact' | 'no-eligible-service' | 'out-of-scope' | 'guardian-needed'>)[];
    since: string;
    receivedAt: string;
    /** What you can do */
    next: string[];
    /** A test party sent it: it is last, and in no count */
    test?: true;
    links: {
      self: string;
    };
  })[];
  cursor?: string;
  /** Referrals of the whole list with each reason, whatever was asked */
  counts: {
    held: number;
    'declined-by-all': number;
    'alongside-declined': number;
    'returned-by-service': number;
    overdue: number;
    'possible-duplicate': number;
    'release-near': number;
    safety: number;
    suspended: number;
    'stop-unread': number;
    'would-be-held': number;
    'erasure-to-confirm': number;
  };
};

export type Volumes = {
  measure: Open<'referrals' | 'victims' | 'handed-off' | 'accepted' | 'declined' | 'contacted' | 'closed' | 'held' | 'returned' | 'withdrawn' | 'within-code' | 'within-target' | 'duplicates' | 'not-referred' | 'suspended' | 'reopened' | 'amended' | 'supporting' | 'expired'>;
  /** First London day asked about */
  from: string;
  /** Last London day asked about */
  to: string;
  interval: Open<'day' | 'week' | 'month' | 'quarter' | 'year' | 'financial-year' | 'all'>;
  by: (Open<'service' | 'source' | 'source-kind' | 'offence' | 'district' | 'age-band' | 'sex' | 'ethnicity' | 'risk' | 'enhanced-rights' | 'domestic-abuse' | 'knife-enabled' | 'hate-strand' | 'location-type' | 'method' | 'alcohol' | 'time-of-day' | 'day-of-week' | 'occupation' | 'outcome' | 'decline-reason' | 'held-reason' | 'not-referred-reason' | 'suspend-reason' | 'return-reason' | 'withdraw-reason' | 'need' | 'victim-role' | 'priority' | 'consent-basis' | 'repeat-victim' | 'modern-slavery' | 'honour-based' | 'firearm' | 'child-exploitation' | 'home-district' | 'suspect-relationship' | 'section-13' | 'disability' | 'sexual-orientation' | 'religion' | 'armed-forces' | 'time-to-referral' | 'time-to-contact' | 'time-to-support'>)[];
  where?: string;
  publish?: {
    /** How the figures were made safe */
    method: string;
    /** No count from 1 to k-1 can be told from what is published */
    k: number;
  };
  /** In order of period, then of value. Every value is there, also at 0. */
  rows: ({
    /** 2026-01-31, 2026-W05, 2026-01, 2026-Q1, 2026, 2026-27 or all */
    period: string;
    service?: string;
    source?: string;
    'source-kind'?: string;
    offence?: string;
    district?: string;
    'age-band'?: string;
    sex?: string;
    ethnicity?: string;
    risk?: string;
    'enhanced-rights'?: string;
    'domestic-abuse'?: string;
    'knife-enabled'?: string;
    'hate-strand'?: string;
    'location-type'?: string;
    method?: string;
    alcohol?: string;
    'time-of-day'?: string;
    'day-of-week'?: string;
    occupation?: string;
    outcome?: string;
    'decline-reason'?: string;
    'held-reason'?: string;
    'not-referred-reason'?: string;
    'suspend-reason'?: string;
    'return-reason'?: string;
    'withdraw-reason'?: string;
    need?: string;
    'victim-role'?: string;
    priority?: string;
    'consent-basis'?: string;
    'repeat-victim'?: string;
    'modern-slavery'?: string;
    'honour-based'?: string;
    firearm?: string;
    'child-exploitation'?: string;
    'home-district'?: string;
    'suspect-relationship'?: string;
    'section-13'?: string;
    disability?: string;
    'sexual-orientation'?: string;
    religion?: string;
    'armed-forces'?: string;
    'time-to-referral'?: string;
    'time-to-contact'?: string;
    'time-to-support'?: string;
    /** null where it cannot be said from what is published */
    count: number | null;
    suppressed?: true;
  })[];
  /** Over the whole range, or of figures to publish over its whole months that are over, each once: not the sum of rows where one may be in several. null where it cannot be said from what is published. */
  total: number | null;
  /** RFC 3339, UTC */
  asOf: string;
  /** Periods of the rows that are not counted whole: cut by the dates asked for, not over yet, or begun before counting did. Do not compare them with whole ones. Not said of figures to publish: it would tell that somebody was counted. */
  partialPeriods?: string[];
  compare?: {
    current: {
      months: number;
      mean: number | null;
      from: string | null;
      to: string | null;
    };
    baseline: {
      months: number;
      mean: number | null;
      from: string | null;
      to: string | null;
    };
    changePercent: number | null;
    /** Why there is no percentage */
    reason?: Open<'no-complete-month' | 'months-missing' | 'suppressed' | 'baseline-zero'>;
    missingMonths?: string[];
  };
  /** What a reader should know of this answer */
  notes?: string[];
};

export type VolumesResponse = Volumes;

export type ProblemDocument = Problem;

export type HandOffMessage = {
  schema: 'victim-referral-intake/hand-off/1';
  handOffId: string;
  referralId: string;
  /** May be spoken; says nothing of the person */
  reference: string;
  service: string;
  priority: Open<'high' | 'enhanced' | 'standard'>;
  /** The service answers by then */
  respondBy: string;
  queuedAt: string;
  /** 1 at first, then one more each time the case is handed to the next service */
  attempt: number;
  /** Address of the detail */
  detail: string;
};

export type AmendmentMessage = {
  schema: 'victim-referral-intake/amendment/1';
  handOffId: string;
  referralId: string;
  /** May be spoken; says nothing of the person */
  reference: string;
  service: string;
  /** The version of the referral that stands */
  version: number;
  priority: Open<'high' | 'enhanced' | 'standard'>;
  /** Parts that changed, of those the service is shown; no values */
  changed: (Open<'crimeReference' | 'incidentReference' | 'victimReference' | 'reportedAt' | 'offence' | 'victim' | 'recourseToPublicFunds' | 'contact' | 'suspects' | 'household' | 'safeguarding' | 'marac' | 'consent' | 'risk' | 'wishes' | 'needs' | 'investigation' | 'support' | 'groupReference' | 'referrer' | 'characteristics'>)[];
  /** No way to reach the person is safe any more: stop */
  stopContact: boolean;
  queuedAt: string;
  /** Address of the detail */
  detail: string;
};

export type WithdrawalMessage = {
  schema: 'victim-referral-intake/withdrawal/1';
  handOffId: string;
  referralId: string;
  /** May be spoken; says nothing of the person */
  reference: string;
  service: string;
  withdrawnAt: string;
};

export type ReferralStatus = 'received' | 'routed' | 'held' | 'returned' | 'withdrawn' | 'closed';

export type HandOffStatus = 'queued' | 'collected' | 'accepted' | 'contact-attempted' | 'contacted' | 'supporting' | 'suspended' | 'closed' | 'declined' | 'returned' | 'expired' | 'withdrawn';

export type TriageReason = 'held' | 'declined-by-all' | 'alongside-declined' | 'returned-by-service' | 'overdue' | 'possible-duplicate' | 'release-near' | 'safety' | 'suspended' | 'stop-unread' | 'would-be-held' | 'erasure-to-confirm';

export type ProblemCode = 'malformed-json' | 'malformed-query' | 'unauthenticated' | 'forbidden' | 'not-found' | 'method-not-allowed' | 'not-acceptable' | 'already-referred' | 'transition-not-allowed' | 'legal-hold' | 'erased' | 'precondition-failed' | 'precondition-required' | 'payload-too-large' | 'unsupported-media-type' | 'invalid-referral' | 'invalid-request' | 'wrong-confirmation-code' | 'channel-not-safe' | 'unknown-reason' | 'explicit-consent-required' | 'victim-opted-out' | 'not-a-victim' | 'deceased' | 'guardian-required' | 'override-reason-required' | 'service-not-eligible' | 'no-safe-contact' | 'too-many-requests' | 'internal-error' | 'unavailable';

export const handOffStatuses: readonly string[] = ['queued','collected','accepted','contact-attempted','contacted','supporting','suspended','closed','declined','returned','expired','withdrawn'];

export const openHandOffStatuses: readonly string[] = ['queued','collected','accepted','contact-attempted','contacted','supporting','suspended'];

export const routes = {
  submitReferral: { method: 'POST', path: '/v1/referrals' },
  submitBatch: { method: 'POST', path: '/v1/referrals/batch' },
  countNotReferred: { method: 'POST', path: '/v1/not-referred' },
  listReferrals: { method: 'GET', path: '/v1/referrals' },
  readReferral: { method: 'GET', path: '/v1/referrals/{id}' },
  correctReferral: { method: 'PUT', path: '/v1/referrals/{id}' },
  patchReferral: { method: 'PATCH', path: '/v1/referrals/{id}' },
  withdrawReferral: { method: 'POST', path: '/v1/referrals/{id}/withdraw' },
  reconcileDay: { method: 'POST', path: '/v1/reconciliations' },
  listChanges: { method: 'GET', path: '/v1/changes' },
  listHandOffs: { method: 'GET', path: '/v1/hand-offs' },
  readHandOff: { method: 'GET', path: '/v1/hand-offs/{id}' },
  reportStatus: { method: 'POST', path: '/v1/hand-offs/{id}/status' },
  listTriage: { method: 'GET', path: '/v1/triage' },
  routeByHand: { method: 'POST', path: '/v1/referrals/{id}/route' },
  returnReferral: { method: 'POST', path: '/v1/referrals/{id}/return' },
  decideDuplicate: { method: 'POST', path: '/v1/referrals/{id}/duplicate' },
  reviewReferral: { method: 'POST', path: '/v1/referrals/{id}/review' },
  askErasure: { method: 'POST', path: '/v1/referrals/{id}/erase' },
  holdForLaw: { method: 'POST', path: '/v1/referrals/{id}/legal-hold' },
  listDisclosures: { method: 'GET', path: '/v1/referrals/{id}/disclosures' },
  readVolumes: { method: 'GET', path: '/v1/volumes' },
  readOpenApi: { method: 'GET', path: '/v1/openapi.json' },
  readMessageSchema: { method: 'GET', path: '/v1/messages/{name}' },
} as const;
export type RouteName = keyof typeof routes;

/** The stages of an area: where a change is tried before it is in use. Only production may hold real people. */
export const stages = ['development', 'test', 'production'] as const;
export type Stage = (typeof stages)[number];

/**
 * What everything of one stage of an area is named after. Production is the area itself; the others have their stage behind it, so that all
 * three may stand in one account.
 */
export const nameInStage = (areaId: string, stage: Stage): string =>
  stage === 'production' ? areaId : `${areaId}-${stage}`;

/** Whether an area of this id would have the names of a stage of another area. */
export const isNamedAsStage = (areaId: string): boolean => stages.some((stage) => areaId.endsWith(`-${stage}`));

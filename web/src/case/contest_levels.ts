// What a firm may contest now: the outcome is not contested twice, and under review it is already.
export const kLevels = ["fact", "mapping", "policy", "outcome"] as const;
export type Level = (typeof kLevels)[number];

export const levels_of = (state: string): Level[] => kLevels.filter((level) => level !== "outcome" || state !== "under_review");

// What is open in a filing, by weight: "1 blocks submission, 2 would be returned"; what there is none of is left out.
import type { TFunction } from "i18next";

const kWeights = ["blocks", "returned", "warns"] as const;

export function gap_words(gaps: { blocks?: number; returned?: number; warns?: number } | undefined, t: TFunction): string {
  const parts = kWeights.flatMap((weight) => {
    const count = gaps?.[weight] ?? 0;
    return count > 0 ? [t(`common:gap.${weight}`, { count })] : [];
  });
  return parts.length > 0 ? parts.join(t("common:gap.comma")) : t("common:gap.none");
}

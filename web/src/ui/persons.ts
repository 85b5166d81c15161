// How many persons: those with sensitive information are counted apart from the others, and a transfer may have those alone.
import type { TFunction } from "i18next";
import type { Say } from "./say";

type Count = number | null | undefined;

export function persons_words(plain: Count, sensitive: Count, say: Say, t: TFunction): string {
  if ((sensitive ?? 0) > 0) {
    const words = say.number(sensitive ?? 0);
    return (plain ?? 0) > 0 ? t("common:persons.both", { shown: say.number(plain ?? 0), sensitive: words }) : t("common:persons.sensitive", { shown: words });
  }
  if (plain === null || plain === undefined) return t("common:not_stated");
  return plain === 0 ? t("common:persons.nobody") : t("common:persons.ordinary", { shown: say.number(plain) });
}

// The same for a row of a list.
export function persons_short(plain: Count, sensitive: Count, say: Say, t: TFunction): string {
  if ((sensitive ?? 0) > 0) {
    const words = say.number(sensitive ?? 0);
    return (plain ?? 0) > 0 ? t("common:persons_short.both", { shown: say.number(plain ?? 0), sensitive: words }) : t("common:persons_short.sensitive", { shown: words });
  }
  if (plain === null || plain === undefined) return t("common:persons_short.none");
  return plain === 0 ? t("common:persons_short.nobody") : t("common:persons_short.ordinary", { count: plain, shown: say.number(plain) });
}

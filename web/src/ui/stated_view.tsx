// The hashes that the operator states with a policy contest that holds, and that nobody checked.
import { useTranslation } from "react-i18next";
import type { CasePage } from "../api/types";
import { useSay } from "./say";

type Answer = NonNullable<NonNullable<CasePage["contests"]>[number]["answer"]>;
export type Stated = NonNullable<Answer["stated"]>;

export function StatedView({ stated }: { stated: Stated }) {
  const { t } = useTranslation();
  const say = useSay();
  return (
    <div className="small">
      <div className="quiet">{say.sentence(stated.says)}</div>
      <div>
        {t("stated.policy")} <span className="code">{stated.policy_hash}</span>
      </div>
      <div>
        {t("stated.replay")} <span className="code">{stated.replay_hash}</span>
      </div>
    </div>
  );
}

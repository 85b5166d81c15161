// The lane of a case, gravest first; a case without one hides it: blind review.
import type { ReactElement } from "react";
import type { TFunction } from "i18next";
import { EyeInvisibleOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import { kLaneSigns, type LaneName } from "../ui/tags";
import "./officer.css";

export type Lane = LaneName;
export const kLanes: readonly Lane[] = ["red", "yellow", "blue", "green"];

export function lane_rank(lane: Lane): number {
  return kLanes.length - kLanes.indexOf(lane);
}

export function LaneTag({ lane }: { lane: Lane | undefined }) {
  const { t } = useTranslation("officer");
  return lane_mark(lane, t);
}

// The tag where many are drawn at once: the words come from the list around them.
export function lane_mark(lane: Lane | undefined, t: TFunction<"officer">): ReactElement {
  if (lane)
    return (
      <span className={`lane-tag is-${lane}`}>
        <span aria-hidden="true">{kLaneSigns[lane]}</span> {t(`common:lane.${lane}`)}
      </span>
    );
  return (
    <span className="lane-tag lane-hidden" title={t("lane.hidden_why")}>
      <EyeInvisibleOutlined aria-hidden /> {t("lane.hidden")}
    </span>
  );
}

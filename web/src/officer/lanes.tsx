// The lane of a case, gravest first; a case without one hides it: blind review.
import { EyeInvisibleOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import { LaneTag as ShownLane, type LaneName } from "../ui/tags";
import "./officer.css";

export type Lane = LaneName;
export const kLanes: readonly Lane[] = ["red", "yellow", "blue", "green"];

export function lane_rank(lane: Lane): number {
  return kLanes.length - kLanes.indexOf(lane);
}

export function LaneTag({ lane }: { lane: Lane | undefined }) {
  const { t } = useTranslation("officer");
  if (lane) return <ShownLane lane={lane} />;
  return (
    <span className="lane-tag lane-hidden" title={t("lane.hidden_why")}>
      <EyeInvisibleOutlined aria-hidden /> {t("lane.hidden")}
    </span>
  );
}

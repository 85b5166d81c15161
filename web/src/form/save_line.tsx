import { Button } from "antd";
import { CheckCircleOutlined, CloudSyncOutlined, EditOutlined, WarningOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import { problem_words } from "../ui/problem_words";
import { useSay } from "../ui/say";
import type { Draft } from "./draft";

// "Saved 12:03", or why not.
export function SaveLine({ draft }: { draft: Draft }) {
  const { t } = useTranslation("form");
  const say = useSay();
  if (!draft.can_edit) return <span className="quiet">{t("save.closed")}</span>;
  if (draft.state === "failed") {
    // Who may not, or has no longer what was open, gains nothing by another try.
    const is_final = [401, 403, 404, 410].includes(draft.problem?.status ?? 0);
    return (
      <span className="save-line is-bad" role="alert">
        <WarningOutlined /> {t("save.failed")} {draft.problem ? problem_words(draft.problem, say, t) : ""}{" "}
        {is_final ? null : (
          <Button size="small" onClick={() => void draft.flush()}>
            {t("common:again")}
          </Button>
        )}
      </span>
    );
  }
  const bad = new Set([...draft.refused.keys(), ...draft.held].map((key) => key.replace(/#.*$/, ""))).size;
  const words =
    draft.state === "saving" || draft.state === "waiting"
      ? t("save.saving")
      : bad > 0
        ? t("save.refused", { count: bad })
        : draft.saved_at
          ? t("save.saved", { time: say.clock(draft.saved_at) })
          : t("save.nothing");
  const icon = draft.state === "saved" ? bad > 0 ? <WarningOutlined /> : draft.saved_at ? <CheckCircleOutlined /> : <EditOutlined /> : <CloudSyncOutlined />;
  return (
    <span className="save-line quiet" role="status">
      {icon} {words}
    </span>
  );
}

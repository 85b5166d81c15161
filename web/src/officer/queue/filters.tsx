// What of the queue is shown: by lane with its count, by state, by person.
import { useState } from "react";
import { Button, Input, Segmented, Select, Switch } from "antd";
import { QuestionCircleOutlined, ReloadOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router-dom";
import { useSay } from "../../ui/say";
import { kLanes, LaneTag } from "../lanes";
import { kClosedStates, kOpenStates, type QueueCounts, type QueueFilter } from "./use_queue";

interface FiltersProps {
  filter: QueueFilter;
  change: (what: Partial<QueueFilter>) => void;
  counts: QueueCounts;
  reread: () => void;
  show_keys: () => void;
  has_person: boolean; // an officer; to an auditor the desk gives every case, latest change first
}

export function Lanes({ filter, change, counts }: Pick<FiltersProps, "filter" | "change" | "counts">) {
  const { t } = useTranslation("officer");
  const say = useSay();
  return (
    <div className="queue-lanes" role="group" aria-label={t("queue.lanes")}>
      {kLanes.map((lane) => (
        <button
          key={lane}
          type="button"
          className="queue-lane"
          aria-pressed={filter.lane === lane}
          onClick={() => change({ lane: filter.lane === lane ? "" : lane })}
        >
          <b>{counts[lane] === undefined ? t("none_sign") : say.number(counts[lane] ?? 0)}</b>
          <LaneTag lane={lane} />
        </button>
      ))}
      {(counts.hidden ?? 0) > 0 && (
        <div className="queue-lane queue-lane-still">
          <b>{say.number(counts.hidden ?? 0)}</b>
          <LaneTag lane={undefined} />
        </div>
      )}
    </div>
  );
}

export function Filters({ filter, change, reread, show_keys, has_person }: Omit<FiltersProps, "counts">) {
  const { t } = useTranslation("officer");
  const navigate = useNavigate();
  const [wanted, set_wanted] = useState("");
  const states = filter.closed ? kClosedStates : kOpenStates;
  return (
    <div className="spread">
      <div className="line">
        {has_person && (
          <Segmented
            aria-label={t("queue.whose")}
            value={filter.assignee}
            onChange={(assignee) => change({ assignee: String(assignee) })}
            options={[
              { value: "", label: t("queue.everybody") },
              { value: "me", label: t("queue.mine") },
              { value: "none", label: t("queue.unassigned") },
            ]}
          />
        )}
        {has_person && (
          <Select
            aria-label={t("queue.state")}
            style={{ minWidth: 200 }}
            value={filter.state}
            onChange={(state) => change({ state })}
            options={[
              { value: "", label: t("queue.every_state") },
              ...states.map((state) => ({ value: state, label: t(`state.${state}`) })),
            ]}
          />
        )}
        {has_person && (
          <label className="line">
            <Switch size="small" checked={filter.closed} onChange={(closed) => change({ closed, state: "" })} /> {t("queue.closed")}
          </label>
        )}
      </div>
      <div className="line">
        <Input.Search
          aria-label={t("queue.open_by_id")}
          placeholder={t("queue.open_by_id")}
          style={{ width: 210 }}
          value={wanted}
          maxLength={64}
          onChange={(event) => set_wanted(event.target.value)}
          onSearch={(id) => id.trim() && navigate(`/cases/${encodeURIComponent(id.trim())}`)}
        />
        <Button icon={<ReloadOutlined aria-hidden />} onClick={reread}>
          {t("reread")}
        </Button>
        <Button className="only-keys" icon={<QuestionCircleOutlined aria-hidden />} onClick={show_keys}>
          {t("keys.button")}
        </Button>
      </div>
    </div>
  );
}

// The officer's first page: what lies on this desk, nearest day first. Auditors see every case, latest change first.
import { useState } from "react";
import { Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import { useAccount } from "../../api/session";
import { EmptyState } from "../../ui/empty_state";
import { ProblemView } from "../../ui/problem_view";
import { Keys } from "./keys";
import { Filters, Lanes } from "./filters";
import { QueueList } from "./queue_list";
import { useQueue, useQueueFilter } from "./use_queue";

export default function Queue() {
  const { t } = useTranslation("officer");
  const { role } = useAccount();
  const is_officer = role === "officer" || role === "lead";
  const [filter, change] = useQueueFilter();
  const queue = useQueue(filter);
  const [keys, set_keys] = useState(false);
  const place = JSON.stringify(filter);
  const is_filtered = filter.lane !== "" || filter.state !== "" || filter.assignee !== "";
  return (
    <div className="officer queue">
      <div className="spread">
        <h1>{t(is_officer ? "queue.title" : "queue.title_all")}</h1>
        <span className="quiet" id="queue-hint">
          {t(is_officer ? "queue.sorted" : "queue.sorted_change")} <span className="only-keys">{t("keys.hint")}</span>
        </span>
      </div>
      {is_officer && <Lanes filter={filter} change={change} counts={queue.counts} />}
      <Filters filter={filter} change={change} reread={() => void queue.refetch()} show_keys={() => set_keys(true)} has_person={is_officer} />
      {queue.error && <ProblemView error={queue.error} again={() => void queue.refetch()} />}
      {queue.isPending && !queue.error && (
        <div className="sheet" aria-busy="true">
          <Skeleton active paragraph={{ rows: 10 }} />
        </div>
      )}
      {queue.data && queue.rows.length === 0 && (
        <div className="sheet">
          <EmptyState
            title={t(is_filtered ? "queue.none_here" : filter.closed ? "queue.none_closed" : "queue.none")}
            says={is_filtered || filter.closed ? undefined : t("queue.none_why")}
          />
        </div>
      )}
      {queue.rows.length > 0 && (
        <QueueList
          key={place}
          place={place}
          rows={queue.rows}
          has_more={queue.hasNextPage}
          is_fetching={queue.isFetchingNextPage}
          fetch_more={() => void queue.fetchNextPage()}
          show_keys={() => set_keys(true)}
        />
      )}
      <Keys is_open={keys} close={() => set_keys(false)} />
    </div>
  );
}

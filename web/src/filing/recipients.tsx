// The recipient abroad may fill in its own part, in English, through a link that opens nothing else.
import { useRef, useState } from "react";
import { App as AntApp, Button, Input, Popconfirm, Select, Skeleton } from "antd";
import { CopyOutlined } from "@ant-design/icons";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import { fresh_key, get, post, remove } from "../api/client";
import { useAccount } from "../api/session";
import type { Filing, Rows } from "../api/types";
import { useFormPage } from "../form/context";
import { EmptyState } from "../ui/empty_state";
import { ProblemView, useTellProblem } from "../ui/problem_view";
import { useSay } from "../ui/say";

interface LinkRow {
  id: string;
  recipient: number;
  created_at: string;
  expires_at: string;
  state: "open" | "done" | "ended";
}

interface MadeLink {
  token: string;
  path: string;
  expires_at: string;
}

function useRecipientNames(): string[] {
  const { t } = useTranslation("filing");
  const { draft } = useFormPage();
  const list = draft.value("/scenario/recipients");
  if (!Array.isArray(list)) return [];
  return list.map((one, place) => {
    const name = one !== null && typeof one === "object" && !Array.isArray(one) ? one.name : undefined;
    return typeof name === "string" && name ? name : t("recipients.unnamed", { number: place + 1 });
  });
}

function FreshLink({ made }: { made: MadeLink }) {
  const { t } = useTranslation("filing");
  const say = useSay();
  const { message } = AntApp.useApp();
  const address = `${location.origin}${made.path}`;
  async function copy() {
    try {
      await navigator.clipboard.writeText(address);
      void message.success(t("recipients.copied"));
    } catch {
      void message.info(t("recipients.copy_by_hand"));
    }
  }
  return (
    <div className="notice" role="status">
      <p>
        {t("recipients.once")} {t("recipients.until", { at: say.moment(made.expires_at) })}
      </p>
      <div className="row">
        <Input readOnly value={address} className="link-field code" aria-label={t("recipients.link")} onFocus={(event) => event.target.select()} />
        <Button icon={<CopyOutlined />} onClick={() => void copy()}>
          {t("recipients.copy")}
        </Button>
      </div>
    </div>
  );
}

export function RecipientsPage({ filing }: { filing: Filing }) {
  const { t } = useTranslation("filing");
  const say = useSay();
  const { draft } = useFormPage();
  const queries = useQueryClient();
  const tell = useTellProblem();
  const names = useRecipientNames();
  const may_edit = useAccount().role === "filer";
  const [recipient, set_recipient] = useState(0);
  const [days, set_days] = useState(14);
  const path = `/v1/filings/${filing.id}/recipient-links`;
  const links = useQuery({ queryKey: ["recipient-links", filing.id], queryFn: () => get<Rows<LinkRow>>(path) });
  const reread = () => queries.invalidateQueries({ queryKey: ["recipient-links", filing.id] });
  const key = useRef(fresh_key());
  // A link is shown once: a second press while the first runs must not put its refusal in the link's place.
  const is_making = useRef(false);
  const make = useMutation({
    mutationFn: async () => {
      await draft.flush();
      return post<MadeLink>(path, { recipient, days }, { key: key.current });
    },
    onSuccess: reread,
    onSettled: () => {
      key.current = fresh_key();
      is_making.current = false;
    },
  });
  const begin = () => {
    if (is_making.current) return;
    is_making.current = true;
    make.mutate();
  };
  const end = useMutation({ mutationFn: (id: string) => remove(`${path}/${id}`), onSuccess: reread, onError: tell });
  return (
    <>
      <h2 className="task-title">{t("recipients.title")}</h2>
      <section className="card">
        <p className="quiet">{t("recipients.says")}</p>
        {draft.can_edit && names.length === 0 ? (
          <p>
            {t("recipients.nobody")} <Link to={`/filings/${filing.id}/task/recipient`}>{t("recipients.add_one")}</Link>
          </p>
        ) : draft.can_edit ? (
          <div className="row">
            <label htmlFor="which-recipient">{t("recipients.which")}</label>
            <Select<number> id="which-recipient" className="mid-input" value={recipient} onChange={set_recipient} options={names.map((label, value) => ({ value, label }))} />
            <label htmlFor="how-long">{t("recipients.good_for")}</label>
            <Select<number> id="how-long" value={days} onChange={set_days} options={[3, 7, 14, 30].map((value) => ({ value, label: t("recipients.days", { count: value }) }))} />
            <Button type="primary" disabled={make.isPending} loading={make.isPending} onClick={begin}>
              {t("recipients.make")}
            </Button>
          </div>
        ) : null}
        {make.isError ? <ProblemView error={make.error} /> : null}
        {make.data ? <FreshLink made={make.data} /> : null}
      </section>
      <section className="card" aria-labelledby="links">
        <h2 id="links">{t("recipients.links")}</h2>
        {links.isError ? (
          <ProblemView error={links.error} again={() => void links.refetch()} />
        ) : !links.data ? (
          <Skeleton active />
        ) : links.data.rows.length === 0 ? (
          <EmptyState title={t("recipients.none")} />
        ) : (
          <div className="table-room">
            <table className="plain folds">
              <thead>
                <tr>
                  <th scope="col">{t("recipients.who")}</th>
                  <th scope="col">{t("recipients.made")}</th>
                  <th scope="col">{t("recipients.ends")}</th>
                  <th scope="col">{t("recipients.state")}</th>
                  <th scope="col">
                    <span className="hidden-text">{t("recipients.take_back")}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {links.data.rows.map((row) => (
                  <tr key={row.id}>
                    <td>{names[row.recipient] ?? t("recipients.unnamed", { number: row.recipient + 1 })}</td>
                    <td data-label={t("recipients.made")}>{say.moment(row.created_at)}</td>
                    <td data-label={t("recipients.ends")}>{say.moment(row.expires_at)}</td>
                    <td data-label={t("recipients.state")}>{t(`recipients.is.${row.state}`)}</td>
                    <td>
                      {row.state === "open" && may_edit ? (
                        <Popconfirm title={t("recipients.take_back_sure")} okText={t("recipients.take_back")} cancelText={t("common:cancel")} onConfirm={() => end.mutate(row.id)}>
                          <Button size="small">{t("recipients.take_back")}</Button>
                        </Popconfirm>
                      ) : null}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </section>
    </>
  );
}

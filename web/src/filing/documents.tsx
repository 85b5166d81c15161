// What is handed in, made from the declaration: an operation that runs at the desk, its progress, and the files.
import { useEffect, useState } from "react";
import { Button, Checkbox, Progress, Skeleton } from "antd";
import { DownloadOutlined, FileTextOutlined } from "@ant-design/icons";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { get, post, remove } from "../api/client";
import { ProblemError } from "../api/problem";
import { useAccount } from "../api/session";
import type { DocumentRow, Filing, Operation, ProblemBody, T } from "../api/types";
import { useFormPage } from "../form/context";
import { field_at, useForm } from "../form/form";
import { EmptyState } from "../ui/empty_state";
import { ProblemView, useTellProblem } from "../ui/problem_view";
import { useSay } from "../ui/say";

interface Made {
  rows: DocumentRow[];
  left_out?: { name: string; reason: T; fix: T }[]; // due, and not made
  signature?: { file: string; signature: string; public_key: string; key_id: string };
  made_at?: string;
  version?: number;
}

function Running({ id, when_ended }: { id: string; when_ended: (operation: Operation) => void }) {
  const { t } = useTranslation("filing");
  const tell = useTellProblem();
  const operation = useQuery({
    queryKey: ["operation", id],
    queryFn: () => get<Operation>(`/v1/operations/${id}`),
    refetchInterval: (query) => (query.state.data && query.state.data.state !== "running" ? false : 1000),
  });
  const stop = useMutation({ mutationFn: () => remove(`/v1/operations/${id}`), onError: tell, onSettled: () => operation.refetch() });
  useEffect(() => {
    if (operation.data && operation.data.state !== "running") when_ended(operation.data);
  }, [operation.data, when_ended]);
  if (operation.isError) return <ProblemView error={operation.error} again={() => void operation.refetch()} />;
  return (
    <div className="row" role="status">
      <Progress className="operation-bar" percent={Math.floor((operation.data?.progress_permille ?? 0) / 10)} aria-label={t("documents_page.progress")} />
      <Button onClick={() => stop.mutate()} loading={stop.isPending}>
        {t("documents_page.stop")}
      </Button>
    </div>
  );
}

function failed(operation: Operation): Error | null {
  if (operation.state !== "failed") return null;
  const body = operation.problem as Partial<ProblemBody> | undefined;
  return new ProblemError({ status: body?.status ?? 500, code: body?.code ?? "internal", text: body?.text ?? { en: "", zh: "" }, pointers: body?.pointers ?? [] });
}

function Files({ filing, made }: { filing: Filing; made: Made }) {
  const { t } = useTranslation("filing");
  const say = useSay();
  const form = useForm();
  if (made.rows.length === 0) return <EmptyState title={t("documents_page.none")} says={t("documents_page.none_says")} />;
  // The originals by their paper's code, then what holds the whole, then the reading copies in English.
  const group_of = (row: DocumentRow) => row.folder || (row.name?.startsWith("en/") ? "en" : "");
  const rank = (group: string) => (group === "en" ? 2 : group === "" ? 1 : 0);
  const groups = [...new Set(made.rows.map(group_of))].sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
  const codes = form.data && field_at(form.data, "/attachments/0/code")?.words;
  const name_of = (group: string) => {
    if (group === "" || group === "en") return t(group === "en" ? "documents_page.english" : "documents_page.whole");
    return [group, say.text(codes?.find((one) => one.word === group)?.says)].filter(Boolean).join(" ");
  };
  return (
    <>
      {groups.map((group) => (
        <div key={group}>
          <h3>{name_of(group)}</h3>
          <div className="table-room">
            <table className="plain folds documents">
              <thead>
                <tr>
                  <th scope="col">{t("documents_page.name")}</th>
                  <th scope="col">{t("documents_page.size")}</th>
                  <th scope="col">{t("common:download")}</th>
                </tr>
              </thead>
              <tbody>
                {made.rows
                  .filter((row) => group_of(row) === group)
                  .map((row) => (
                    <tr key={`${row.name}${row.sha256}`}>
                      <td>
                        <FileTextOutlined aria-hidden /> {row.name}
                      </td>
                      <td data-label={t("documents_page.size")} className="numbers">
                        {say.size(row.size_bytes ?? 0)}
                      </td>
                      <td>
                        <a href={`/v1/filings/${filing.id}/documents/${row.sha256}`} download={row.name} aria-label={t("papers_page.get", { name: row.name })}>
                          <DownloadOutlined /> {t("common:download")}
                        </a>
                      </td>
                    </tr>
                  ))}
              </tbody>
            </table>
          </div>
        </div>
      ))}
    </>
  );
}

function LeftOut({ rows }: { rows: NonNullable<Made["left_out"]> }) {
  const { t } = useTranslation(["filing", "form"]);
  const say = useSay();
  return (
    <div className="notice is-warn">
      <strong>{t("documents_page.left_out", { count: rows.length })}</strong>
      <ul>
        {rows.map((row) => (
          <li key={row.name}>
            {row.name}{say.lang === "zh" ? "\uff1a" : ": "}{say.text(row.reason)} <strong>{t("form:fix")}</strong> {say.text(row.fix)}
          </li>
        ))}
      </ul>
    </div>
  );
}

export function DocumentsPage({ filing }: { filing: Filing }) {
  const { t } = useTranslation("filing");
  const say = useSay();
  const { draft } = useFormPage();
  const queries = useQueryClient();
  const may_make = useAccount().role === "filer";
  const [wants, set_wants] = useState({ pdf: false, english: false });
  const [running, set_running] = useState("");
  const [ended, set_ended] = useState<Operation | null>(null);
  const path = `/v1/filings/${filing.id}/documents`;
  const made = useQuery({ queryKey: ["documents", filing.id], queryFn: () => get<Made>(path) });
  const make = useMutation({
    mutationFn: async () => {
      await draft.flush();
      return post<Operation>(path, wants);
    },
    onSuccess: (operation) => {
      set_ended(null);
      set_running(operation.id);
    },
  });
  const end = (operation: Operation) => {
    set_running("");
    set_ended(operation);
    void queries.invalidateQueries({ queryKey: ["documents", filing.id] });
  };
  const is_old = made.data?.version !== undefined && made.data.version !== draft.version;
  const problem = ended ? failed(ended) : null;
  return (
    <>
      <h2 className="task-title">{t("documents_page.title")}</h2>
      <section className="card">
        <p className="quiet">{t("documents_page.says")}</p>
        {may_make ? (
          <div className="row">
            <Checkbox checked={wants.pdf} onChange={(event) => set_wants({ ...wants, pdf: event.target.checked })}>
              {t("documents_page.pdf")}
            </Checkbox>
            <Checkbox checked={wants.english} onChange={(event) => set_wants({ ...wants, english: event.target.checked })}>
              {t("documents_page.english")}
            </Checkbox>
            <Button type="primary" loading={make.isPending} disabled={running !== ""} onClick={() => make.mutate()}>
              {t("documents_page.make")}
            </Button>
          </div>
        ) : null}
        {make.isError ? <ProblemView error={make.error} /> : null}
        {running ? <Running id={running} when_ended={end} /> : null}
        {problem ? <ProblemView error={problem} again={() => make.mutate()} /> : null}
        {ended?.state === "cancelled" ? <p className="notice">{t("documents_page.stopped")}</p> : null}
      </section>
      <section className="card" aria-labelledby="files">
        <div className="card-head">
          <h2 id="files">{t("documents_page.files")}</h2>
          {made.data?.made_at ? <span className="quiet">{t("documents_page.made_at", { at: say.moment(made.data.made_at) })}</span> : null}
        </div>
        {is_old ? <p className="notice is-warn">{t("documents_page.old")}</p> : null}
        {made.data?.left_out?.length ? <LeftOut rows={made.data.left_out} /> : null}
        {made.isError ? <ProblemView error={made.error} again={() => void made.refetch()} /> : made.data ? <Files filing={filing} made={made.data} /> : <Skeleton active />}
        {made.data?.signature ? (
          <p className="quiet small" style={{ marginTop: 12 }}>
            {t("documents_page.signed", { file: made.data.signature.file, signature: made.data.signature.signature })} <span className="code">{made.data.signature.key_id}</span>
          </p>
        ) : null}
      </section>
    </>
  );
}

// What the authority asked for in addition, answered item by item with evidence, and handed in when none is left.
import { useEffect, useState } from "react";
import { useQuery, useQueryClient, useMutation } from "@tanstack/react-query";
import { App as AntApp, Button, Input, Select } from "antd";
import { CheckCircleOutlined, ExclamationCircleOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import { ask, get, post } from "../api/client";
import type { CasePage, Filing } from "../api/types";
import { useAccount } from "../api/session";
import { DueDay } from "../ui/due_day";
import { is_typed, TypedForm, useTyped, useTypedForm } from "../ui/kept";
import { ProblemView } from "../ui/problem_view";
import { useSay } from "../ui/say";
import { MoodTag } from "../ui/tags";
import { AskView } from "./returned";
import { useStep } from "./use_step";

type Round = NonNullable<CasePage["supplements"]>[number];
type Line = NonNullable<Round["lines"]>[number];

// Papers of the filing as evidence: a document is named by its hash. Of the firm's own draft too, so that one that
// was added for the answer can be named in it.
export function EvidenceChoice({ page, value, set, id }: { page: CasePage; value: string[]; set: (next: string[]) => void; id: string }) {
  const { t } = useTranslation("case");
  const draft = useQuery({ queryKey: ["filing-papers", page.filing], queryFn: () => get<Filing>(`/v1/filings/${page.filing}`), enabled: Boolean(page.filing) });
  const papers = new Map([...(page.papers ?? []), ...(draft.data?.papers ?? [])].map((paper) => [paper.sha256, paper]));
  const rows = [...papers.values()].map((paper) => ({ value: paper.sha256, label: `${paper.slot} ${paper.file_name}` }));
  return (
    <div>
      <label htmlFor={id} className="as-label">
        {t("evidence.title")}
      </label>
      <Select<string[]> id={id} className="wide" mode="multiple" value={value} onChange={set} options={rows} optionFilterProp="label" placeholder={t("evidence.choose")} notFoundContent={t("evidence.none")} />
      {page.filing ? (
        <div className="small">
          <Link to={`/filings/${page.filing}/papers`}>{t("evidence.add")}</Link>
        </div>
      ) : null}
    </div>
  );
}

function evidence_names(page: CasePage, hashes: string[] | undefined, comma: string): string {
  return (hashes ?? []).map((hash) => (page.papers ?? []).find((paper) => paper.sha256 === hash)?.file_name ?? hash.slice(0, 12)).join(comma);
}

function AnswerForm({ page, item, line, when_done }: { page: CasePage; item: number; line: Line; when_done: () => void }) {
  const { t } = useTranslation("case");
  const { modal } = AntApp.useApp();
  const { came_back, forget } = useTypedForm();
  const [answer, set_answer] = useTyped("answer", line.answer ?? "");
  const [evidence, set_evidence] = useTyped<string[]>("evidence", line.evidence ?? []);
  const done = () => {
    forget();
    when_done();
  };
  const step = useStep(page.id, page.seq, done);
  const is_changed = answer !== (line.answer ?? "") || evidence.join() !== (line.evidence ?? []).join();
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    if (is_changed) window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [is_changed]);
  const leave = () => {
    if (!is_changed) return done();
    void modal.confirm({ title: t("supplement.leave"), content: t("supplement.leave_says"), okText: t("supplement.leave_yes"), cancelText: t("supplement.leave_no"), autoFocusButton: "cancel", onOk: done });
  };
  const id = `answer-${item}`;
  return (
    <div className="stack tight">
      <label htmlFor={id} className="as-label">
        {t("supplement.answer")}
      </label>
      <Input.TextArea id={id} rows={3} className="grows" maxLength={20000} value={answer} onChange={(event) => set_answer(event.target.value)} />
      <EvidenceChoice page={page} value={evidence} set={set_evidence} id={`evidence-${item}`} />
      {came_back || is_changed ? (
        <p className="quiet small" role="status">
          {t(came_back ? "supplement.came_back" : "supplement.kept")}
        </p>
      ) : null}
      {step.isError ? <ProblemView error={step.error} /> : null}
      <div className="row">
        <Button type="primary" disabled={answer.trim() === ""} loading={step.isPending} onClick={() => step.mutate({ name: "supplement_answered", item, answer: answer.trim(), evidence })}>
          {t("supplement.save")}
        </Button>
        <Button onClick={leave}>{t("common:cancel")}</Button>
      </div>
    </div>
  );
}

function LineView({ page, form, item, line, is_open }: { page: CasePage; form: string; item: number; line: Line; is_open: boolean }) {
  const { t } = useTranslation("case");
  const say = useSay();
  const { id: own } = useAccount();
  const [is_writing, set_writing] = useState(() => is_typed(own, form));
  return (
    <li>
      {line.ask ? <AskView ask={line.ask} filing={is_open ? page.filing : undefined} /> : null}
      {line.answered_at && !is_writing ? (
        <div className="answer">
          <MoodTag mood="good" icon={<CheckCircleOutlined />}>
            {t("supplement.answered", { at: say.moment(line.answered_at) })}
          </MoodTag>
          <div className="free-text">{line.answer}</div>
          {line.evidence && line.evidence.length > 0 ? <div className="quiet small">{t("evidence.named", { names: evidence_names(page, line.evidence, t("common:list_comma")) })}</div> : null}
        </div>
      ) : null}
      {is_open && is_writing ? (
        <TypedForm value={form}>
          <AnswerForm page={page} item={item} line={line} when_done={() => set_writing(false)} />
        </TypedForm>
      ) : null}
      {is_open && !is_writing ? (
        <Button size="small" onClick={() => set_writing(true)}>
          {line.answered_at ? t("supplement.change") : t("supplement.write")}
        </Button>
      ) : null}
    </li>
  );
}

function RoundView({ page, round, may_act }: { page: CasePage; round: Round; may_act: boolean }) {
  const { t } = useTranslation("case");
  const say = useSay();
  const { modal } = AntApp.useApp();
  const queries = useQueryClient();
  // A filing that was changed goes first, as a new version: answers stand on what is on record.
  const step = useMutation({
    mutationFn: async () => {
      const filing = await get<Filing>(`/v1/filings/${page.filing}`);
      if (filing.is_changed) await post(`/v1/filings/${page.filing}/submission`, {}, { version: filing.version });
      const now = await get<CasePage>(`/v1/cases/${page.id}`);
      return (await ask<CasePage>("POST", `/v1/cases/${page.id}/steps`, { body: { name: "supplement_handed_in" }, version: now.seq })).body;
    },
    onSuccess: (after) => queries.setQueryData(["case", page.id], after),
    onSettled: () => Promise.all(["case", "case-steps", "cases", "filings"].map((key) => queries.invalidateQueries({ queryKey: [key] }))),
  });
  const draft = useQuery({ queryKey: ["filing-papers", page.filing], queryFn: () => get<Filing>(`/v1/filings/${page.filing}`), enabled: Boolean(page.filing) && may_act && !round.handed_in_at });
  const is_changed = draft.data?.is_changed === true;
  const lines = round.lines ?? [];
  const left = lines.filter((line) => !line.answered_at).length;
  const is_open = !round.handed_in_at && may_act && (page.steps_open ?? []).some((one) => one.step === "supplement_answered");
  const hand_in = () =>
    void modal.confirm({
      title: t("supplement.sure"),
      content: is_changed ? t("supplement.sure_changed") : t("supplement.sure_says"),
      okText: t("supplement.hand_in"),
      cancelText: t("common:cancel"),
      onOk: () => step.mutateAsync().catch(() => undefined),
    });
  return (
    <section className={round.handed_in_at ? "card" : "card is-asked"}>
      <div className="card-head">
        <h2>{t("supplement.title", { day: say.day(round.asked_at) })}</h2>
        {round.handed_in_at ? (
          <MoodTag mood="good" icon={<CheckCircleOutlined />}>
            {t("supplement.handed_in", { at: say.moment(round.handed_in_at) })}
          </MoodTag>
        ) : (
          <MoodTag mood="warn" icon={<ExclamationCircleOutlined />}>
            {t("supplement.left", { count: left })}
          </MoodTag>
        )}
      </div>
      {round.handed_in_at ? null : (
        <p>
          {t("supplement.due")} <DueDay day={round.due_day} is_estimated={round.is_estimated} latest={round.latest_due_day} />
          {t("supplement.stop")}
          <span className="quiet">{t("supplement.stands")}</span>
        </p>
      )}
      <ol className="asks">
        {lines.map((line, item) => (
          <LineView key={item} page={page} form={`${page.id}:answer ${round.asked_at}:${item}`} item={item} line={line} is_open={is_open} />
        ))}
      </ol>
      {step.isError ? <ProblemView error={step.error} /> : null}
      {is_open && is_changed ? (
        <p className="small">
          {t("supplement.changed")} <Link to={`/filings/${page.filing}/check`}>{t("supplement.look")}</Link>
        </p>
      ) : null}
      {is_open ? (
        <Button type="primary" size="large" disabled={left > 0} loading={step.isPending} onClick={hand_in}>
          {t("supplement.hand_in")}
        </Button>
      ) : null}
      {is_open && left > 0 ? <p className="quiet small">{t("supplement.first")}</p> : null}
    </section>
  );
}

export function Supplements({ page, may_act }: { page: CasePage; may_act: boolean }) {
  const rounds = page.supplements ?? [];
  return (
    <>
      {[...rounds].reverse().map((round, place) => (
        <RoundView key={round.asked_at ?? place} page={page} round={round} may_act={may_act} />
      ))}
    </>
  );
}

import { Skeleton } from "antd";
import { DeleteOutlined } from "@ant-design/icons";
import { Button, Popconfirm } from "antd";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router-dom";
import { remove } from "../api/client";
import type { Filing } from "../api/types";
import { useFormPage } from "../form/context";
import { useForm } from "../form/form";
import { useTellProblem } from "../ui/problem_view";
import { useSay } from "../ui/say";
import type { Step } from "./filing";
import { RouteCard } from "./route_card";

function TaskList({ steps, base }: { steps: Step[]; base: string }) {
  const { t } = useTranslation("filing");
  return (
    <ol className="plain-list task-list">
      {steps
        .filter((step) => step.path !== "")
        .map((step) => (
          <li key={step.path}>
            <Link to={`${base}/${step.path}`}>{step.words}</Link>
            <span className="quiet">{step.note}</span>
            <span className={`task-state is-${step.mark ?? "none"}`}>{step.mark ? t(`mark.${step.mark}`) : ""}</span>
          </li>
        ))}
    </ol>
  );
}

function DeleteDraft({ filing }: { filing: Filing }) {
  const { t } = useTranslation("filing");
  const { draft } = useFormPage();
  const tell = useTellProblem();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const gone = useMutation({
    mutationFn: () => remove(`/v1/filings/${filing.id}`, draft.newest()),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["filings"] });
      navigate("/");
    },
    onError: tell,
  });
  if (filing.case || !filing.can_edit) return null;
  return (
    <Popconfirm title={t("delete.sure")} description={t("delete.says")} okText={t("delete.do")} cancelText={t("common:cancel")} onConfirm={() => gone.mutate()}>
      <Button danger icon={<DeleteOutlined />} loading={gone.isPending}>
        {t("delete.do")}
      </Button>
    </Popconfirm>
  );
}

export function Overview({ steps, base, filing }: { steps: Step[]; base: string; filing: Filing }) {
  const { t } = useTranslation("filing");
  const say = useSay();
  const { check } = useFormPage();
  const form = useForm();
  return (
    <div className="columns-2">
      <section className="card" aria-labelledby="tasks">
        <h2 id="tasks">{t("tasks")}</h2>
        <p className="quiet">{t("tasks_says")}</p>
        <TaskList steps={steps} base={base} />
      </section>
      <div>
        {check ? <RouteCard check={check} base={base} form={form.data} /> : <Skeleton active />}
        <section className="card">
          <dl className="facts">
            <dt>{t("firm")}</dt>
            <dd>{filing.firm?.name}</dd>
            <dt>{t("begun")}</dt>
            <dd>{say.moment(filing.created_at)}</dd>
            <dt>{t("changed")}</dt>
            <dd>{say.moment(filing.updated_at)}</dd>
          </dl>
          <div className="card-foot">
            <DeleteDraft filing={filing} />
          </div>
        </section>
      </div>
    </div>
  );
}

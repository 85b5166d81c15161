// What the firm claims: the declaration in the order of the official form. What changed since the version before
// is marked, what a finding points at can be lit.
import { useEffect, useMemo, useRef } from "react";
import { Button, Skeleton } from "antd";
import { DiffOutlined, WarningOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import type { Difference, Finding, Rows } from "../../api/types";
import { useSay } from "../../ui/say";
import { ProblemView } from "../../ui/problem_view";
import type { CaseView } from "./case_model";
import { beside, claims_of, last_words, rest_of, type Claim, type ClaimPart } from "./claim_tree";
import { other_field, useForm, type Form, type FormTask } from "./form_model";
import { useCasePart } from "./use_case";
import { Value, value_words } from "./value";

interface Marks {
  changes: Map<string, Difference>; // by pointer
  findings: Map<string, Finding[]>; // those that fail, by pointer
  lit: string; // pointer that is lit; "" none
}

function under<Row>(rows: Map<string, Row>, pointer: string): Row | undefined {
  for (let here = pointer; here !== ""; here = here.slice(0, here.lastIndexOf("/"))) {
    const row = rows.get(here);
    if (row) return row;
  }
  return undefined;
}

function is_lit(lit: string, pointer: string): boolean {
  return lit !== "" && (lit === pointer || lit.startsWith(`${pointer}/`));
}

function ClaimRow({ claim, marks }: { claim: Claim; marks: Marks }) {
  const { t } = useTranslation("officer");
  const say = useSay();
  const change = under(marks.changes, claim.pointer);
  const found = marks.findings.get(claim.pointer) ?? [];
  const classes = ["claim", is_lit(marks.lit, claim.pointer) ? "is-lit" : "", change ? "is-changed" : ""].filter(Boolean).join(" ");
  return (
    <div className={classes} data-pointer={claim.pointer} tabIndex={-1}>
      <dt>
        <span className="line">
          {claim.field ? say.sentence(claim.field.label) : last_words(claim.pointer)}
          {change && (
            <span className="mark mark-new" title={change.kind === "changed" ? value_words(change.before as never, claim.field, say, t) : undefined}>
              <DiffOutlined aria-hidden /> {t(`claims.${change.kind ?? "changed"}`)}
            </span>
          )}
          {found.map((finding) => (
            <span className="mark mark-warn" key={finding.rule} title={say.text(finding.says)}>
              <WarningOutlined aria-hidden /> {finding.rule}
            </span>
          ))}
        </span>
      </dt>
      <dd>
        <Value value={claim.value} field={claim.field} />
      </dd>
    </div>
  );
}

function Part({ part, marks }: { part: ClaimPart; marks: Marks }) {
  const { t } = useTranslation("officer");
  const is_new = part.pointer !== "" && marks.changes.has(part.pointer); // said once, at its head
  const inner = is_new ? { ...marks, changes: new Map<string, Difference>() } : marks;
  const rows = part.claims.map((claim) => <ClaimRow key={claim.pointer} claim={claim} marks={inner} />);
  if (part.pointer === "") return <dl style={{ margin: 0 }}>{rows}</dl>;
  const number = Number(/\/(\d+)$/.exec(part.pointer)?.[1] ?? 0) + 1;
  const change = marks.changes.get(part.pointer);
  const lit = marks.lit === part.pointer || (is_lit(marks.lit, part.pointer) && !part.claims.some((claim) => is_lit(marks.lit, claim.pointer)));
  return (
    <section className={lit ? "claim-part is-lit" : "claim-part"} data-pointer={part.pointer} tabIndex={-1}>
      <h4 className="line small quiet" style={{ margin: 0 }}>
        {t("claims.number", { number })}
        {change && (
          <span className="mark mark-new">
            <DiffOutlined aria-hidden /> {t(`claims.${change.kind ?? "changed"}`)}
          </span>
        )}
      </h4>
      <dl style={{ margin: 0 }}>{rows}</dl>
    </section>
  );
}

function Task({ title, parts, marks, open }: { title: string; parts: ClaimPart[]; marks: Marks; open: boolean }) {
  const { t } = useTranslation("officer");
  const all = parts.flatMap((part) => part.claims);
  const gaps = all.reduce((sum, claim) => sum + (marks.findings.get(claim.pointer)?.length ?? 0), 0);
  const changed = all.filter((claim) => under(marks.changes, claim.pointer)).length;
  return (
    <details className="claims-task" open={open}>
      <summary>
        {title}{" "}
        {gaps > 0 && (
          <span className="mark mark-warn">
            <WarningOutlined aria-hidden /> {t("claims.gaps", { count: gaps })}
          </span>
        )}{" "}
        {changed > 0 && (
          <span className="mark mark-new">
            <DiffOutlined aria-hidden /> {t("claims.changes", { count: changed })}
          </span>
        )}
      </summary>
      {parts.length === 0 ? <p className="quiet">{t("claims.empty")}</p> : parts.map((part) => <Part key={part.pointer} part={part} marks={marks} />)}
    </details>
  );
}

function tasks_of(view: CaseView, form: Form): { task: FormTask | null; parts: ClaimPart[] }[] {
  const rest = new Map<string, ClaimPart>();
  for (const claim of rest_of(view.declaration, form)) {
    const key = /^(.*?\/\d+)(?:\/|$)/.exec(claim.pointer)?.[1] ?? "";
    const part = rest.get(key) ?? { pointer: key, claims: [] };
    part.claims.push({ ...claim, field: other_field(claim.pointer) });
    rest.set(key, part);
  }
  const tasks = form.tasks.map((task) => ({ task, parts: beside(claims_of(view.declaration, task), rest) }));
  return [...tasks, ...(rest.size > 0 ? [{ task: null, parts: [...rest.values()] }] : [])];
}

interface ClaimsProps {
  view: CaseView;
  lit: string; // pointer of the claim to be lit; "" none
  turn: number; // grows with every click, so that the same claim comes into sight again
  show_differences: () => void;
}

export function Claims({ view, lit, turn, show_differences }: ClaimsProps) {
  const { t } = useTranslation("officer");
  const say = useSay();
  const form = useForm();
  const has_before = view.version > 1;
  const differences = useCasePart<Rows<Difference>>(view, `/differences?from=${view.version - 1}&to=${view.version}`, has_before);
  const frame = useRef<HTMLDivElement>(null);
  const marks = useMemo<Marks>(() => {
    const findings = new Map<string, Finding[]>();
    view.findings
      .filter((finding) => finding.state === "fails")
      .forEach((finding) => findings.set(finding.pointer, [...(findings.get(finding.pointer) ?? []), finding]));
    const changes = new Map((differences.data?.rows ?? []).map((row) => [row.pointer ?? "", row] as const));
    return { changes, findings, lit };
  }, [view.findings, differences.data, lit]);
  const tasks = useMemo(() => (form.data ? tasks_of(view, form.data) : []), [form.data, view]);

  // The claim that a finding points at comes into sight; where it is empty, what stands above it does.
  useEffect(() => {
    if (lit === "" || !frame.current) return;
    for (let here = lit; here !== ""; here = here.slice(0, here.lastIndexOf("/"))) {
      const found =
        frame.current.querySelector<HTMLElement>(`[data-pointer="${CSS.escape(here)}"]`) ??
        frame.current.querySelector<HTMLElement>(`[data-pointer^="${CSS.escape(`${here}/`)}"]`);
      if (!found) continue;
      const task = found.closest("details");
      if (task) task.open = true;
      found.scrollIntoView({ block: "center" });
      found.focus({ preventScroll: true });
      return;
    }
  }, [lit, turn, tasks]);

  return (
    <div ref={frame}>
      {has_before && (
        <p className="spread" style={{ marginTop: 0 }}>
          <span className="quiet">{t("claims.version", { number: view.version, of: view.versions.length })}</span>
          <Button size="small" icon={<DiffOutlined aria-hidden />} onClick={show_differences}>
            {t("claims.compare")}
          </Button>
        </p>
      )}
      {form.error && <ProblemView error={form.error} again={() => void form.refetch()} />}
      {form.isPending && <Skeleton active />}
      {tasks.map(({ task, parts }) => (
        <Task
          key={task?.id ?? ""}
          title={!task ? t("claims.other") : task.id === "processor" ? t("claims.processor") : say.text(task.title)}
          parts={parts}
          marks={marks}
          open={task?.id === "scenario" || task?.id === "items" || parts.some((part) => part.claims.some((claim) => marks.findings.has(claim.pointer)))}
        />
      ))}
    </div>
  );
}

// The whole list at once: what is asked, why, by what source, and how it is mended. It begins with the program's
// draft of open findings; the officer takes away, adds and rewords.
import { useMemo, useRef, useState } from "react";
import { Alert, Button, Input, Segmented, Skeleton } from "antd";
import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import type { Problem } from "../../api/problem";
import type { Rows, SupplementAsk, T } from "../../api/types";
import { AskBody } from "../case/ask_body";
import { useForm, usePlaceWords } from "../case/form_model";
import { useCasePart } from "../case/use_case";
import { ProblemView } from "../../ui/problem_view";
import { useTyped } from "../../ui/kept";
import { useSay } from "../../ui/say";
import { BothText, Field, is_said, kNoText } from "./fields";
import type { StepProps } from "./simple_steps";
import { StepFrame } from "./step_drawer";

interface Line {
  key: number;
  pointer: string;
  what: T;
  why: T;
  source: string;
  fix: T;
}

const text_of = (text: Partial<T> | undefined): T => ({ en: text?.en ?? "", zh: text?.zh ?? "" });
const line_of = (ask: SupplementAsk, key: number): Line => ({
  key,
  pointer: ask.pointer ?? "",
  what: text_of(ask.what),
  why: text_of(ask.why),
  source: ask.source ?? "",
  fix: text_of(ask.fix),
});
const kNeeded = ["what", "why", "source", "fix"] as const;
const lacking = (line: Line) => kNeeded.filter((key) => (key === "source" ? line.source.trim() === "" : !is_said(line[key])));
const is_whole = (line: Line) => lacking(line).length === 0;

// Questions of the form to choose a place from; a place may also be typed.
function useKnownPlaces(): { value: string; label: string }[] {
  const form = useForm();
  const say = useSay();
  return (form.data?.tasks ?? []).flatMap((task) =>
    task.fields.map((field) => ({ value: field.pointer.replaceAll("*", "0"), label: say.text(field.label) })),
  );
}

interface LineFormProps {
  line: Line;
  index: number;
  count: number;
  list: string;
  problem: Problem | null;
  change: (line: Line) => void;
  move: (by: number) => void;
  drop: () => void;
}

function LineForm({ line, index, count, list, problem, change, move, drop }: LineFormProps) {
  const { t } = useTranslation("officer");
  const base = `/${list}/${index}`;
  const places = useKnownPlaces();
  const place_words = usePlaceWords();
  const both = (key: "what" | "why" | "fix") => (
    <BothText
      label={t(`ask.${key}`)}
      pointer={`${base}/${key}`}
      problem={problem}
      value={line[key]}
      change={(value) => change({ ...line, [key]: value })}
      rows={2}
    />
  );
  return (
    <section className="ask stack-tight" aria-label={t("ask.line", { number: index + 1 })}>
      <div className="spread">
        <h3>{t("ask.line", { number: index + 1 })}</h3>
        <span className="line">
          <Button size="small" icon={<ArrowUpOutlined />} aria-label={t("ask.up")} disabled={index === 0} onClick={() => move(-1)} />
          <Button size="small" icon={<ArrowDownOutlined />} aria-label={t("ask.down")} disabled={index === count - 1} onClick={() => move(1)} />
          <Button size="small" danger icon={<DeleteOutlined aria-hidden />} onClick={drop}>
            {t("ask.drop")}
          </Button>
        </span>
      </div>
      <Field label={t("ask.pointer")} hint={t("ask.pointer_hint")} pointer={`${base}/pointer`} problem={problem}>
        {(ids) => (
          <>
            <Input {...ids} list={`${ids.id}-places`} className="code" value={line.pointer} maxLength={300} onChange={(event) => change({ ...line, pointer: event.target.value })} />
            <span className="strong">{place_words(line.pointer)}</span>
            <datalist id={`${ids.id}-places`}>
              {places.map((place) => (
                <option key={place.value} value={place.value}>
                  {place.label}
                </option>
              ))}
            </datalist>
          </>
        )}
      </Field>
      {both("what")}
      {both("why")}
      <Field label={t("ask.source_must")} hint={t("ask.source_hint")} pointer={`${base}/source`} problem={problem}>
        {(ids) => <Input {...ids} value={line.source} maxLength={600} onChange={(event) => change({ ...line, source: event.target.value })} />}
      </Field>
      {both("fix")}
    </section>
  );
}

export function AskStep({ view, name, close }: StepProps) {
  const { t } = useTranslation("officer");
  const list = name === "returned" ? "gaps" : "items";
  const draft = useCasePart<Rows<SupplementAsk>>(view, "/gap-draft");
  const [typed, set_lines] = useTyped<Line[] | null>("lines", null);
  const [mode, set_mode] = useState("edit");
  const end = useRef<HTMLDivElement>(null);
  const begun = useMemo(() => (draft.data ? draft.data.rows.map(line_of) : draft.error ? [] : null), [draft.data, draft.error]);
  const lines = typed ?? begun;
  const all = lines ?? [];
  const change = (index: number, line: Line) => set_lines(all.map((one, place) => (place === index ? line : one)));
  const drop = (index: number) => set_lines(all.filter((_, place) => place !== index));
  const move = (index: number, by: number) => {
    const next = [...all];
    const [line] = next.splice(index, 1);
    if (line) next.splice(index + by, 0, line);
    set_lines(next);
  };
  const add = () => {
    set_lines([...all, { key: Math.max(0, ...all.map((line) => line.key)) + 1, pointer: "", what: kNoText, why: kNoText, source: "", fix: kNoText }]);
    requestAnimationFrame(() => end.current?.scrollIntoView({ block: "end" }));
  };
  const unfinished = all.findIndex((line) => !is_whole(line));
  return (
    <StepFrame
      view={view}
      name={name}
      close={close}
      width={860}
      step={() => ({ [list]: all.map(({ key: _key, ...ask }) => ask) })}
      ready={all.length > 0 && unfinished === -1}
      missing={all.length === 0 ? t("missing.lines") : t("missing.line", { number: unfinished + 1, fields: (all[unfinished] ? lacking(all[unfinished]) : []).map((key) => t(`ask.${key}`)).join(t("comma")) })}
      is_held={lines !== null && all.length === 0}
      button={t(name === "returned" ? "ask.return_all" : "ask.send_all", { count: all.length })}
    >
      {(problem) => (
        <>
          <Segmented
            aria-label={t("ask.mode")}
            value={mode}
            onChange={(value) => set_mode(String(value))}
            options={[
              { value: "edit", label: t("ask.edit") },
              { value: "preview", label: t("ask.preview", { count: all.length }) },
            ]}
          />
          {draft.isPending && <Skeleton active />}
          {draft.error && <ProblemView error={draft.error} again={() => void draft.refetch()} />}
          {mode === "edit" && (
            <>
              {draft.data && <Alert type="info" showIcon message={t("ask.draft", { count: draft.data.rows.length })} />}
              {all.map((line, index) => (
                <LineForm
                  key={line.key}
                  line={line}
                  index={index}
                  count={all.length}
                  list={list}
                  problem={problem}
                  change={(next) => change(index, next)}
                  move={(by) => move(index, by)}
                  drop={() => drop(index)}
                />
              ))}
              <div>
                <Button icon={<PlusOutlined aria-hidden />} onClick={add} disabled={lines === null || all.length >= 500}>
                  {t("ask.add")}
                </Button>
              </div>
              <div ref={end} />
            </>
          )}
          {mode === "preview" && (
            <section className="sheet stack-tight">
              <h2>{t("ask.preview_title")}</h2>
              {all.length === 0 && <p className="quiet">{t("missing.lines")}</p>}
              <ol className="stack-tight" style={{ paddingInlineStart: 20, margin: 0 }}>
                {all.map((line) => (
                  <li key={line.key}>
                    <AskBody ask={line} />
                    {!is_whole(line) && <span className="mark mark-warn">{t("ask.unfinished")}</span>}
                  </li>
                ))}
              </ol>
            </section>
          )}
        </>
      )}
    </StepFrame>
  );
}

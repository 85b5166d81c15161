// A decision names every item. The officer says each verdict with its conditions and reasons, then the whole.
import { useMemo } from "react";
import { Alert, Button, Radio } from "antd";
import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import type { Problem } from "../../api/problem";
import type { Precedent, Rows, T } from "../../api/types";
import { ExtensionView } from "../../ui/extension_view";
import { useTyped } from "../../ui/kept";
import { useSay } from "../../ui/say";
import { items_of, type CaseView, type DecisionKind } from "../case/case_model";
import { useCasePart } from "../case/use_case";
import { FieldProblem } from "../field_problem";
import { BothText, is_said, kNoText } from "./fields";
import { uncleared } from "./own_gates";
import { kind_of, may_be_partly, type Verdict } from "./verdicts";
import type { StepProps } from "./simple_steps";
import { StepFrame } from "./step_drawer";

interface Item {
  item: number;
  name: string;
  verdict: Verdict | undefined; // undecided until the officer says it
  conditions: T[];
  reason: T;
}
const kVerdicts: readonly Verdict[] = ["allowed", "allowed_on_conditions", "refused"];

interface ConditionsProps {
  values: T[];
  pointer: string;
  problem: Problem | null;
  change: (values: T[]) => void;
}

function Conditions({ values, pointer, problem, change }: ConditionsProps) {
  const { t } = useTranslation("officer");
  return (
    <div className="stack-tight">
      {values.map((value, index) => (
        <div className="stack-tight" key={index}>
          <BothText
            label={t("decision.condition", { number: index + 1 })}
            pointer={`${pointer}/${index}`}
            problem={problem}
            value={value}
            change={(next) => change(values.map((one, place) => (place === index ? next : one)))}
            rows={1}
          />
          <div>
            <Button size="small" icon={<DeleteOutlined aria-hidden />} onClick={() => change(values.filter((_, place) => place !== index))}>
              {t("decision.drop_condition", { number: index + 1 })}
            </Button>
          </div>
        </div>
      ))}
      <div>
        <Button size="small" icon={<PlusOutlined aria-hidden />} disabled={values.length >= 500} onClick={() => change([...values, kNoText])}>
          {t("decision.add_condition")}
        </Button>
      </div>
    </div>
  );
}

interface ItemFormProps {
  item: Item;
  problem: Problem | null;
  past: Precedent[];
  change: (item: Item) => void;
}

function ItemForm({ item, problem, past, change }: ItemFormProps) {
  const { t } = useTranslation("officer");
  const base = `/items/${item.item}`;
  return (
    <fieldset className="ask stack-tight" style={{ margin: 0 }}>
      <legend className="strong">
        {item.item + 1}. {item.name} {item.verdict === undefined && <span className="mood-tag is-warn">{t("decision.undecided")}</span>}
      </legend>
      {past.length > 0 && (
        <span className="small quiet">
          {t("decision.past", {
            count: past.length,
            allowed: past.filter((one) => one.outcome !== "refused").length,
            refused: past.filter((one) => one.outcome === "refused").length,
          })}
        </span>
      )}
      <Radio.Group
        aria-label={t("decision.verdict_of", { name: item.name })}
        value={item.verdict ?? null}
        onChange={(event) => {
          const verdict = event.target.value as Verdict;
          const conditions = verdict === "allowed_on_conditions" && item.conditions.length === 0 ? [kNoText] : item.conditions;
          change({ ...item, verdict, conditions });
        }}
      >
        {kVerdicts.map((verdict) => (
          <Radio key={verdict} value={verdict}>
            {t(`verdict.${verdict}`)}
          </Radio>
        ))}
      </Radio.Group>
      <FieldProblem problem={problem} pointer={`${base}/verdict`} id={`decision-${item.item}-problem`} />
      {item.verdict === "allowed_on_conditions" && (
        <Conditions values={item.conditions} pointer={`${base}/conditions`} problem={problem} change={(conditions) => change({ ...item, conditions })} />
      )}
      {item.verdict !== undefined && item.verdict !== "allowed" && (
        <BothText
          label={t(item.verdict === "refused" ? "decision.reason_item" : "decision.reason_wished")}
          pointer={`${base}/reason`}
          problem={problem}
          value={item.reason}
          change={(reason) => change({ ...item, reason })}
          rows={2}
          is_needed={item.verdict === "refused"}
        />
      )}
    </fieldset>
  );
}

const clean = (item: Item) => ({
  ...item,
  conditions: item.verdict === "allowed_on_conditions" ? item.conditions : [],
  reason: item.verdict === "allowed" ? kNoText : item.reason,
});
const is_item_whole = (item: Item) =>
  item.verdict === "allowed" ||
  (item.verdict === "refused" ? is_said(item.reason) : item.verdict !== undefined && item.conditions.length > 0 && item.conditions.every(is_said));

function ends_only(view: CaseView): boolean {
  return view.state.endsWith("_supplement");
}

export function DecisionStep({ view, name, close }: StepProps) {
  const { t } = useTranslation("officer");
  const say = useSay();
  const names = useMemo(() => items_of(view.declaration), [view.declaration]);
  const [items, set_items] = useTyped<Item[]>("items", () =>
    names.map((item_name, item) => ({ item, name: item_name, verdict: undefined, conditions: [], reason: kNoText })),
  );
  const [conditions, set_conditions] = useTyped<T[]>("conditions", []);
  const [reasons, set_reasons] = useTyped("reasons", kNoText);
  // While a supplement is open the only end is a termination.
  const [is_end, set_end] = useTyped("is_end", ends_only(view));
  const past = useCasePart<Rows<Precedent>>(view, "/precedents");
  const kind: DecisionKind | undefined = is_end ? "terminated" : kind_of(items);
  const unfinished = is_end ? -1 : items.findIndex((item) => !is_item_whole(item));
  const undecided = is_end ? [] : items.filter((item) => item.verdict === undefined).map((item) => item.item + 1);
  const needs_reasons = kind !== undefined && kind !== "passed";
  const is_mixed = kind === "partly_passed" && !may_be_partly(view.state);
  const waits = kind === "passed" || kind === "partly_passed" ? uncleared(view.gates) : [];
  const waits_words = t("actions.uncleared", { names: waits.map((gate) => say.text(gate.name)).join(t("comma")) });
  const ready = kind !== undefined && !is_mixed && waits.length === 0 && unfinished === -1 && (!needs_reasons || is_said(reasons)) && conditions.every(is_said);
  const missing = is_mixed ? t("decision.whole_only") : waits.length > 0 ? waits_words : undecided.length > 0 ? t("missing.undecided", { count: undecided.length, numbers: undecided.slice(0, 12).join(t("comma")) }) : unfinished >= 0 ? t("missing.item", { number: unfinished + 1 }) : t("missing.reasons");
  const all = (verdict: Verdict) => set_items(items.map((item) => ({ ...item, verdict, conditions: verdict === "allowed_on_conditions" && item.conditions.length === 0 ? [kNoText] : item.conditions })));
  return (
    <StepFrame
      view={view}
      name={name}
      close={close}
      width={860}
      danger={kind === "refused"}
      step={() => ({ kind, items: is_end ? [] : items.map(clean), conditions: is_end ? [] : conditions, reasons })}
      ready={ready}
      missing={missing}
      is_held={undecided.length > 0 || is_mixed || waits.length > 0}
    >
      {(problem) => (
        <>
          {view.extension && (
            <section className="slip stack-tight">
              <ExtensionView extension={view.extension} heading="h3" />
            </section>
          )}
          {is_mixed ? (
            <Alert type="error" showIcon message={t("decision.whole_only")} description={t("decision.whole_only_says")} />
          ) : kind === undefined ? (
            <Alert type="info" showIcon message={t("decision.undecided_left", { count: undecided.length })} description={t(may_be_partly(view.state) ? "decision.undecided_says" : "decision.undecided_says_whole")} />
          ) : (
            <Alert type={kind === "passed" ? "success" : "warning"} showIcon message={t("decision.adds_up", { kind: t(`kind.${kind}`) })} description={t(`decision.kind_says.${kind}`)} />
          )}
          {(ends_only(view) || is_end) && (
            <Radio.Group value={is_end} onChange={(event) => set_end(Boolean(event.target.value))}>
              <Radio value={true}>{t("kind.terminated")}</Radio>
              {!ends_only(view) && <Radio value={false}>{t("decision.by_item")}</Radio>}
            </Radio.Group>
          )}
          {!is_end && (
            <>
              <div className="line" role="group" aria-labelledby="decision-all">
                <span id="decision-all">{t("decision.all_at_once")}</span>
                {kVerdicts.map((verdict) => (
                  <Button key={verdict} size="small" onClick={() => all(verdict)}>
                    {t(`verdict.${verdict}`)}
                  </Button>
                ))}
              </div>
              {items.map((item, index) => (
                <ItemForm
                  key={item.item}
                  item={item}
                  problem={problem}
                  past={(past.data?.rows ?? []).filter((row) => row.item === item.item)}
                  change={(next) => set_items(items.map((one, place) => (place === index ? next : one)))}
                />
              ))}
              <section className="stack-tight">
                <h3>{t("decision.conditions")}</h3>
                <Conditions values={conditions} pointer="/conditions" problem={problem} change={set_conditions} />
              </section>
            </>
          )}
          <BothText
            label={t(needs_reasons ? "decision.reasons" : "decision.reasons_wished")}
            pointer="/reasons"
            problem={problem}
            value={reasons}
            change={set_reasons}
            rows={5}
            is_needed={needs_reasons}
          />
        </>
      )}
    </StepFrame>
  );
}

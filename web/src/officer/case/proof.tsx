// The proof of an opinion as a tree that opens: a rule, what it asks, the facts that it found, the article behind it.
import { CheckCircleOutlined, CloseCircleOutlined, QuestionCircleOutlined, StopOutlined } from "@ant-design/icons";
import { useState } from "react";
import { Segmented } from "antd";
import { useTranslation } from "react-i18next";
import { useSay, type Say } from "../../ui/say";
import { MoodTag, type Mood } from "../../ui/tags";
import { standing_of, type Opinion, type ProofNode, type RuleStanding } from "./assessment_model";

// "route=exempt duty=notify_individuals" by the pack's own words where it has them.
function outcome_words(outcome: string, opinion: Opinion, say: Say, between: string): string {
  return outcome
    .split(/\s+/)
    .map((part) => part.slice(part.indexOf("=") + 1))
    .map((code) => say.text(opinion.labels[code]) || say.text(opinion.obligations.find((duty) => duty.code === code)?.says) || code.replaceAll("_", " "))
    .join(between);
}

const kDeepest = 60; // levels drawn; the engine's own trees stay far below

function Truth({ node }: { node: ProofNode }) {
  const { t } = useTranslation("officer");
  if (node.kind === "rule") {
    const standing = standing_of(node);
    const looks: Record<RuleStanding, [Mood, JSX.Element]> = {
      fired: ["good", <CheckCircleOutlined key="i" aria-hidden />],
      defeated: ["warn", <StopOutlined key="i" aria-hidden />],
      unknown: ["warn", <QuestionCircleOutlined key="i" aria-hidden />],
      silent: ["calm", <CloseCircleOutlined key="i" aria-hidden />],
    };
    const [mood, icon] = looks[standing];
    return (
      <MoodTag mood={mood} icon={icon}>
        {t(`proof.standing.${standing}`)}
      </MoodTag>
    );
  }
  const icon = node.truth === "true" ? <CheckCircleOutlined aria-hidden /> : node.truth === "false" ? <CloseCircleOutlined aria-hidden /> : <QuestionCircleOutlined aria-hidden />;
  return (
    <span className="small quiet">
      {icon} {t(`proof.truth.${node.truth}`)}
    </span>
  );
}

function Node({ node, opinion, depth }: { node: ProofNode; opinion: Opinion; depth: number }) {
  const { t } = useTranslation("officer");
  const say = useSay();
  const articles = node.cites.flatMap((code) => opinion.citations.filter((one) => one.code === code));
  const line = (
    <span className="line">
      <Truth node={node} />
      <span className="small quiet">{t(`proof.kind.${node.kind}`)}</span>
      <span className="code">{node.label}</span>
      {node.outcome && <span className="strong">{outcome_words(node.outcome, opinion, say, t("semicolon"))}</span>}
    </span>
  );
  const below = (
    <>
      {articles.map((article) => (
        <div className="small" key={article.code}>
          {say.text(article.instrument)} <span className="code">{article.code}</span> {say.text(article.says)}
        </div>
      ))}
      {node.children.length > 0 && depth < kDeepest && (
        <ul>
          {node.children.map((child, index) => (
            <li key={index}>
              <Node node={child} opinion={opinion} depth={depth + 1} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
  if (node.children.length === 0 && articles.length === 0) return line;
  return (
    <details open={depth === 0 && standing_of(node) === "fired"}>
      <summary>{line}</summary>
      {below}
    </details>
  );
}

const kStandings: readonly RuleStanding[] = ["fired", "defeated", "unknown", "silent"];

export function Proof({ opinion }: { opinion: Opinion }) {
  const { t } = useTranslation("officer");
  const say = useSay();
  const rules = kStandings.map((standing) => [standing, opinion.proof.filter((node) => standing_of(node) === standing)] as const);
  const [shown, set_shown] = useState<RuleStanding>("fired");
  const nodes = rules.find(([standing]) => standing === shown)?.[1] ?? [];
  return (
    <div className="stack-tight proof">
      <Segmented
        aria-label={t("proof.which")}
        value={shown}
        onChange={(value) => set_shown(value as RuleStanding)}
        options={rules.map(([standing, found]) => ({ value: standing, label: `${t(`proof.standing.${standing}`)} ${say.number(found.length)}` }))}
      />
      {nodes.length === 0 && <p className="quiet">{t("proof.none")}</p>}
      <ul>
        {nodes.map((node, index) => (
          <li key={index}>
            <Node node={node} opinion={opinion} depth={0} />
          </li>
        ))}
      </ul>
    </div>
  );
}

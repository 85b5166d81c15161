// One request for supplements: beside each line that was asked, what the firm answered: its words, what it changed there and
// the papers that it named.
import { FileOutlined, HourglassOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import type { Difference, Json, Paper, Rows } from "../../api/types";
import { ProblemView } from "../../ui/problem_view";
import { useSay } from "../../ui/say";
import { changes_at, changes_beside, papers_beside, papers_named, versions_around } from "./answers";
import { AskBody } from "./ask_body";
import type { CaseView, Supplement } from "./case_model";
import { DifferenceRow } from "./differences";
import { case_path, useCasePart, useDeclarationOf } from "./use_case";

type Line = NonNullable<Supplement["lines"]>[number];

function PaperLine({ view, paper, is_new }: { view: CaseView; paper: Paper; is_new: boolean }) {
  const { t } = useTranslation("officer");
  return (
    <li className="line small">
      <FileOutlined aria-hidden />
      <span className="quiet">{paper.slot}</span>
      <a href={`${case_path(view.id)}/papers/${encodeURIComponent(paper.id)}`} download={paper.file_name} aria-label={t("evidence.download_of", { name: paper.file_name })}>
        {paper.file_name}
      </a>
      {is_new && <span className="mark mark-new">{t("supplement.paper_new")}</span>}
    </li>
  );
}

// declaration: of the version that the round ended with.
function Answer({ view, round, line, changes, declaration }: { view: CaseView; round: Supplement; line: Line; changes: Difference[]; declaration?: Json }) {
  const { t } = useTranslation("officer");
  const say = useSay();
  const papers = papers_named(line, round, view.papers);
  return (
    <div className="answered stack-tight">
      {line.answered_at ? (
        <>
          <div className="small quiet">{t("supplement.answered", { at: say.moment(line.answered_at) })}</div>
          <div className="free-words">{line.answer}</div>
        </>
      ) : (
        <div>
          <span className="mark mark-warn">
            <HourglassOutlined aria-hidden /> {t("supplement.not_yet")}
          </span>
        </div>
      )}
      {papers.length > 0 && (
        <ul className="plain-list">
          {papers.map(({ hash, paper, is_new }) =>
            paper ? (
              <PaperLine key={hash} view={view} paper={paper} is_new={is_new} />
            ) : (
              <li className="code" key={hash}>
                {t("evidence.hash", { hash: hash.slice(0, 16) })}
              </li>
            ),
          )}
        </ul>
      )}
      {changes.length > 0 && (
        <>
          <div className="small quiet">{t("supplement.changed", { count: changes.length })}</div>
          <ul className="plain-list stack-tight">
            {changes.map((change) => (
              <DifferenceRow key={change.pointer} row={change} declaration={declaration} />
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

// What came with the round and belongs to no line.
function Beside({ view, round, changes, show }: { view: CaseView; round: Supplement; changes: Difference[]; show: (tab: string) => void }) {
  const { t } = useTranslation("officer");
  const papers = papers_beside(round, view.papers);
  return (
    <>
      {papers.length > 0 && (
        <div>
          <span className="small quiet">{t("supplement.papers_beside")}</span>
          <ul className="plain-list">
            {papers.map((paper) => (
              <PaperLine key={paper.id} view={view} paper={paper} is_new />
            ))}
          </ul>
        </div>
      )}
      {changes.length > 0 && (
        <div className="line small">
          {t("supplement.changed_beside", { count: changes.length })}
          <Button size="small" onClick={() => show("differences")}>
            {t("supplement.see_changes")}
          </Button>
        </div>
      )}
    </>
  );
}

export function SupplementRound({ view, round, number, show }: { view: CaseView; round: Supplement; number: number; show: (tab: string) => void }) {
  const { t } = useTranslation("officer");
  const say = useSay();
  const lines = round.lines ?? [];
  const answered = lines.filter((line) => line.answered_at).length;
  const { from, to } = versions_around(round, view.versions);
  const found = useCasePart<Rows<Difference>>(view, `/differences?from=${from}&to=${to}`, from !== to);
  const changes = found.data?.rows ?? [];
  const declaration = useDeclarationOf(view, to, from !== to);
  return (
    <article className="slip stack-tight">
      <div className="spread">
        <h3>{t("supplement.round", { number })}</h3>
        <span className={round.handed_in_at ? "mark mark-good" : "mark mark-warn"}>
          {round.handed_in_at ? t("supplement.handed_in", { day: say.day(round.handed_in_at) }) : t("supplement.open", { answered, count: lines.length, day: say.day(round.due_day) })}
        </span>
      </div>
      {found.error && <ProblemView error={found.error} again={() => void found.refetch()} />}
      <ol className="asked-and-answered stack-tight">
        {lines.map((line, index) => (
          <li key={index}>
            <div className="pair">
              <div>
                <AskBody ask={line.ask} />
              </div>
              <Answer view={view} round={round} line={line} changes={changes_at(line.ask?.pointer, changes)} declaration={declaration} />
            </div>
          </li>
        ))}
      </ol>
      <Beside view={view} round={round} changes={changes_beside(lines, changes)} show={show} />
    </article>
  );
}

// On the page that an officer lands on: the newest round, those before it folded.
export function SupplementAnswers({ view, show }: { view: CaseView; show: (tab: string) => void }) {
  const { t } = useTranslation("officer");
  const rounds = view.supplements.map((round, place) => ({ round, number: place + 1 })).reverse();
  const [newest, ...earlier] = rounds;
  if (!newest) return null;
  return (
    <section className="sheet stack-tight" aria-labelledby="supplement-answers">
      <h2 id="supplement-answers">{t("supplement.asked_and_answered")}</h2>
      <SupplementRound view={view} {...newest} show={show} />
      {earlier.length > 0 && (
        <details>
          <summary className="small">{t("supplement.earlier", { count: earlier.length })}</summary>
          {earlier.map((one) => (
            <SupplementRound key={one.number} view={view} {...one} show={show} />
          ))}
        </details>
      )}
    </section>
  );
}

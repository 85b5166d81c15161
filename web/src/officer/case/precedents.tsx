// How the same item fared before, and where the present case would go another way.
import { Skeleton } from "antd";
import { WarningOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import type { Outcome, Precedent, Rows } from "../../api/types";
import { EmptyState } from "../../ui/empty_state";
import { ProblemView } from "../../ui/problem_view";
import { useSay } from "../../ui/say";
import { items_of, type CaseView } from "./case_model";
import { Verdict } from "./course";
import { useWords } from "./form_model";
import { useCasePart } from "./use_case";

export function Precedents({ view }: { view: CaseView }) {
  const { t } = useTranslation("officer");
  const say = useSay();
  const sectors = useWords("/scenario/industry");
  const found = useCasePart<Rows<Precedent>>(view, "/precedents");
  if (found.error) return <ProblemView error={found.error} again={() => void found.refetch()} />;
  if (!found.data) return <Skeleton active />;
  const rows = found.data.rows;
  if (rows.length === 0) return <EmptyState title={t("precedents.none")} says={t("precedents.none_why")} />;
  return (
    <div className="stack">
      <p style={{ margin: 0 }} className="quiet">
        {t("precedents.says")}
      </p>
      {items_of(view.declaration).map((name, index) => {
        const past = rows.filter((row) => (row.item ?? 0) === index);
        if (past.length === 0) return null;
        return (
          <section className="sheet stack-tight" key={index}>
            <h2>
              {index + 1}. {name}
            </h2>
            <div className="table-scroll">
              <table className="table-plain">
                <thead>
                  <tr>
                    <th scope="col">{t("precedents.on")}</th>
                    <th scope="col">{t("precedents.outcome")}</th>
                    <th scope="col">{t("precedents.edition")}</th>
                    <th scope="col">{t("precedents.sector")}</th>
                    <th scope="col">{t("precedents.case")}</th>
                  </tr>
                </thead>
                <tbody>
                  {past.map((row, place) => (
                    <tr key={place}>
                      <td>{say.day(row.decided_on)}</td>
                      <td>
                        <span className="line">
                          <Verdict verdict={row.outcome as Outcome["verdict"]} />
                          {row.differs && (
                            <span className="mark mark-warn">
                              <WarningOutlined aria-hidden /> {t("precedents.differs")}
                            </span>
                          )}
                        </span>
                      </td>
                      <td>{row.list_edition || t("precedents.no_list")}</td>
                      <td>{row.sector ? sectors.say(row.sector) : ""}</td>
                      <td>{row.case ? <Link to={`/cases/${row.case}`}>{row.case}</Link> : <span className="quiet">{t("precedents.other_desk")}</span>}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </section>
        );
      })}
    </div>
  );
}

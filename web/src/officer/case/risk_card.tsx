// The score with its interval on the lanes' scale, and what moves it most. In blind review nothing of it is here.
import { Alert, Button } from "antd";
import { ApartmentOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import { useSay } from "../../ui/say";
import { LaneTag, type Lane } from "../lanes";
import type { CaseView, RiskReason } from "./case_model";
import { heaviest } from "./heaviest";

const kEdges: readonly [Lane, number, number][] = [["green", 0, 0.1], ["blue", 0.1, 0.3], ["yellow", 0.3, 0.6], ["red", 0.6, 1]];
const kTints: Record<Lane, string> = { green: "#a8d08d", blue: "#91bff0", yellow: "#f5d76e", red: "#ee9a9a" };

export function Interval({ score, low, high }: { score: number; low: number; high: number }) {
  const { t } = useTranslation("officer");
  return (
    <div
      className="interval"
      role="img"
      aria-label={t("risk.interval", { score: score.toFixed(3), low: low.toFixed(3), high: high.toFixed(3) })}
    >
      {kEdges.map(([lane, from, to]) => (
        <div key={lane} className="interval-band" style={{ left: `${from * 100}%`, width: `${(to - from) * 100}%`, background: kTints[lane] }} />
      ))}
      <div className="interval-range" style={{ left: `${low * 100}%`, width: `${Math.max(high - low, 0.005) * 100}%` }} />
      <div className="interval-point" style={{ left: `${score * 100}%` }} />
    </div>
  );
}

export function Shares({ reasons }: { reasons: RiskReason[] }) {
  const { t } = useTranslation("officer");
  const say = useSay();
  const most = Math.max(...reasons.map((reason) => reason.share), 0.001);
  return (
    <ul className="plain-list shares">
      {reasons.map((reason) => (
        <li key={reason.factor}>
          <div className="share">
            <span className="strong">
              {t(`factor.${reason.factor}`, { defaultValue: "" })} {reason.factor}
            </span>
            <span className="share-bar" aria-hidden>
              <i style={{ width: `${(Math.max(reason.share, 0) / most) * 100}%` }} />
            </span>
            <span className="small" style={{ textAlign: "end" }}>
              {reason.share.toFixed(3)}
            </span>
          </div>
          <div className="small">{say.text(reason.says)}</div>
        </li>
      ))}
    </ul>
  );
}

export function RiskCard({ view, explain }: { view: CaseView; explain: () => void }) {
  const { t } = useTranslation("officer");
  return (
    <section className="stack-tight">
      <div className="spread">
        <h3>{t("risk.title")}</h3>
        <Button size="small" icon={<ApartmentOutlined aria-hidden />} onClick={explain}>
          {t("risk.explain")}
        </Button>
      </div>
      {view.hides_score && <Alert type="info" showIcon message={t("risk.blind")} description={t("risk.blind_why")} />}
      {!view.hides_score && !view.risk && <p className="quiet">{t("risk.none")}</p>}
      {view.risk && (
        <div className="slip stack-tight">
          <div className="line">
            <span className="strong" style={{ fontSize: 18 }}>
              {view.risk.score.toFixed(3)}
            </span>
            <LaneTag lane={view.risk.lane} />
            <span className="small quiet">{t("risk.between", { low: view.risk.low.toFixed(3), high: view.risk.high.toFixed(3) })}</span>
          </div>
          <Interval score={view.risk.score} low={view.risk.low} high={view.risk.high} />
          <h4 className="small" style={{ margin: 0 }}>
            {t("risk.reasons")}
          </h4>
          <Shares reasons={heaviest(view.risk.reasons ?? [], 3)} />
          <p className="small quiet" style={{ margin: 0 }}>
            {t("risk.never")}
          </p>
        </div>
      )}
    </section>
  );
}

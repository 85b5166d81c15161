// Whether a permit may be extended, condition by condition, as the program tested it; nothing on other routes.
import { CheckCircleOutlined, CloseCircleOutlined, QuestionCircleOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import type { T } from "../api/types";
import { law_source } from "./law_source";
import { useSay } from "./say";
import { MoodTag, PermitTag } from "./tags";

type Truth = "true" | "false" | "unknown";

export interface Extension {
  permit: string;
  permit_state: string;
  truth: Truth;
  passes: "yes" | "with_reasons" | "no";
  tested_at?: string;
  lines: { code: string; truth: Truth; says: T; ask?: T; source?: string }[];
}

// What a page of a case says of it.
export function extension_of(page: object): Extension | null {
  const found = (page as { extension?: Partial<Extension> }).extension;
  return found && Array.isArray(found.lines) ? (found as Extension) : null;
}

const kIcons = { true: <CheckCircleOutlined aria-hidden />, false: <CloseCircleOutlined aria-hidden />, unknown: <QuestionCircleOutlined aria-hidden /> };
const kMoods = { true: "good", false: "bad", unknown: "warn" } as const;

export function ExtensionView({ extension, heading = "h2" }: { extension: Extension; heading?: "h2" | "h3" }) {
  const { t } = useTranslation();
  const say = useSay();
  const Heading = heading;
  return (
    <>
      <Heading>{t("extension.title")}</Heading>
      <div className="row">
        <span>
          {t("extension.of")} <Link to={`/permits/${extension.permit}`}>{extension.permit}</Link>
        </span>
        <PermitTag state={extension.permit_state} />
        {extension.tested_at ? <span className="quiet small">{t("extension.tested", { at: say.moment(extension.tested_at) })}</span> : null}
      </div>
      <p>{t(`extension.passes.${extension.passes}`)}</p>
      <ul className="plain-list stack tight">
        {extension.lines.map((line) => (
          <li key={line.code} className={`finding ${line.truth === "true" ? "" : line.truth === "false" ? "is-blocks" : "is-returned"}`}>
            <div>
              <MoodTag mood={kMoods[line.truth]} icon={kIcons[line.truth]}>
                {t(`extension.truth.${line.truth}`)}
              </MoodTag>{" "}
              {say.sentence(line.says)}
            </div>
            {line.truth === "unknown" && say.text(line.ask) ? <div>{say.sentence(line.ask)}</div> : null}
            {line.source ? <div className="quiet small">{law_source(line.source, t, say.lang) || line.source}</div> : null}
          </li>
        ))}
      </ul>
    </>
  );
}

// Who acted. Nobody's account: the program itself, by rules.
import { RobotOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import type { Person } from "../../api/types";
import { is_program } from "../../ui/who";

export function PersonName({ person }: { person: Person | undefined }) {
  const { t } = useTranslation("officer");
  if (!person || is_program(person)) {
    return (
      <span className="mark">
        <RobotOutlined aria-hidden /> {t("person.program")}
      </span>
    );
  }
  const is_firm = person.role === "filer" || person.role === "firm_admin";
  const side = person.agency ? t(`common:agency.${person.agency}`, { defaultValue: person.agency }) : person.role ? t(`common:role.${person.role}`, { defaultValue: person.role }) : "";
  return (
    <span>
      {person.name || t(is_firm ? "person.firm" : "person.unnamed")}
      {side && <span className="quiet"> {t("person.of", { side })}</span>}
    </span>
  );
}

// A field takes so many characters and no more: what is cut off when more is typed or pasted is told, never cut in silence.
import { useEffect } from "react";
import { App as AntApp } from "antd";
import { useTranslation } from "react-i18next";
import { useSay } from "./say";

type Bounded = HTMLInputElement | HTMLTextAreaElement;

function bounded(target: EventTarget | null): Bounded | null {
  const is_field = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
  return is_field && target.maxLength > 0 ? target : null;
}

// How many characters of a text the field has no room for.
function cut_off(field: Bounded, text: string): number {
  const chosen = (field.selectionEnd ?? 0) - (field.selectionStart ?? 0);
  return Math.max(0, field.value.length - chosen + text.length - field.maxLength);
}

export function BoundTold() {
  const { t } = useTranslation();
  const say = useSay();
  const { message } = AntApp.useApp();
  useEffect(() => {
    const tell = (field: Bounded, text: string) => {
      const cut = cut_off(field, text);
      if (cut > 0) void message.warning({ key: "bound", content: t("cut_off", { count: cut, most: say.number(field.maxLength), cut: say.number(cut) }), duration: 8 });
    };
    const when_put = (event: InputEvent) => {
      const field = bounded(event.target);
      if (field && event.inputType === "insertText" && !event.isComposing) tell(field, event.data ?? "");
    };
    const when_pasted = (event: ClipboardEvent) => {
      const field = bounded(event.target);
      if (field) tell(field, event.clipboardData?.getData("text/plain").replace(/\r\n/g, "\n") ?? "");
    };
    document.addEventListener("beforeinput", when_put);
    document.addEventListener("paste", when_pasted);
    return () => {
      document.removeEventListener("beforeinput", when_put);
      document.removeEventListener("paste", when_pasted);
    };
  }, [message, say, t]);
  return null;
}

import { useEffect, useState } from "react";
import type { Locale } from "antd/es/locale";
import en from "antd/es/locale/en_US";
import { useTranslation } from "react-i18next";

// Words of the component library's own. English comes with it; Chinese is fetched.
export function useAntLocale(): Locale | undefined {
  const { i18n } = useTranslation();
  const [zh, set_zh] = useState<Locale>();
  const is_zh = i18n.language === "zh";
  useEffect(() => {
    if (is_zh) void import("antd/es/locale/zh_CN").then((file) => set_zh(file.default));
  }, [is_zh]);
  return is_zh ? zh : en;
}

// The console behind the sign-in: theme, frame, and the pages of the account's role.
import { lazy, Suspense, useEffect, useMemo, useState } from "react";
import { App as AntApp, ConfigProvider } from "antd";
import type { Locale } from "antd/es/locale";
import { useTranslation } from "react-i18next";
import { Route, Routes } from "react-router-dom";
import { useAccount } from "./api/session";
import { pages_of } from "./pages";
import { theme } from "./theme";
import { Frame } from "./ui/frame";
import { NotFound } from "./ui/not_found";
import { Waiting } from "./ui/waiting";

const locales = {
  en: () => import("antd/es/locale/en_US"),
  zh: () => import("antd/es/locale/zh_CN"),
};

export function useAntLocale(): Locale | undefined {
  const { i18n } = useTranslation();
  const [locale, set_locale] = useState<Locale>();
  useEffect(() => {
    let is_wanted = true;
    void locales[i18n.language === "zh" ? "zh" : "en"]().then((file) => {
      if (is_wanted) set_locale(file.default);
    });
    return () => {
      is_wanted = false;
    };
  }, [i18n.language]);
  return locale;
}

export default function Inside() {
  const account = useAccount();
  const locale = useAntLocale();
  const pages = useMemo(() => pages_of(account).map((page) => ({ ...page, Element: lazy(page.load) })), [account.role]);
  if (!locale) return <Waiting />;
  return (
    <ConfigProvider theme={theme} locale={locale} wave={{ disabled: true }}>
      <AntApp>
        <Frame pages={pages}>
          <Suspense fallback={<Waiting />}>
            <Routes>
              {pages.map(({ path, Element }) => (
                <Route key={path} path={path} element={<Element />} />
              ))}
              <Route path="*" element={<NotFound />} />
            </Routes>
          </Suspense>
        </Frame>
      </AntApp>
    </ConfigProvider>
  );
}

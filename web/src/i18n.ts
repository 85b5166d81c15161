// Two languages, each namespace a file of its own that is fetched when a page first needs it.
import i18next, { type BackendModule } from "i18next";
import { initReactI18next } from "react-i18next";

export type Language = "en" | "zh";

const files = import.meta.glob<{ default: Record<string, unknown> }>("./locales/*/*.json");
const kKept = "tidegate.language";

const from_files: BackendModule = {
  type: "backend",
  init: () => undefined,
  read: (language, namespace, done) => {
    const load = files[`./locales/${language}/${namespace}.json`];
    if (!load) return done(new Error(`no texts ${language}/${namespace}`), false);
    load().then(
      (file) => done(null, file.default),
      (error: Error) => done(error, false),
    );
  },
};

function kept(): string | null {
  try {
    return localStorage.getItem(kKept);
  } catch {
    return null; // storage is shut off: the browser's language decides
  }
}

export function language(): Language {
  return i18next.language === "zh" ? "zh" : "en";
}

function show_language(): void {
  document.documentElement.lang = language() === "zh" ? "zh-CN" : "en";
}

export async function choose_language(to: Language): Promise<void> {
  await i18next.changeLanguage(to);
  try {
    localStorage.setItem(kKept, to);
  } catch {
    return; // not kept: it holds for this visit
  }
}

export async function begin_languages(): Promise<void> {
  const first = kept() ?? (navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en");
  i18next.on("languageChanged", show_language);
  await i18next
    .use(from_files)
    .use(initReactI18next)
    .init({
      lng: first === "zh" ? "zh" : "en",
      supportedLngs: ["en", "zh"],
      fallbackLng: false,
      ns: ["common"],
      defaultNS: "common",
      interpolation: { escapeValue: false },
      returnNull: false,
    });
  show_language();
}

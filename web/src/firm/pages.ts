import { kFirm } from "../api/roles";
import type { Page } from "../pages";

const kFiler = ["filer"] as const;

export const firm_pages: Page[] = [
  { path: "/", roles: kFirm, load: () => import("./home"), menu: { words: "home", icon: "home", order: 10 } },
  { path: "/filings/new", roles: kFiler, load: () => import("./new_filing"), menu: { words: "new_filing", icon: "new", order: 20 } },
  { path: "/filings/:filing/*", roles: kFirm, load: () => import("../filing/filing") },
  { path: "/cases/:case", roles: kFirm, load: () => import("../case/case") },
  { path: "/deadlines", roles: kFirm, load: () => import("./deadlines"), menu: { words: "deadlines", icon: "deadlines", order: 40 } },
];

import { kFirm } from "../api/roles";
import type { Page } from "../pages";

export const firm_pages: Page[] = [
  { path: "/", roles: kFirm, load: () => import("./home"), menu: { words: "home", icon: "home", order: 10 } },
];

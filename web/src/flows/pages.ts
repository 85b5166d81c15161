import type { Role } from "../api/types";
import type { Page } from "../pages";

const kWho: readonly Role[] = ["filer", "firm_admin", "officer", "lead", "auditor"];

export const flow_pages: Page[] = [{ path: "/flows", roles: kWho, load: () => import("./flows"), menu: { words: "flows", icon: "flows", order: 50 } }];

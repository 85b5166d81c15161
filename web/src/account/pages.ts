import { kPeople } from "../api/roles";
import type { Page } from "../pages";

export const account_pages: Page[] = [{ path: "/account", roles: kPeople, load: () => import("./account") }];

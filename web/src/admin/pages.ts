import type { Page } from "../pages";

export const admin_pages: Page[] = [];

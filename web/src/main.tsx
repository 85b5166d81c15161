import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app";
import { begin_languages } from "./i18n";
import "./style.css";

void begin_languages().then(() => {
  const root = document.getElementById("root");
  if (root) {
    createRoot(root).render(
      <StrictMode>
        <App />
      </StrictMode>,
    );
  }
});

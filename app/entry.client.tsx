import { RemixBrowser } from "@remix-run/react";
import { startTransition, StrictMode } from "react";
import { hydrateRoot } from "react-dom/client";

/**
 * To the router a place on the same page (the skip link, a field named by an error summary) is another page, one on which no form
 * was refused: all messages would go. The browser itself goes there, and the router hears nothing of it.
 */
addEventListener("popstate", (event) => {
  const shown = "__remixRouter" in window ? window.__remixRouter.state.location : null;
  const isNewPlace = event.state === null && shown?.pathname === location.pathname && shown.search === location.search;
  if (isNewPlace) event.stopImmediatePropagation();
}, { capture: true });

// Only organiser and leadership layouts send scripts (`handle = { app: true }`), so only they get here.
startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <RemixBrowser />
    </StrictMode>,
  );
});

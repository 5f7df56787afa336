/** A layout with `handle = { app: true }` makes its pages hydrate; everything else is a document without scripts (docs/decisions/002-documents.md). */
export const isAppPage = (matches: readonly { handle?: unknown }[]): boolean =>
  matches.some(({ handle }) => typeof handle === "object" && handle !== null && "app" in handle && handle.app === true);

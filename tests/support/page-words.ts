/** A page or its data without what is random in them, where a few digits stand by chance: ids, moments, the address of the app. */
export function withoutIds(text: string): string {
  return text.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b\d{13}\b|127\.0\.0\.1:\d+/g, "");
}

/** The text of a page as a reader meets it: scripts, tags and React's comments out, blanks folded. */
export function pageWords(html: string): string {
  return html.replace(/<script[\s\S]*?<\/script>/g, " ").replace(/<!--.*?-->/g, "").replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");
}

/** The text of a page as a reader meets it: scripts, tags and React's comments out, blanks folded. */
export function pageWords(html: string): string {
  return html.replace(/<script[\s\S]*?<\/script>/g, " ").replace(/<!--.*?-->/g, "").replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");
}

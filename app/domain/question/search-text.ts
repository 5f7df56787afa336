import { searchForm } from "../shared/text";

/** What a search over the bank looks through: code, content and citation in search form. */
export function questionSearchText(question: { readonly code: string | null; readonly content: string; readonly citation: string }): string {
  return searchForm([question.code ?? "", question.content, question.citation].join(" "));
}

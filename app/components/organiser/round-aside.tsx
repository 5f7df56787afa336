import type { ReactNode } from "react";
import type { ChecklistKey, ChecklistState } from "~/domain/contest/opening-checklist";
import { Tick } from "./setup-steps";

export type ChecklistLine = { readonly key: ChecklistKey; readonly state: ChecklistState; readonly text: string };

const marks: Record<ChecklistState, { label: string; sign: ReactNode }> = {
  done: { label: "Đủ", sign: <Tick /> },
  missing: { label: "Còn thiếu", sign: "!" },
  warning: { label: "Lưu ý", sign: "!" },
};

type ChecklistProps = { items: readonly ChecklistLine[]; /** Where the questions of an item are seen. */ links: Partial<Record<ChecklistKey, { readonly text: string; readonly href: string }>> };

/** What a round lacks before it may open, and what to look at first. */
export function OpeningChecklist({ items, links }: ChecklistProps) {
  return (
    <ul className="checklist">
      {items.map((item) => (
        <li key={item.key + item.text} className={item.state}>
          <span className="check-mark" aria-hidden="true">{marks[item.state].sign}</span>
          <span><span className="visually-hidden">{marks[item.state].label}: </span>{item.text}<ItemLink link={links[item.key]} /></span>
        </li>
      ))}
    </ul>
  );
}

function ItemLink({ link }: { link: ChecklistProps["links"][ChecklistKey] }) {
  return link ? <> <a href={link.href}>{link.text}</a></> : null;
}

/** The rules as participants will read them. */
export function RuleText({ sentences, note }: { sentences: readonly string[]; note: string }) {
  return (
    <section className="card stack">
      <h2 className="card-title">Thể lệ</h2>
      <p className="muted small">{note}</p>
      <ol className="rule-text">{sentences.map((sentence) => <li key={sentence}>{sentence}</li>)}</ol>
    </section>
  );
}

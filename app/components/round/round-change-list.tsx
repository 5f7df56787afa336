import { formatMoment, type Instant } from "~/domain/shared/time";

export type ToldChangeItem = { readonly at: Instant; readonly sentences: readonly string[]; readonly reason: string; /** For organisers. */ readonly changedBy?: string | null };

/** What was changed of a round, when and why, newest first; the same words for participants and organisers. */
export function RoundChangeList({ changes }: { changes: readonly ToldChangeItem[] }) {
  return (
    <ul className="changes">
      {changes.map(({ at, sentences, reason, changedBy }) => (
        <li className="note" key={at}>
          {sentences.map((sentence) => <p key={sentence}><b>{sentence}</b></p>)}
          <p>Lý do: {reason}</p>
          <p className="small muted num">Ban Tổ chức thay đổi lúc {formatMoment(at)}{changedBy && ` (${changedBy})`}</p>
        </li>
      ))}
    </ul>
  );
}

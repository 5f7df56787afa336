import type { ChangeNotice } from "~/domain/contest/round-change";
import { formatMoment } from "~/domain/shared/time";

/** What was changed of a round, when and why, newest first; the same words for participants and organisers. */
export function RoundChangeList({ changes }: { changes: readonly ChangeNotice[] }) {
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

import type { RoundPhase } from "~/domain/contest/phase";
import { RoundPhaseTag } from "~/components/round/round-phase-tag";

type Use = { readonly roundId: string; readonly roundName: string; readonly href: string; readonly phase: RoundPhase; readonly attempts: number; readonly persons: number; readonly mayDraw: boolean; readonly isRevealed: boolean };

/** Rounds that have used a question or may draw it, and what its known key means for those to come. */
export function QuestionUse({ uses, exposed }: { uses: readonly Use[]; exposed: readonly { readonly roundName: string }[] }) {
  return (
    <section className="stack">
      <h2>Dùng ở đâu</h2>
      {exposed.length > 0 && (
        <p className="note">
          <b>Đáp án câu này đã lộ</b> ở kỳ thi trước, mà {exposed.map(({ roundName }) => `“${roundName}”`).join(", ")} vẫn có thể rút vào đề. Nên ngừng dùng hoặc thay bằng câu khác.
        </p>
      )}
      {uses.length === 0 && <p className="muted">Chưa kỳ thi nào dùng câu này, và không ma trận đề nào đang chờ rút câu này.</p>}
      <ul className="uses-list">
        {uses.map((use) => (
          <li key={use.roundId} className="row">
            <a href={use.href}>{use.roundName}</a> <RoundPhaseTag phase={use.phase} />
            {use.attempts > 0 && <span className="num">{use.attempts} lượt thi của {use.persons} người</span>}
            {use.mayDraw && <span className="muted">có thể rút vào đề</span>}
            {use.isRevealed && <span className="tag warn">Đã lộ đáp án</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

import type { RoundPhase } from "~/domain/contest/phase";
import { formatClosing, formatInstant, type Instant } from "~/domain/shared/time";
import { RoundPhaseTag } from "~/components/round/round-phase-tag";

export type RoundItem = {
  readonly roundId: string;
  readonly name: string;
  readonly isTrial: boolean;
  readonly phase: RoundPhase;
  readonly opensAt: Instant;
  readonly closesAt: Instant;
  readonly minutes: number;
  readonly publishedAt: Instant | null;
  readonly persons: number;
  readonly attempts: number;
  readonly href: string;
  /** Pages about its results, where there are any. */
  readonly links: readonly { readonly label: string; readonly href: string }[];
};

/** Rounds in the committee's order, each with what it is now and what it has received. */
export function RoundList({ rounds }: { rounds: readonly RoundItem[] }) {
  return (
    <ul className="round-list">
      {rounds.map((round) => (
        <li key={round.roundId} className="card">
          <div className="round-head">
            <h3><a href={round.href}>{round.name}</a></h3>
            <p className="row tags">
              <RoundPhaseTag phase={round.phase} />
              {round.isTrial && <span className="tag mute">Thi thử</span>}
              {round.publishedAt !== null && <span className="tag">Đã công bố</span>}
            </p>
          </div>
          <p className="muted num">
            {round.phase === "cancelled" && "Trước khi hủy: "}<span className="nb">{formatInstant(round.opensAt)}</span> – <span className="nb">{formatClosing(round.closesAt)}</span> · <span className="nb">{round.minutes} phút</span>
          </p>
          {round.attempts > 0 && <p className="num">{round.persons} người đã vào thi · {round.attempts} lượt</p>}
          {round.links.length > 0 && (
            <p className="row round-links">{round.links.map((link) => <a key={link.href} href={link.href}>{link.label}</a>)}</p>
          )}
        </li>
      ))}
    </ul>
  );
}

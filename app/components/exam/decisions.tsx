import { formatInstant, type Instant } from "~/domain/shared/time";

export type Decision = { number: number; at: Instant; sentence: string; reason: string };

/** What the committee has decided about a person's attempts outside the rules, told to that person with the reason. */
export function Decisions({ decisions }: { decisions: readonly Decision[] }) {
  return decisions.map(({ number, at, sentence, reason }) => (
    <p key={`${number} ${at}`} className="note">
      <b>Lượt {number}.</b> {sentence} Lý do: {reason} <span className="muted small num">({formatInstant(at)})</span>
    </p>
  ));
}

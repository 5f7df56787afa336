import type { RoundPhase } from "~/domain/contest/phase";
import { phaseLabels } from "~/domain/contest/phase-words";

const tones: Record<RoundPhase, string> = { draft: "tag mute", cancelled: "tag err", before: "tag warn", open: "tag", finishing: "tag warn", grace: "tag warn", closed: "tag mute" };

/** What a round is now. */
export function RoundPhaseTag({ phase }: { phase: RoundPhase }) {
  return <span className={tones[phase]}>{phaseLabels[phase]}</span>;
}

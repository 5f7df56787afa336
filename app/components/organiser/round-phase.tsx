import type { RoundPhase } from "~/domain/contest/phase";

const phases: Record<RoundPhase, { text: string; tone: string }> = {
  draft: { text: "Bản nháp", tone: "tag mute" },
  cancelled: { text: "Đã hủy", tone: "tag err" },
  before: { text: "Sắp mở", tone: "tag warn" },
  open: { text: "Đang mở", tone: "tag" },
  grace: { text: "Đang thu bài", tone: "tag warn" },
  closed: { text: "Đã đóng", tone: "tag mute" },
};

/** What a round is now, for organisers. */
export function RoundPhaseTag({ phase }: { phase: RoundPhase }) {
  const { text, tone } = phases[phase];
  return <span className={tone}>{text}</span>;
}

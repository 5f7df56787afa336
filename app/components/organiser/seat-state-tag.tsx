import { type SeatState, seatStateLabel } from "~/domain/attempt/presence";

const tones: Record<SeatState, string> = { "not-started": "tag mute", "in-progress": "tag", submitted: "tag mute", expired: "tag warn", void: "tag err" };

export function SeatStateTag({ state, isCancelled }: { state: SeatState; /** The round. */ isCancelled: boolean }) {
  return <span className={isCancelled && state === "in-progress" ? "tag mute" : tones[state]}>{seatStateLabel(state, { isCancelled })}</span>;
}

import { type SeatState, seatStateLabels } from "~/domain/attempt/presence";

const tones: Record<SeatState, string> = { "not-started": "tag mute", "in-progress": "tag", submitted: "tag mute", expired: "tag warn", void: "tag err" };

export function SeatStateTag({ state }: { state: SeatState }) {
  return <span className={tones[state]}>{seatStateLabels[state]}</span>;
}

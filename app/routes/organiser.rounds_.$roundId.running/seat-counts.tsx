import { seatStateLabel, seatStateLabels, seatStates } from "~/domain/attempt/presence";
import { formatCount } from "~/domain/shared/count";

type Counts = Record<(typeof seatStates)[number] | "silent" | "voided", number>;
type Props = { counts: Counts; /** The round: then nobody is expected or silent. */ isCancelled: boolean; current: keyof Counts | null; hrefOf: (state: keyof Counts | null) => string };

/** The counts are the filter: each leads to its people. Silent people are some of those in progress, and a void attempt may have another after it, so these two don't add to the total. */
export function SeatCountLinks({ counts, isCancelled, current, hrefOf }: Props) {
  const all = seatStates.reduce((sum, state) => sum + counts[state], 0);
  const tiles: { key: keyof Counts | null; label: string; count: number }[] = [
    { key: null, label: "Tất cả", count: all },
    ...(isCancelled ? [] : [{ key: "not-started" as const, label: seatStateLabels["not-started"], count: counts["not-started"] }]),
    { key: "in-progress", label: seatStateLabel("in-progress", { isCancelled }), count: counts["in-progress"] },
    ...(isCancelled ? [] : [{ key: "silent" as const, label: "trong đó mất tín hiệu", count: counts.silent }]),
    { key: "submitted", label: seatStateLabels.submitted, count: counts.submitted },
    { key: "expired", label: "Hết giờ", count: counts.expired },
    { key: "voided", label: "Có lượt bị hủy", count: counts.voided },
  ];
  return (
    <nav className="seat-counts no-print" aria-label="Lọc theo tình trạng">
      {tiles.map(({ key, label, count }) => (
        <a key={key ?? "all"} href={hrefOf(key)} aria-current={key === current ? "true" : undefined} className={key === "silent" && count > 0 ? "alert" : undefined}>
          <b>{formatCount(count)}</b><span>{label}</span>
        </a>
      ))}
    </nav>
  );
}

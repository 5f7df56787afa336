/** “9:05”, “1:02:09”: seconds are rounded up, so zero shows only when the time is over. */
export function clockLabel(remainingMs: number): string {
  const total = Math.max(0, Math.ceil(remainingMs / 1_000));
  const hours = Math.trunc(total / 3_600);
  const minutes = Math.trunc((total % 3_600) / 60);
  const seconds = String(total % 60).padStart(2, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${seconds}` : `${minutes}:${seconds}`;
}

import { Bar, BarChart, type BarShapeProps, CartesianGrid, Tooltip, XAxis, YAxis } from "recharts";
import { useWidth } from "./use-width";

/** New persons per day, week or month; the bar of the current one stands out, since it is not over. */
export type TrendBar = { readonly label: string; readonly tick: string; readonly newPersons: number; readonly attempts: number; readonly isCurrent: boolean };

const height = 220;

/** `current` names the current period: “hôm nay”. */
export default function TrendBars({ label, current, periods }: { label: string; current: string; periods: readonly TrendBar[] }) {
  const [ref, width] = useWidth<HTMLDivElement>();
  const ticks = new Map(periods.map((period) => [period.label, period.tick]));
  return (
    <div ref={ref} className="trend-bars" role="img" aria-label={label}>
      {width > 0 && (
        <BarChart width={width} height={height} data={[...periods]} accessibilityLayer={false} margin={{ top: 8, right: 4, bottom: 0, left: 0 }}>
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis dataKey="label" tickFormatter={(period: string) => ticks.get(period) ?? ""} tickLine={false} axisLine={{ stroke: "var(--line-strong)" }} minTickGap={28} interval="preserveStartEnd" />
          <YAxis allowDecimals={false} width={36} tickLine={false} axisLine={false} />
          <Tooltip cursor={{ className: "cursor" }} isAnimationActive={false} content={({ active, payload }) => (active ? <PeriodCard period={payload[0]?.payload as TrendBar | undefined} current={current} /> : null)} />
          <Bar dataKey="newPersons" maxBarSize={28} isAnimationActive={false} shape={PeriodBar} />
        </BarChart>
      )}
    </div>
  );
}

function PeriodBar({ x, y, width, height: barHeight, payload }: BarShapeProps) {
  return <rect className={(payload as TrendBar).isCurrent ? "day today" : "day"} x={x} y={y} width={width} height={Math.max(0, barHeight)} rx={2} />;
}

function PeriodCard({ period, current }: { period: TrendBar | undefined; current: string }) {
  if (!period) return null;
  return (
    <div className="chart-card">
      <b>{period.label}{period.isCurrent ? ` (${current})` : ""}</b>
      <span>{period.newPersons} người mới tham gia</span>
      <span>{period.attempts} lượt thi</span>
    </div>
  );
}

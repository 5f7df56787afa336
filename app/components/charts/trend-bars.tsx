import { Bar, BarChart, type BarShapeProps, CartesianGrid, Tooltip, XAxis, YAxis } from "recharts";
import { type Day, formatDay } from "../../domain/shared/time";
import { useWidth } from "./use-width";

/** New persons per day; today's bar stands out, since the day is not over. */
export type TrendBar = { readonly day: Day; readonly newPersons: number; readonly attempts: number; readonly isToday: boolean };

const height = 220;

export default function TrendBars({ label, days }: { label: string; days: readonly TrendBar[] }) {
  const [ref, width] = useWidth<HTMLDivElement>();
  return (
    <div ref={ref} className="trend-bars" role="img" aria-label={label}>
      {width > 0 && (
        <BarChart width={width} height={height} data={[...days]} accessibilityLayer={false} margin={{ top: 8, right: 4, bottom: 0, left: 0 }}>
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis dataKey="day" tickFormatter={dayAndMonth} tickLine={false} axisLine={{ stroke: "var(--line-strong)" }} minTickGap={28} interval="preserveStartEnd" />
          <YAxis allowDecimals={false} width={36} tickLine={false} axisLine={false} />
          <Tooltip cursor={{ className: "cursor" }} isAnimationActive={false} content={({ active, payload }) => (active ? <DayCard day={payload[0]?.payload as TrendBar | undefined} /> : null)} />
          <Bar dataKey="newPersons" maxBarSize={28} isAnimationActive={false} shape={DayBar} />
        </BarChart>
      )}
    </div>
  );
}

const dayAndMonth = (day: Day) => formatDay(day).slice(0, 5);

function DayBar({ x, y, width, height: barHeight, payload }: BarShapeProps) {
  return <rect className={(payload as TrendBar).isToday ? "day today" : "day"} x={x} y={y} width={width} height={Math.max(0, barHeight)} rx={2} />;
}

function DayCard({ day }: { day: TrendBar | undefined }) {
  if (!day) return null;
  return (
    <div className="chart-card">
      <b>{formatDay(day.day)}{day.isToday ? " (hôm nay)" : ""}</b>
      <span>{day.newPersons} người mới tham gia</span>
      <span>{day.attempts} lượt thi</span>
    </div>
  );
}

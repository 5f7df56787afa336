import { Bar, BarChart, type BarShapeProps, Text, XAxis, YAxis } from "recharts";
import { useWidth } from "./use-width";

/** One bar per unit, each row a link to the unit: name, rate and count beside the bar, on a phone above and below it. */
export type UnitBar = {
  readonly id: string;
  readonly name: string;
  readonly href: string;
  /** 0–100; what lies above is drawn as 100. */
  readonly percent: number;
  readonly rate: string;
  readonly count: string;
  readonly isLow: boolean;
};

type Layout = {
  readonly isWide: boolean;
  readonly row: number;
  readonly left: number;
  readonly nameWidth: number;
  readonly fontSize: number;
  readonly rateWidth: number;
  readonly countWidth: number;
};

const wideFrom = 540;
/** Only on a projector, where the style sheet sets the figures as large (leadership.css). */
const largeFrom = 840;
const gap = 16;
const barHeight = 18;
const widestLetter = 8;

/** Names beside the bars, in at most two lines; on a phone above them, in two lines only where one of the names needs them. */
function layoutFor(width: number, bars: readonly UnitBar[]): Layout {
  const isLarge = width >= largeFrom;
  const [nameWidth, fontSize, rateWidth, digitWidth] = isLarge ? [380, 19, 76, 10] : [268, 15, 58, 8];
  const text = { nameWidth, fontSize, rateWidth, countWidth: gap / 2 + digitWidth * Math.max(5, ...bars.map(({ count }) => count.length)) };
  if (width >= wideFrom) return { ...text, isWide: true, row: isLarge ? 56 : 44, left: nameWidth + gap };
  const isLong = bars.some(({ name }) => name.length * widestLetter > width);
  return { ...text, isWide: false, row: isLong ? 80 : 60, left: 0 };
}

const rightOf = ({ rateWidth, countWidth }: Layout) => gap + rateWidth + countWidth;

export default function UnitBars({ label, bars }: { label: string; bars: readonly UnitBar[] }) {
  const [ref, width] = useWidth<HTMLDivElement>();
  const layout = layoutFor(width, bars);
  return (
    <div ref={ref} className="unit-bars" role="group" aria-label={label}>
      {width > 0 && (
        <BarChart
          width={width} height={bars.length * layout.row} data={[...bars]} layout="vertical" accessibilityLayer={false}
          margin={{ top: 0, bottom: 0, left: layout.left, right: rightOf(layout) }}
        >
          <XAxis type="number" domain={[0, 100]} hide />
          <YAxis type="category" dataKey="id" hide width={0} />
          <Bar dataKey="percent" barSize={barHeight} isAnimationActive={false} shape={(props: BarShapeProps) => <Row {...props} chartWidth={width} layout={layout} />} />
        </BarChart>
      )}
    </div>
  );
}

function Row({ payload, width, y, chartWidth, layout }: BarShapeProps & { chartWidth: number; layout: Layout }) {
  const { isWide, row, left, nameWidth, fontSize, countWidth } = layout;
  const bar = payload as UnitBar;
  // why: Recharts measures words at the page's 16 px, whatever size they are set in.
  const measuredWidth = fontSize > 16 ? (nameWidth * 16) / fontSize : nameWidth;
  const middle = y + barHeight / 2;
  const barY = isWide ? y : middle + row / 2 - barHeight - 8;
  return (
    <a href={bar.href} className={bar.isLow ? "unit-bar low" : "unit-bar"} aria-label={`${bar.name}: ${bar.rate}, ${bar.count} người`}>
      <rect className="hit" x={0} y={middle - row / 2} width={chartWidth} height={row} rx={4} />
      <Text
        className="name" x={0} y={isWide ? middle : barY - 6} width={isWide ? measuredWidth : chartWidth} verticalAnchor={isWide ? "middle" : "end"}
        maxLines={2} lineHeight="1.3em" style={{ fontSize }}
      >
        {bar.name}
      </Text>
      <rect className="track" x={left} y={barY} width={chartWidth - left - rightOf(layout)} height={barHeight} rx={4} />
      <rect className="fill" x={left} y={barY} width={Math.max(0, width)} height={barHeight} rx={4} />
      <text x={chartWidth - countWidth} y={barY + barHeight / 2} textAnchor="end" dominantBaseline="central">{bar.rate}</text>
      <text className="count" x={chartWidth} y={barY + barHeight / 2} textAnchor="end" dominantBaseline="central">{bar.count}</text>
    </a>
  );
}

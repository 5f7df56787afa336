import { Bar, BarChart, type BarShapeProps, XAxis, YAxis } from "recharts";
import { useWidth } from "./use-width";
import { textMeasureOf, wrapName } from "./wrap-name";

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

/** Recharts spaces bars evenly; here each row is as high as its name needs. */
type RowPlace = { readonly top: number; readonly height: number; readonly lines: readonly string[] };

type Layout = {
  readonly isWide: boolean;
  readonly left: number;
  readonly lineHeight: number;
  /** Of all rows together. */
  readonly height: number;
  /** By the unit's id. */
  readonly rows: ReadonlyMap<string, RowPlace>;
  readonly rateWidth: number;
  readonly countWidth: number;
};

const wideFrom = 540;
/** Only on a projector, where the style sheet sets the figures as large (leadership.css). */
const largeFrom = 840;
const gap = 16;
const barHeight = 18;
/** Of a bar, its name and the space around them on a phone. */
const barWithSpace = 40;

/** Names beside the bars, on a phone above them, whole. */
function layoutFor(element: Element, width: number, bars: readonly UnitBar[]): Layout {
  const isLarge = width >= largeFrom;
  const [nameWidth, fontSize, rateWidth, digitWidth] = isLarge ? [380, 19, 76, 10] : [268, 15, 58, 8];
  const isWide = width >= wideFrom;
  const widthOf = textMeasureOf(element, fontSize);
  const lineHeight = Math.round(fontSize * 1.3);
  const heightOf = (lines: number) => (isWide ? Math.max(isLarge ? 56 : 44, lines * lineHeight + gap / 4) : barWithSpace + lines * lineHeight);
  const rows = new Map<string, RowPlace>();
  let top = 0;
  for (const { id, name } of bars) {
    const lines = wrapName(name, isWide ? nameWidth : width, widthOf);
    rows.set(id, { top, height: heightOf(lines.length), lines });
    top += heightOf(lines.length);
  }
  const countWidth = gap / 2 + digitWidth * Math.max(5, ...bars.map(({ count }) => count.length));
  return { isWide, left: isWide ? nameWidth + gap : 0, lineHeight, height: top, rows, rateWidth, countWidth };
}

const rightOf = ({ rateWidth, countWidth }: Layout) => gap + rateWidth + countWidth;

export default function UnitBars({ label, bars }: { label: string; bars: readonly UnitBar[] }) {
  const [ref, width] = useWidth<HTMLDivElement>();
  const layout = width > 0 && ref.current ? layoutFor(ref.current, width, bars) : null;
  return (
    <div ref={ref} className="unit-bars" role="group" aria-label={label}>
      {layout !== null && (
        <BarChart
          width={width} height={layout.height} data={[...bars]} layout="vertical" accessibilityLayer={false}
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

function Row({ payload, width, chartWidth, layout }: BarShapeProps & { chartWidth: number; layout: Layout }) {
  const { isWide, left, rows, lineHeight, countWidth } = layout;
  const bar = payload as UnitBar;
  const row = rows.get(bar.id);
  if (row === undefined) return null;
  const { top, height, lines } = row;
  const middle = top + height / 2;
  const barY = isWide ? middle - barHeight / 2 : top + height - barHeight - 8;
  return (
    <a href={bar.href} className={bar.isLow ? "unit-bar low" : "unit-bar"} aria-label={`${bar.name}: ${bar.rate}, ${bar.count} người`}>
      <rect className="hit" x={0} y={top} width={chartWidth} height={height} rx={4} />
      <text className="name" dominantBaseline={isWide ? "central" : undefined}>
        {lines.map((line, index) => <tspan key={index} x={0} y={isWide ? middle + (index - (lines.length - 1) / 2) * lineHeight : barY - 6 - (lines.length - 1 - index) * lineHeight}>{line}</tspan>)}
      </text>
      <rect className="track" x={left} y={barY} width={chartWidth - left - rightOf(layout)} height={barHeight} rx={4} />
      <rect className="fill" x={left} y={barY} width={Math.max(0, width)} height={barHeight} rx={4} />
      <text x={chartWidth - countWidth} y={barY + barHeight / 2} textAnchor="end" dominantBaseline="central">{bar.rate}</text>
      <text className="count" x={chartWidth} y={barY + barHeight / 2} textAnchor="end" dominantBaseline="central">{bar.count}</text>
    </a>
  );
}

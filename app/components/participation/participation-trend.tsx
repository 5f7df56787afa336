import { lazy } from "react";
import { type TrendPeriod, type TrendStep, trendStepWords } from "../../domain/participation/trend-steps";
import { formatCount } from "../../domain/shared/count";
import { ChartFrame } from "../charts/chart-frame";

const TrendBars = lazy(() => import("../charts/trend-bars"));

/** One day, week or month; `label` is the whole of it, `tick` stands below its bar. */
export type TrendPeriodView = Omit<TrendPeriod, "firstDay" | "lastDay"> & { readonly label: string; readonly tick: string; readonly isCurrent: boolean };

type Props = { step: TrendStep; periods: readonly TrendPeriodView[]; roundName: string };

/** New persons by the period in which they started; the same figures, and the other numbers, as a table. */
export function ParticipationTrend({ step, periods, roundName }: Props) {
  const { noun, current } = trendStepWords[step];
  return (
    <ChartFrame table={<TrendTable step={step} periods={periods} roundName={roundName} />} tableName={tableName(step)}>
      <TrendBars label={`Số người mới tham gia theo ${noun}; bảng số liệu ở dưới`} current={current} periods={periods} />
      {periods.some(({ isCurrent }) => isCurrent) && <p className="small muted legend"><i className="swatch today" aria-hidden="true" />{sentenceCase(current)}, chưa hết {noun}</p>}
    </ChartFrame>
  );
}

const tableName = (step: TrendStep) => `Bảng số liệu theo ${trendStepWords[step].noun}`;
const sentenceCase = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function TrendTable({ step, periods, roundName }: Props) {
  const total = (count: (period: TrendPeriodView) => number) => formatCount(periods.reduce((sum, period) => sum + count(period), 0));
  return (
    <div className="scroll tall" role="region" aria-label={tableName(step)} tabIndex={0}>
      <table>
        <thead>
          <tr className="print-only round"><th colSpan={5}>{roundName}</th></tr>
          <tr>
            <th scope="col">{sentenceCase(trendStepWords[step].noun)}</th><th scope="col" className="r">Người mới</th><th scope="col" className="r">Cộng dồn</th><th scope="col" className="r">Lượt thi</th><th scope="col" className="r">Bài hợp lệ</th>
          </tr>
        </thead>
        <tbody>
          {periods.map((period) => (
            <tr key={period.label}>
              <th scope="row" className="num">{period.label}</th>
              <td className="r">{formatCount(period.newPersons)}</td>
              <td className="r">{formatCount(period.personsSoFar)}</td>
              <td className="r">{formatCount(period.attempts)}</td>
              <td className="r">{formatCount(period.validEntries)}</td>
            </tr>
          ))}
          <tr className="total">
            <th scope="row">Tổng cộng</th>
            <td className="r">{total((period) => period.newPersons)}</td>
            <td className="r" />
            <td className="r">{total((period) => period.attempts)}</td>
            <td className="r">{total((period) => period.validEntries)}</td>
          </tr>
        </tbody>
      </table>
    </div>
  );
}

import { lazy } from "react";
import { formatCount } from "../../domain/shared/count";
import { type Day, formatDay } from "../../domain/shared/time";
import { ChartFrame } from "../charts/chart-frame";

const TrendBars = lazy(() => import("../charts/trend-bars"));

export type TrendDayView = {
  readonly day: Day;
  readonly isToday: boolean;
  readonly newPersons: number;
  readonly attempts: number;
  readonly validEntries: number;
  readonly personsSoFar: number;
};

type Props = { days: readonly TrendDayView[]; roundName: string };

/** New persons by the day they started; the same figures, and the other numbers, as a table. */
export function DailyTrend({ days, roundName }: Props) {
  return (
    <ChartFrame table={<TrendTable days={days} roundName={roundName} />} tableName="Bảng số liệu theo ngày">
      <TrendBars label="Số người mới tham gia theo ngày; bảng số liệu ở dưới" days={days} />
      {days.some((day) => day.isToday) && <p className="small muted legend"><i className="swatch today" aria-hidden="true" />Hôm nay, chưa hết ngày</p>}
    </ChartFrame>
  );
}

function TrendTable({ days, roundName }: Props) {
  const total = (count: (day: TrendDayView) => number) => formatCount(days.reduce((sum, day) => sum + count(day), 0));
  return (
    <div className="scroll tall" role="region" aria-label="Bảng số liệu theo ngày" tabIndex={0}>
      <table>
        <thead>
          <tr className="print-only round"><th colSpan={5}>{roundName}</th></tr>
          <tr>
            <th scope="col">Ngày</th><th scope="col" className="r">Người mới</th><th scope="col" className="r">Cộng dồn</th><th scope="col" className="r">Lượt thi</th><th scope="col" className="r">Bài hợp lệ</th>
          </tr>
        </thead>
        <tbody>
          {days.map((day) => (
            <tr key={day.day}>
              <th scope="row" className="num">{formatDay(day.day)}</th>
              <td className="r">{formatCount(day.newPersons)}</td>
              <td className="r">{formatCount(day.personsSoFar)}</td>
              <td className="r">{formatCount(day.attempts)}</td>
              <td className="r">{formatCount(day.validEntries)}</td>
            </tr>
          ))}
          <tr className="total">
            <th scope="row">Tổng cộng</th>
            <td className="r">{total((day) => day.newPersons)}</td>
            <td className="r" />
            <td className="r">{total((day) => day.attempts)}</td>
            <td className="r">{total((day) => day.validEntries)}</td>
          </tr>
        </tbody>
      </table>
    </div>
  );
}

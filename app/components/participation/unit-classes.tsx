import { lazy } from "react";
import { basisLabels } from "../../domain/participation/basis";
import { formatRate } from "../../domain/participation/rate";
import { formatCount } from "../../domain/shared/count";
import { ChartFrame } from "../charts/chart-frame";
import type { ParticipationFigures } from "./figure-strip";

const UnitBars = lazy(() => import("../charts/unit-bars"));

export type UnitLineView = {
  readonly unitId: string;
  readonly name: string;
  /** The unit without the units below it. */
  readonly isOwnOnly: boolean;
  readonly href: string;
  readonly isLow: boolean;
  readonly figures: ParticipationFigures;
};
export type UnitClassView = { readonly typeId: string; readonly name: string; readonly lines: readonly UnitLineView[] };

type Props = {
  classes: readonly UnitClassView[];
  /** Of all the lines together. */
  total: ParticipationFigures;
  roundName: string;
  lowRatePercent: number;
};

/** Units by class, each class best rate first: bars that lead to the unit, and the same figures as a table. */
export function UnitClasses({ classes, total, roundName, lowRatePercent }: Props) {
  const hasLow = classes.some(({ lines }) => lines.some(({ isLow, figures }) => isLow && figures.entered > 0));
  return (
    <ChartFrame table={<UnitTable classes={classes} total={total} roundName={roundName} />} tableName="Bảng số liệu theo đơn vị">
      {hasLow && <p className="small muted legend"><i className="swatch" aria-hidden="true" />Tỷ lệ dưới {lowRatePercent}%</p>}
      {classes.map((each) => (
        <section className="unit-class" key={each.typeId}>
          <h3>{each.name}</h3>
          <UnitBars label={`Tỷ lệ tham gia: ${each.name}`} bars={each.lines.map(barOf)} />
        </section>
      ))}
    </ChartFrame>
  );
}

function barOf({ unitId, href, isLow, figures, ...line }: UnitLineView) {
  const { eligible, entered } = figures;
  return {
    id: unitId, href, isLow,
    name: nameOf(line),
    percent: eligible === null || eligible === 0 ? 0 : Math.min(100, (entered * 100) / eligible),
    rate: formatRate(entered, eligible),
    count: `${formatCount(entered)}/${eligible === null ? "?" : formatCount(eligible)}`,
  };
}

function nameOf({ name, isOwnOnly }: Pick<UnitLineView, "name" | "isOwnOnly">): string {
  return isOwnOnly ? `${name} (riêng\u00a0cơ\u00a0quan)` : name;
}

function UnitTable({ classes, total, roundName }: Omit<Props, "lowRatePercent">) {
  return (
    <div className="scroll" role="region" aria-label="Bảng số liệu theo đơn vị" tabIndex={0}>
      <table className="units">
        <thead>
          <tr className="print-only round"><th colSpan={7}>{roundName}</th></tr>
          <tr>
            <th scope="col">Đơn vị</th><th scope="col" className="r">Tỷ lệ</th><th scope="col" className="r">Đã tham gia</th><th scope="col" className="r">{basisLabels[total.basis]}</th>
            <th scope="col" className="r">Chưa tham gia</th><th scope="col" className="r">Lượt thi</th><th scope="col" className="r">Bài hợp lệ</th>
          </tr>
        </thead>
        {classes.map((each) => (
          <tbody key={each.typeId}>
            <tr className="class"><th scope="colgroup" colSpan={7}>{each.name}</th></tr>
            {each.lines.map((line) => <UnitRow key={line.unitId} line={line} />)}
          </tbody>
        ))}
        <tbody>
          <tr className="total"><th scope="row">Tổng cộng</th><FigureCells figures={total} /></tr>
        </tbody>
      </table>
    </div>
  );
}

function UnitRow({ line }: { line: UnitLineView }) {
  return <tr><th scope="row"><a href={line.href}>{nameOf(line)}</a></th><FigureCells figures={line.figures} /></tr>;
}

function FigureCells({ figures: { eligible, entered, notEntered, attempts, validEntries } }: { figures: ParticipationFigures }) {
  return (
    <>
      <td className="r">{formatRate(entered, eligible)}</td>
      <td className="r">{formatCount(entered)}</td>
      <td className="r">{eligible === null ? "–" : formatCount(eligible)}</td>
      <td className="r">{notEntered === null ? "–" : formatCount(notEntered)}</td>
      <td className="r">{formatCount(attempts)}</td>
      <td className="r">{formatCount(validEntries)}</td>
    </>
  );
}

import { TableFrame } from "~/components/ui/table-frame";
import { type ImportKind, importKindLabels } from "~/domain/sheets/import-kind";
import type { PlanSummary } from "~/domain/sheets/plan";
import { formatInstant, type Instant } from "~/domain/shared/time";

export type ImportState = "unmapped" | "planned" | "committed" | "undone";

export type HistoryItem = {
  readonly id: string;
  readonly kind: ImportKind;
  readonly fileName: string;
  readonly state: ImportState;
  readonly at: Instant;
  readonly by: string | null;
  readonly summary: PlanSummary | null;
  readonly href: string;
};

const states: Record<ImportState, { text: string; tone: string }> = {
  unmapped: { text: "Chưa chọn cột", tone: "tag warn" },
  planned: { text: "Chưa ghi", tone: "tag warn" },
  committed: { text: "Đã ghi", tone: "tag" },
  undone: { text: "Đã hoàn tác", tone: "tag mute" },
};

/** What was uploaded, and what has become of it last. */
export function ImportHistory({ items }: { items: readonly HistoryItem[] }) {
  return (
    <TableFrame label="Các lần nhập" stacked>
      <table className="imports">
        <thead><tr><th>Tệp</th><th>Loại</th><th>Trạng thái</th><th>Lúc</th><th>Người thực hiện</th><th className="r">Tạo mới</th><th className="r">Thay đổi</th><th className="r">Từ chối</th></tr></thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.id}>
              <td className="lead"><a className="file-name" href={item.href}>{item.fileName}</a></td>
              <td>{importKindLabels[item.kind]}</td>
              <td><span className={states[item.state].tone}>{states[item.state].text}</span></td>
              <td className="num nb">{formatInstant(item.at)}</td>
              <td>{item.by ?? "Lệnh trên máy chủ"}</td>
              {(["create", "change", "rejected"] as const).map((outcome) => <td key={outcome} className="r num" data-label={countLabels[outcome]}>{item.summary?.[outcome] ?? "–"}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  );
}

const countLabels = { create: "Tạo mới", change: "Thay đổi", rejected: "Từ chối" } as const;

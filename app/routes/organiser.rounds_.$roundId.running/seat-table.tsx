import { SeatStateTag } from "~/components/organiser/seat-state-tag";
import { TableFrame } from "~/components/ui/table-frame";
import { type SeatState, seatTimeText } from "~/domain/attempt/presence";
import { type Instant, minuteMs } from "~/domain/shared/time";

type Seat = {
  personId: string;
  code: string;
  fullName: string;
  unitName: string;
  state: SeatState;
  isSilent: boolean;
  number: number | null;
  deadlineAt: Instant | null;
  submittedAt: Instant | null;
  lastSeenAt: Instant | null;
  isReopened: boolean;
  hasExtraTime: boolean;
  voidedBefore: number;
  answered: number | null;
  questions: number | null;
};

/** One page of people with the latest attempt of each. */
export function SeatTable({ seats, isCancelled, now, hrefOf }: { seats: readonly Seat[]; /** The round. */ isCancelled: boolean; now: Instant; hrefOf: (personId: string) => string }) {
  return (
    <TableFrame label="Người dự thi" stacked>
      <table className="seats">
        <thead><tr><th>Họ và tên</th><th>Đơn vị</th><th>Tình trạng</th><th className="r">Đã trả lời</th><th>Còn lại, lúc kết thúc</th><th>Tín hiệu gần nhất</th></tr></thead>
        <tbody>
          {seats.map((seat) => (
            <tr key={seat.personId}>
              <td className="lead"><a href={hrefOf(seat.personId)}>{seat.fullName}</a> <span className="muted small num">{seat.code}</span></td>
              <td data-label="Đơn vị">{seat.unitName}</td>
              <td className="nb" data-label="Tình trạng"><SeatStateTag state={seat.state} isCancelled={isCancelled} />{seat.number !== null && seat.number > 1 && <span className="muted small"> lượt {seat.number}</span>}{seat.voidedBefore > 0 && <p className="muted small">{seat.voidedBefore} lượt trước bị hủy</p>}</td>
              <td className="r" data-label="Đã trả lời">{seat.answered === null ? "" : `${seat.answered}/${seat.questions}`}</td>
              <td className="num" data-label="Thời gian">{seatTimeText(seat, now)}<Decided seat={seat} /></td>
              <td className="num" data-label="Tín hiệu">{seat.state === "in-progress" && <>{seat.isSilent && <span className="tag err">Mất tín hiệu</span>} {agoText(seat.lastSeenAt, now)}</>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  );
}

function Decided({ seat: { isReopened, hasExtraTime } }: { seat: Seat }) {
  const words = [...(isReopened ? ["đã mở lại"] : []), ...(hasExtraTime ? ["được thêm giờ"] : [])];
  return words.length === 0 ? null : <span className="muted small"> ({words.join(", ")})</span>;
}

function agoText(lastSeenAt: Instant | null, now: Instant): string {
  const ago = now - (lastSeenAt ?? now);
  return ago < minuteMs ? "dưới 1 phút trước" : `${Math.floor(ago / minuteMs)} phút trước`;
}

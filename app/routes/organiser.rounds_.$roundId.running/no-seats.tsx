import { EmptyState } from "~/components/ui/empty-state";
import { paths } from "~/http/paths";

/** Why the list of seats is empty, and what to do about it. */
export function NoSeats({ roundId, isFiltered, isCancelled }: { roundId: string; isFiltered: boolean; /** The round. */ isCancelled: boolean }) {
  if (isFiltered) return <EmptyState title="Không có ai phù hợp" action={<a className="btn quiet" href={paths.organiserRunning(roundId)}>Bỏ lọc</a>}>Thử ít từ hơn, hoặc bỏ bớt điều kiện lọc.</EmptyState>;
  if (isCancelled) return <EmptyState title="Không có lượt thi nào">Kỳ thi đã hủy trước khi có người vào thi.</EmptyState>;
  return <EmptyState title="Chưa có người dự thi" action={<a className="btn" href={paths.organiserPeople}>Đến danh sách người dự thi</a>}>Danh sách người dự thi của kỳ thi này đang trống.</EmptyState>;
}

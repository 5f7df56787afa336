type Props = { page: number; pageCount: number; total: number; noun: string; hrefOf: (page: number) => string };

/** Page links under a list. Pages count from 1; nothing is shown when there is one page only. */
export function Pager({ page, pageCount, total, noun, hrefOf }: Props) {
  if (pageCount <= 1) return null;
  return (
    <nav className="pager" aria-label="Trang">
      {page > 1 ? <a className="btn quiet small" href={hrefOf(page - 1)} rel="prev">Trang trước</a> : <span />}
      <p className="muted small num">Trang {page}/{pageCount} · {total} {noun}</p>
      {page < pageCount ? <a className="btn quiet small" href={hrefOf(page + 1)} rel="next">Trang sau</a> : <span />}
    </nav>
  );
}

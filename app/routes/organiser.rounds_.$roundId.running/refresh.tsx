import { useRevalidator } from "@remix-run/react";
import { useEffect, useState } from "react";
import { formatClockTime, formatMoment, type Instant } from "~/domain/shared/time";

const everyMs = 10_000;

/**
 * Of which moment the figures are, and how they get newer: by themselves while the round runs, unless paused; without JavaScript
 * by the link. A server that does not answer is named here and asked again, instead of taking the page away.
 */
export function Refresh({ asOf, isLive }: { asOf: Instant; isLive: boolean }) {
  const { isInBrowser, isPaused, isAway, pause } = useRefresh(isLive);
  return (
    <p className="row refresh no-print">
      <span className="num">Số liệu lúc <b>{formatClockTime(asOf)}</b><span className="visually-hidden"> ngày {formatMoment(asOf).slice(-10)}</span></span>
      {isAway && <span className="tag err" role="status">Mất kết nối, đang thử lại</span>}
      {isLive && isInBrowser && (
        <button type="button" className="btn quiet small" aria-pressed={isPaused} onClick={() => pause(!isPaused)}>{isPaused ? "Đang dừng – tiếp tục tự cập nhật" : "Dừng tự cập nhật"}</button>
      )}
      <a className="small" href="">Tải lại</a>
      {isLive && isInBrowser && !isPaused && <span className="muted small">Tự cập nhật mỗi {everyMs / 1000} giây.</span>}
    </p>
  );
}

function useRefresh(isLive: boolean) {
  const { revalidate } = useRevalidator();
  const [isInBrowser, setIsInBrowser] = useState(false);
  const [isPaused, pause] = useState(false);
  const [isAway, setIsAway] = useState(false);
  useEffect(() => setIsInBrowser(true), []);
  useEffect(() => {
    if (!isLive || isPaused) return undefined;
    const refresh = async () => {
      if (document.hidden) return;
      const isThere = await isServerThere();
      setIsAway(!isThere);
      if (isThere) revalidate();
    };
    const timer = setInterval(() => void refresh(), everyMs);
    return () => clearInterval(timer);
  }, [isLive, isPaused, revalidate]);
  return { isInBrowser, isPaused, isAway, pause };
}

/** Asked first, because a failed reading of the data would replace the page by an error. */
async function isServerThere(): Promise<boolean> {
  try {
    return (await fetch("/readyz", { cache: "no-store" })).ok;
  } catch {
    return false;
  }
}

/** Connection test of the start page: three small requests, so that a bad network is known before the clock runs. */
const place = document.getElementById("connection");
const slowMs = 2_000;

async function measure(): Promise<number> {
  const began = performance.now();
  const response = await fetch("/healthz", { cache: "no-store", signal: AbortSignal.timeout(8_000) });
  if (!response.ok) throw new Error(String(response.status));
  return performance.now() - began;
}

async function testConnection(): Promise<string> {
  try {
    const times = [await measure(), await measure(), await measure()].sort((a, b) => a - b);
    const middle = times[1] ?? 0;
    if (middle > slowMs) return `Kết nối chậm (${Math.round(middle / 100) / 10} giây mỗi lần gửi). Vẫn làm bài được; câu trả lời được giữ trên máy và gửi dần.`.replace(".", ",");
    return "Kết nối tốt.";
  } catch {
    return "Chưa kết nối được tới máy chủ. Hãy kiểm tra mạng trước khi bắt đầu.";
  }
}

if (place) {
  place.textContent = "Đang thử kết nối…";
  void testConnection().then((text) => {
    place.textContent = text;
  });
}

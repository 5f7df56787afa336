/** Thousands parted by dots: 12345 → “12.345”. */
export function formatCount(count: number | bigint): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ".");
}

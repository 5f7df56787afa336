/**
 * A result that many people ask for at once and that costs more the larger a contest is. It is computed once for all who wait,
 * and kept for a few times as long as it took: cheap results are fresh at every request, dear ones take a fixed share of a
 * processor at most. Kept per database handle and key; disposable, and the result says of which moment it is.
 */
const keptTimesCost = 5;
const longestKeptMs = 30_000;

type Kept = { readonly value: Promise<unknown>; endsAt: number };
const kept = new WeakMap<object, Map<string, Kept>>();

export function recently<Value>(owner: object, key: string, compute: () => Promise<Value>): Promise<Value> {
  const results = kept.get(owner) ?? new Map<string, Kept>();
  kept.set(owner, results);
  const startedAt = performance.now();
  for (const [other, { endsAt }] of results) if (endsAt <= startedAt) results.delete(other);
  const known = results.get(key);
  if (known) return known.value as Promise<Value>;
  const entry: Kept = { value: compute(), endsAt: Infinity };
  results.set(key, entry);
  entry.value.then(
    () => {
      const now = performance.now();
      entry.endsAt = now + Math.min(longestKeptMs, keptTimesCost * (now - startedAt));
    },
    () => results.delete(key),
  );
  return entry.value as Promise<Value>;
}

/** For whoever has just changed what it is made of; other processes find out when their time is over. */
export function forgetRecent(owner: object, key: string): void {
  kept.get(owner)?.delete(key);
}

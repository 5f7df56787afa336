import type postgres from "postgres";

/**
 * drizzle sends each statement as one never seen before: PostgreSQL parses and plans it anew, and the driver asks for its
 * types first and sends the values a round trip later. A text that comes again and again is prepared instead, once per
 * connection, and goes in one round trip.
 *
 * Invariant: PostgreSQL keeps what is prepared until the connection ends, so the number of texts is bounded; lists of
 * changing length make ever new texts and must not fill it.
 */
const repeatedFrom = 8;
const mostPrepared = 300;
const mostCounted = 2_000;
const longestText = 8_000;

export class RepeatedStatements {
  private readonly times = new Map<string, number>();
  private readonly prepared = new Set<string>();

  /** Counts this call. True as soon as the text is worth keeping, and from then on. */
  isRepeated(text: string): boolean {
    if (this.prepared.has(text)) return true;
    if (text.length > longestText || this.prepared.size >= mostPrepared) return false;
    const times = (this.times.get(text) ?? 0) + 1;
    if (times < repeatedFrom) {
      if (this.times.size >= mostCounted) this.times.clear();
      this.times.set(text, times);
      return false;
    }
    this.times.delete(text);
    this.prepared.add(text);
    return true;
  }
}

/** The same client, whose `unsafe` (drizzle's way to it), also inside transactions, prepares texts that repeat. */
export function prepareRepeated<Client extends postgres.Sql>(client: Client): Client {
  const statements = new RepeatedStatements();
  const unsafe = preparing(client.unsafe.bind(client), statements);
  const begin = client.begin.bind(client) as (options: string, callback: Scope) => Promise<unknown>;
  const within = (callback: Scope): Scope => (handle) => callback(withUnsafe(handle, preparing(handle.unsafe.bind(handle), statements)));
  client.unsafe = unsafe;
  client.begin = ((first: string | Scope, second?: Scope) => (typeof first === "string" ? begin(first, within(second as Scope)) : begin("", within(first)))) as Client["begin"];
  return client;
}

type Unsafe = postgres.Sql["unsafe"];
type Scope = (handle: postgres.TransactionSql) => unknown;

function preparing(unsafe: Unsafe, statements: RepeatedStatements): Unsafe {
  return ((text: string, parameters?: Parameters<Unsafe>[1], options?: postgres.UnsafeQueryOptions) =>
    unsafe(text, parameters, { ...options, prepare: options?.prepare === true || statements.isRepeated(text) })) as Unsafe;
}

const withUnsafe = (handle: postgres.TransactionSql, unsafe: Unsafe) => new Proxy(handle, { get: (target, key) => (key === "unsafe" ? unsafe : (Reflect.get(target, key) as unknown)) });

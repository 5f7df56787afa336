import type postgres from "postgres";
import { isConnectionFailure } from "./errors.server";
import { refuseUnsendable, valuesOfCall } from "./sendable";

/**
 * postgres.js can commit half a transaction: when the backend dies while a `begin()` callback waits for something
 * else, `begin()` rejects, the callback runs on, and its later queries (also the driver's own `rollback`) run on a new
 * connection, in autocommit or in the middle of somebody else's transaction (porsager/postgres #1155, #1186, #1215).
 *
 * Invariants of a guarded client: once a transaction has lost its connection or `begin()` has settled, its handle
 * sends nothing any more, and the driver is never told that the callback ended, so it sends nothing either.
 */
export class TransactionLostError extends Error {
  override readonly name = "TransactionLostError";
  readonly code = "CONNECTION_CLOSED";
  constructor() {
    super("The transaction has ended or lost its connection; nothing more is sent through its handle.");
  }
}

interface Guard {
  isOver: boolean;
  isLost: boolean;
}

/** Replaces `begin` of this client (drizzle's `transaction` goes through it too). Returns the same client. */
export function guardTransactions<Client extends postgres.Sql>(client: Client): Client {
  const begin = client.begin.bind(client) as (options: string, callback: Scope) => Promise<unknown>;
  const guarded = (first: string | Scope, second?: Scope): Promise<unknown> => {
    const [options, callback] = typeof first === "string" ? [first, second as Scope] : ["", first];
    const guard: Guard = { isOver: false, isLost: false };
    const end = () => {
      guard.isOver = true;
    };
    const outcome = begin(options, (handle) => runScope(handle, callback, guard));
    outcome.then(end, end);
    return outcome;
  };
  client.begin = guarded as Client["begin"];
  return client;
}

type Scope = (handle: postgres.TransactionSql) => unknown;

function runScope(handle: postgres.TransactionSql, callback: Scope, guard: Guard): Promise<unknown> {
  return new Promise((resolve, reject) => {
    // why: a settled callback makes the driver send `commit` or `rollback`; on a lost connection it would reach another one.
    const unlessLost = <Value>(settle: (value: Value) => void) => (value: Value) => {
      if (!guard.isLost && !guard.isOver) settle(value);
    };
    Promise.resolve()
      .then(() => callback(guardHandle(handle, guard)))
      .then((value) => (Array.isArray(value) ? Promise.all(value) : value))
      .then(unlessLost(resolve), unlessLost(reject));
  });
}

function guardHandle(handle: postgres.TransactionSql, guard: Guard): postgres.TransactionSql {
  const watch = <Query>(query: Query): Query => {
    if (query instanceof Promise) {
      // why: not `query.catch`, which would send the query. This reaction runs before any of the caller's.
      Promise.prototype.then.call(query, undefined, (error: unknown) => {
        if (isConnectionFailure(error)) guard.isLost = true;
      });
    }
    return query;
  };
  const refuseWhenOver = () => {
    if (guard.isOver || guard.isLost) throw new TransactionLostError();
  };
  const savepoint = (first: string | Scope, second?: Scope) => {
    refuseWhenOver();
    const [name, callback] = typeof first === "string" ? [first, second as Scope] : [undefined, first];
    const scope = (inner: postgres.TransactionSql) => runScope(inner, callback, guard);
    return name === undefined ? handle.savepoint(scope) : handle.savepoint(name, scope);
  };
  return new Proxy(handle, {
    apply(target, self, parameters) {
      refuseWhenOver();
      refuseUnsendable(valuesOfCall(parameters as unknown[]));
      return watch(Reflect.apply(target as unknown as (...parts: unknown[]) => unknown, self, parameters));
    },
    get(target, key) {
      if (key === "savepoint") return savepoint;
      const value: unknown = Reflect.get(target, key);
      if (key !== "unsafe" && key !== "file" && key !== "notify") return value;
      return (...parameters: unknown[]) => {
        refuseWhenOver();
        if (Array.isArray(parameters[1])) refuseUnsendable(parameters[1]);
        return watch((value as (...parts: unknown[]) => unknown)(...parameters));
      };
    },
  });
}

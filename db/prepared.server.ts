import type { Handle } from "./client.server";

/**
 * A statement that drizzle builds once per database and PostgreSQL plans once per connection: 50 µs of CPU a call where the
 * query builder takes 230. For what participants' pages ask; inside a transaction, whose handle is its own, nothing is gained.
 */
export function preparedOnce<Statement>(prepare: (handle: Handle) => Statement): (handle: Handle) => Statement {
  const made = new WeakMap<Handle, Statement>();
  return (handle) => {
    const statement = made.get(handle) ?? prepare(handle);
    made.set(handle, statement);
    return statement;
  };
}

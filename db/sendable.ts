import type postgres from "postgres";

/**
 * A value that postgres.js 3.4.9 cannot send makes it reject the statement before, and keep this one without having sent it: from then
 * on each statement of the connection waits for the answer of the next. So such a statement ends before the driver sees it.
 */
const mostParameters = 65_533;

export function refuseUnsendable(values: readonly unknown[]): void {
  if (values.includes(undefined)) throw new TypeError("a statement was given the value undefined");
  if (values.length > mostParameters) throw new RangeError(`a statement was given ${values.length} values`);
}

/** Of a call of the handle itself: a template with its values, or a list that becomes values. */
export const valuesOfCall = (parts: readonly unknown[]) => parts.flat();

/** The same client, which takes only what can be sent. Handles of transactions: guarded-transaction.server.ts. */
export function onlySendable(client: postgres.Sql): postgres.Sql {
  const unsafe = client.unsafe.bind(client);
  client.unsafe = ((...parts: Parameters<typeof unsafe>) => {
    if (Array.isArray(parts[1])) refuseUnsendable(parts[1]);
    return unsafe(...parts);
  }) as typeof unsafe;
  return new Proxy(client, {
    apply(target, self, parts: unknown[]) {
      refuseUnsendable(valuesOfCall(parts));
      return Reflect.apply(target as unknown as (...all: unknown[]) => unknown, self, parts);
    },
  });
}

import postgres from "postgres";
import { dial } from "./dialled-socket.server";
import { encryptionOf } from "./encrypted-door.server";
import { onlySendable } from "./sendable";

/**
 * A plain postgres.js client. Understands libpq's spelling of a socket folder (`postgres://u:p@%2Ftmp%2Fx:5432/db`),
 * which the driver by itself does not. Only for jobs that open no transaction through the driver under traffic
 * (migrations, settings); everything else takes `createDatabase`. Arrays travel as PostgreSQL's literals or as jsonb.
 */
export function connect(url: string, max: number, applicationName = "app"): postgres.Sql {
  const socketFolder = decodeURIComponent(new URL(url).hostname);
  const encryption = encryptionOf(new URL(url));
  const client = postgres(url, {
    ...(socketFolder.startsWith("/") ? { host: socketFolder } : {}),
    ...({ socket: (address: Parameters<typeof dial>[0]) => dial(address, encryption) } as object),
    ...(encryption === null ? {} : { ssl: false }),
    max,
    connect_timeout: 10,
    // why: a backend that dies while the driver asks it for array types leaves the waiting query hanging and a rejection unhandled.
    fetch_types: false,
    backoff: reconnectSeconds,
    onnotice: () => undefined,
    connection: { application_name: applicationName },
  });
  return onlySendable(client);
}

/** Each try is somebody's statement, which fails with it; the driver's own 20 s would be felt long after the database is back. */
const reconnectSeconds = () => 0.02 + Math.random() * 0.08;

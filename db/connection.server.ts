import postgres from "postgres";

/**
 * A plain postgres.js client. Understands libpq's spelling of a socket folder (`postgres://u:p@%2Ftmp%2Fx:5432/db`),
 * which the driver by itself does not. Only for jobs that open no transaction through the driver under traffic
 * (migrations, settings); everything else takes `createDatabase`.
 */
export function connect(url: string, max: number, applicationName = "app"): postgres.Sql {
  const socketFolder = decodeURIComponent(new URL(url).hostname);
  return postgres(url, {
    ...(socketFolder.startsWith("/") ? { host: socketFolder } : {}),
    max,
    connect_timeout: 10,
    onnotice: () => undefined,
    connection: { application_name: applicationName },
  });
}

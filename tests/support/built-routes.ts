import path from "node:path";
import { pathToFileURL } from "node:url";
import type { ServerBuild } from "@remix-run/node";
import type { RawHandler } from "~/raw-handlers.server";

/** The addresses of the built app, read out of the build itself: nothing can be forgotten. */
export type BuiltRoute = {
  /** “/organiser/questions/:questionId”. */
  address: string;
  hasAction: boolean;
  /** Sent with scripts: its `.data` is served. */
  isApp: boolean;
};

export type BuiltRoutes = { pages: BuiltRoute[]; rawHandlers: { method: string; address: string }[] };

export async function readBuiltRoutes(): Promise<BuiltRoutes> {
  const build = (await import(pathToFileURL(path.resolve("build/server/index.js")).href)) as ServerBuild;
  const routes = Object.values(build.routes).filter((route) => route !== undefined);
  const parentOf = (id: string | undefined) => routes.find((route) => route.id === id);
  const chain = (route: (typeof routes)[number]): typeof routes => {
    const parent = parentOf(route.parentId);
    return parent ? [...chain(parent), route] : [route];
  };
  const leaves = routes.filter(({ id, module }) => id !== "root" && !routes.some(({ parentId }) => parentId === id) && (module.default ?? module.loader ?? module.action));
  const pages = leaves.map((route) => {
    const above = chain(route);
    return {
      address: `/${above.flatMap(({ path: part }) => (part ? [part] : [])).join("/")}`,
      hasAction: route.module.action !== undefined,
      isApp: above.some(({ module }) => (module.handle as { app?: boolean } | undefined)?.app === true),
    };
  });
  const { rawHandlers } = build.entry.module as unknown as { rawHandlers: RawHandler[] };
  return { pages, rawHandlers: rawHandlers.map(({ method, path: address }) => ({ method: method.toUpperCase(), address })) };
}

import { matchRoutes, type AgnosticDataRouteObject } from "@remix-run/router";
import type { ServerBuild } from "@remix-run/node";
import type { RequestHandler } from "express";

/**
 * Single fetch would serve the loader data of any page as `.data`. Documents have no reader for it, so there it is
 * only a leak: it answers 404 unless a layout of the page declares `handle = { app: true }`.
 */
export function hideDocumentData(build: ServerBuild): RequestHandler {
  const routes = routeTree(build, undefined);
  return (request, response, next) => {
    if (!request.path.endsWith(".data")) return next();
    const pagePath = request.path.replace(/\.data$/, "").replace(/^\/_root$/, "/");
    const matches = matchRoutes(routes, pagePath) ?? [];
    if (matches.some(({ route }) => route.handle?.app === true)) return next();
    response.status(404).type("text/plain; charset=utf-8").send("Không tìm thấy");
  };
}

function routeTree(build: ServerBuild, parentId: string | undefined): AgnosticDataRouteObject[] {
  return Object.values(build.routes).flatMap((route): AgnosticDataRouteObject[] => {
    if (!route || route.parentId !== parentId) return [];
    const { id, path, index, caseSensitive, module } = route;
    const shared = { id, handle: module.handle, ...(path === undefined ? {} : { path }), ...(caseSensitive === undefined ? {} : { caseSensitive }) };
    return index ? [{ ...shared, index: true as const }] : [{ ...shared, children: routeTree(build, id) }];
  });
}

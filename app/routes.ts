import { flatRoutes } from "@remix-run/fs-routes";

/** A folder per route: `app/routes/<name>/route.tsx` with its schema and pieces beside it. */
export default flatRoutes({ ignoredRouteFiles: ["**/*.test.*"] });

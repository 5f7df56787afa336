/** What stands behind `npm start --`: nothing, or `--workers N`. Plain Node: asked before anything is installed. */
import { StartError } from "./progress.mjs";

/** Each worker takes up to 16 connections, and the embedded database gives 300. */
export const mostWorkers = 16;

/**
 * @param {string[]} parameters
 * @returns {number}
 */
export function readWorkerCount(parameters) {
  if (parameters.length === 0) return 1;
  const [, value] = /^--workers[= ](\d{1,3})$/.exec(parameters.join(" ")) ?? [];
  const count = Number(value);
  if (value !== undefined && count >= 1 && count <= mostWorkers) return count;
  throw new StartError(`npm start takes only --workers N (1 to ${mostWorkers}), written as: npm start -- --workers 2. Everything else is set by environment variables (README.md).`);
}

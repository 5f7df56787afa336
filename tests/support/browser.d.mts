export const browserFlags: string[];
export function findBrowser(): string | null;
export function installBrowser(root: string): Promise<void>;

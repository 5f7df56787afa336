export function bundleBench(root: string): Promise<void>;

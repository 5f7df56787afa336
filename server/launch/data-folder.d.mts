export function dataFolderProblem(error: unknown, dataDir: string): string | null;

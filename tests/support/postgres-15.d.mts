export function findPostgres15(): string | null;
export function mayInstallPostgres15(): boolean;
export function installPostgres15(): Promise<void>;

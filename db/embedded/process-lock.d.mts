export interface LockHolder {
  pid: number;
  ticks: string | null;
  note: string;
}

export interface Lock {
  holder: null;
  release(): void;
  annotate(note: string): void;
}

export function isProcessAlive(pid: number): boolean;
export function lockHolder(file: string): LockHolder | null;
export function tryLock(file: string, note?: string): Lock | { holder: LockHolder };
export function waitForLock(file: string, options?: { note?: string; timeoutMs?: number; onWait?: (holder: LockHolder) => void }): Promise<Lock>;

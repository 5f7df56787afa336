/** Steps of a start, one line each: what is being done, then how long it took. Plain Node; writes to the given stream. */

/**
 * @param {NodeJS.WriteStream} stream
 * @returns {{ step<T>(title: string, work: (note: (text: string) => void) => Promise<T>): Promise<T>, say(text: string): void }}
 */
export function createProgress(stream = process.stdout) {
  return {
    say: (text) => stream.write(`${text}\n`),
    async step(title, work) {
      const startedAt = performance.now();
      const note = (text) => stream.write(`    ${text}\n`);
      stream.write(`• ${title} …\n`);
      // why: an installation or a build can be silent for a minute.
      const alive = setInterval(() => note(`${title}: ${seconds(startedAt)} so far`), 15_000);
      try {
        const result = await work(note);
        stream.write(`  ${title}: done in ${seconds(startedAt)}\n`);
        return result;
      } finally {
        clearInterval(alive);
      }
    },
  };
}

const seconds = (since) => `${((performance.now() - since) / 1_000).toFixed(1)} s`;

/** An outcome the person at the keyboard can act on: printed without a stack. */
export class StartError extends Error {
  name = "StartError";
}

/** Prints what went wrong and ends the process with 1. */
export function failStart(error) {
  const isPlain = error instanceof StartError || error?.name === "EnvError";
  process.stderr.write(`\n${isPlain ? error.message : (error?.stack ?? String(error))}\n`);
  process.exit(1);
}

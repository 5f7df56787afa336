import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import type { UnsentForm } from "~/components/ui/form-state";
import { isSecretField } from "./form.server";
import { retrySeconds } from "./retry.server";

/**
 * A database that is away, full or silent is no error of the page: it is answered 503 with Retry-After, and whatever a form
 * held goes back into the page, ready to be sent again. Repeating is safe: every write is.
 */
type Args = LoaderFunctionArgs | ActionFunctionArgs;

/** As long as a lock is waited for; a person or a proxy waits longer. */
const patienceMs = 10_000;
const largestKeptForm = 256 * 1024;

/** `mayTakeLong`: work of the committee that counts in minutes, such as a workbook, is waited for. */
export async function orTryLater<View>(args: Args, mayTakeLong: boolean, run: () => Promise<View>): Promise<View> {
  const form = keepForm(args.request);
  const work = run();
  try {
    return await (mayTakeLong ? work : withPatience(work));
  } catch (error) {
    const cause = error === silence ? "no answer in time" : args.context.app.passingFailure(error);
    if (cause === null) throw error;
    args.context.app.log.warn({ reference: args.context.reference, method: args.request.method, path: new URL(args.request.url).pathname, cause }, "answered 503");
    throw data(await form(), { status: 503, headers: { "Retry-After": String(retrySeconds()) } });
  }
}

const silence = new Error("The database has not answered in time.");

function withPatience<View>(work: Promise<View>): Promise<View> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(silence), patienceMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** What the form held, whether the action has read it by then or not; null for a page that was only opened. */
function keepForm(request: Request): () => Promise<UnsentForm | null> {
  if (request.method !== "POST") return async () => null;
  const isKept = /^application\/x-www-form-urlencoded/i.test(request.headers.get("Content-Type") ?? "") && Number(request.headers.get("Content-Length") ?? Infinity) <= largestKeptForm;
  if (!isKept) return async () => ({ fields: null });
  const read = request.formData.bind(request);
  let reading: Promise<FormData> | undefined;
  request.formData = () => (reading ??= read());
  return async () => ({ fields: fieldsOf(await request.formData().catch(() => null)) });
}

/** Secrets are typed again; a form without them would be a different one. */
function fieldsOf(formData: FormData | null): UnsentForm["fields"] {
  if (formData === null) return null;
  const fields = [...formData].flatMap(([name, value]): [string, string][] => (typeof value === "string" ? [[name, value]] : []));
  return fields.some(([name]) => isSecretField(name)) ? null : fields;
}

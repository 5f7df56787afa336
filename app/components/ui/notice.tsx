/** A one-time message of the page before. */
export function Notice({ text }: { text: string | null }) {
  return text === null ? null : <p className="note ok" role="status">{text}</p>;
}

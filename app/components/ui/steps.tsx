/** Where one stands in a short row of steps, for eyes and screen readers. `current` counts from 1. */
export function Steps({ labels, current }: { labels: readonly string[]; current: number }) {
  return (
    <ol className="steps" aria-label={`Bước ${current} trong ${labels.length}`}>
      {labels.map((label, index) => (
        <li key={label} className={index + 1 < current ? "done" : undefined} aria-current={index + 1 === current ? "step" : undefined}>
          <span className="steps-mark num" aria-hidden="true">{index + 1 < current ? "✓" : index + 1}</span>
          <span>{label}{index + 1 < current && <span className="visually-hidden"> (đã xong)</span>}</span>
        </li>
      ))}
    </ol>
  );
}

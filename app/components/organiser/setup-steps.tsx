export type SetupStepView = { readonly key: string; readonly title: string; readonly href: string; readonly isDone: boolean; readonly detail: string };

/** The way to a first round as a list that ticks itself off; `nextKey` is the step to take now. */
export function SetupSteps({ steps, nextKey }: { steps: readonly SetupStepView[]; nextKey: string | null }) {
  return (
    <ol className="setup">
      {steps.map((step, index) => (
        <li key={step.key} className={step.isDone ? "done" : step.key === nextKey ? "next" : undefined}>
          <span className="setup-mark num" aria-hidden="true">{step.isDone ? <Tick /> : index + 1}</span>
          <div>
            <a href={step.href}>{step.title}</a>
            <p className="small muted">{step.detail}</p>
          </div>
          <span className={step.isDone ? "tag" : step.key === nextKey ? "tag warn" : "tag mute"}>{step.isDone ? "Xong" : step.key === nextKey ? "Việc tiếp theo" : "Chưa xong"}</span>
        </li>
      ))}
    </ol>
  );
}

export function Tick() {
  return <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true"><path d="M3 8.5 6.5 12 13 4.5" fill="none" stroke="currentColor" strokeWidth="2.4" strokeLinecap="round" strokeLinejoin="round" /></svg>;
}

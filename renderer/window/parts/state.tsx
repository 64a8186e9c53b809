type Props = {
  /** Chooses the sign: how it is drawn is in the style sheet. */
  readonly state: string;
  readonly text: string;
};

/** A state in a word, with a sign that says the same to whoever sees no colours. */
export function State({ state, text }: Props) {
  return (
    <span className="badge" data-state={state}>
      {text}
    </span>
  );
}

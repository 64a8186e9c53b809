/** How far it has come, in words. Read aloud now and then, because it is polite. */
export function Progress({ text }: { readonly text: string | null }) {
  return (
    <p role="status" className="soft">
      {text}
    </p>
  );
}

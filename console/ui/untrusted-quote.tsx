/** Words of an agent, a gateway or a stranger: quoted, as text, and marked as theirs. */
export function UntrustedQuote({ text, from }: { text: string; from: string }) {
  return (
    <figure className="border-l-2 border-line-strong pl-3">
      <blockquote className="text-body text-ink whitespace-pre-wrap wrap-anywhere">
        <bdi>{text}</bdi>
      </blockquote>
      <figcaption className="mt-0.5 text-meta text-ink-2">Words of {from}; not checked</figcaption>
    </figure>
  );
}

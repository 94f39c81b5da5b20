/** The bow tie made of two claws. */
export function Logo({ size = 24 }: { size?: number }) {
  return (
    <svg viewBox="0 0 32 32" width={size} height={size} aria-hidden="true" className="shrink-0">
      <rect width="32" height="32" rx="8" fill="var(--brand-solid)" />
      <g fill="#fff">
        <path d="M14 16 5.6 9.7A1 1 0 0 0 4 10.5v3.1L8.4 16 4 18.4v3.1a1 1 0 0 0 1.6.8z" />
        <path d="m18 16 8.4-6.3a1 1 0 0 1 1.6.8v3.1L23.6 16l4.4 2.4v3.1a1 1 0 0 1-1.6.8z" />
        <rect x="13.5" y="13.5" width="5" height="5" rx="1.5" />
      </g>
    </svg>
  );
}

import { CopyId } from '../../ui/copy-id';

/** A key's fingerprint in groups of four, four to a line, as the machine shows it. */
export function Fingerprint({ value }: { value: string }) {
  const groups = value.split(' ');
  const lines = [0, 4, 8, 12].map((at) => groups.slice(at, at + 4).join(' ')).filter(Boolean);
  return (
    <CopyId
      id={value}
      of="fingerprint"
      shown={
        <span className="grid text-left whitespace-pre">
          {lines.map((line) => (
            <span key={line}>{line}</span>
          ))}
        </span>
      }
    />
  );
}

import { Icon } from '../../ui/icon';
import { SeenText } from '../../ui/seen-text';

/** What stands in the way of reading a runtime, in the words of the machine. Nothing when all is well. */
export function RuntimeProblems({ problems }: { problems: readonly string[] }) {
  if (problems.length === 0) return null;
  return (
    <ul data-tone="amber" className="grid gap-1" aria-label="Problems">
      {problems.map((words) => (
        <li key={words} className="flex items-start gap-1.5 text-tone-ink wrap-anywhere">
          <Icon name="alert" size={14} className="mt-0.5" />
          <span>
            <SeenText text={words} />
          </span>
        </li>
      ))}
    </ul>
  );
}

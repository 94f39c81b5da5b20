import { Icon } from '../../ui/icon';

const effects = [
  'Running work is aborted now. It does not resume when the stop is lifted.',
  'New work is refused, whoever asks for it, also after a restart of the gateway.',
  'Requests that wait for approval can no longer be allowed.',
  'Lifting restores exactly what the stop changed.',
];

/** What a stop does, before it is ordered. */
export function StopEffects() {
  return (
    <ul className="grid gap-1 text-ink-2">
      {effects.map((effect) => (
        <li key={effect} className="flex gap-2">
          <Icon name="circle" size={8} className="mt-1.5 text-ink-3" />
          {effect}
        </li>
      ))}
    </ul>
  );
}

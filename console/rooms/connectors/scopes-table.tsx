import type { ScopeLineFragment } from '../../graphql/generated/documents';
import { Icon } from '../../ui/icon';

/** Rights asked of the gateway: granted or missing, and what each missing one costs. Missing ones first. */
export function ScopesTable({ scopes }: { scopes: readonly ScopeLineFragment[] }) {
  const rows = [...scopes].sort((a, b) => Number(a.granted) - Number(b.granted));
  return (
    <table aria-label="Rights" className="w-full border-collapse text-left">
      <thead className="sr-only">
        <tr>
          <th scope="col">Right</th>
          <th scope="col">State</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, granted, cost }) => (
          <tr key={name} className="border-b border-line-soft align-top last:border-0">
            <th scope="row" className="py-2.5 pr-3 pl-4 font-normal">
              <span className="mono text-ink">{name}</span>
              {granted ? null : <span className="mt-0.5 block text-ink-2 text-pretty">{cost}</span>}
            </th>
            <td className="py-2.5 pr-4">
              <span
                data-tone={granted ? 'green' : 'red'}
                className="flex items-center justify-end gap-1.5 font-medium whitespace-nowrap text-tone-ink"
              >
                <Icon name={granted ? 'check' : 'x'} size={14} />
                {granted ? 'Granted' : 'Missing'}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

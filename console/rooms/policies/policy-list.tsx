import { useCallback, useRef } from 'react';
import type { PolicyFieldsFragment } from '../../graphql/generated/documents';
import { useCan } from '../../graphql/organization-context';
import { Icon } from '../../ui/icon';
import { useRowKeys } from '../../ui/use-row-keys';
import { PolicyItem } from './policy-item';
import { useMoveKeys } from './use-move-keys';
import { usePolicyOrder } from './use-policy-order';

const rowOf = (id: string): string => `[data-row="${CSS.escape(id)}"]`;

/** Rules from first to last, then what holds when none matches. */
export function PolicyList({ policies }: { policies: readonly PolicyFieldsFragment[] }) {
  const list = useRef<HTMLOListElement>(null);
  const mayManage = useCan()('policies:manage');
  const refocus = useCallback((id: string, by: 1 | -1) => {
    const row = list.current?.querySelector<HTMLElement>(rowOf(id));
    const button = row?.closest('li')?.querySelector<HTMLButtonElement>(`[data-move="${by}"]:not(:disabled)`);
    (button && !row?.dataset.keyed ? button : row)?.focus();
    delete row?.dataset.keyed;
  }, []);
  const { move, said, busy } = usePolicyOrder(policies, refocus);
  const { onKeyDown, rowProps } = useRowKeys({
    ids: policies.map(({ id }) => id),
    container: list,
    onOpen: (id) => list.current?.querySelector<HTMLElement>(rowOf(id))?.click(),
  });

  useMoveKeys({ list, policies, move, when: mayManage });

  return (
    <div className="@container">
      <ol
        ref={list}
        onKeyDown={onKeyDown}
        aria-label="Policies in their order"
        className="border-t border-line-soft"
      >
        {policies.map((policy) => (
          <PolicyItem
            key={policy.id}
            policy={policy}
            last={policies.length}
            busy={busy}
            keyProps={rowProps(policy.id)}
            onMove={mayManage ? move : undefined}
          />
        ))}
      </ol>
      <p className="flex items-start gap-3 px-(--gutter) py-4 text-ink-2">
        <Icon name="user" className="mt-0.5 text-icon" />
        <span>
          When no rule matches, a person decides.
          {mayManage ? (
            <span className="touch:hidden"> Shift J and Shift K move the focused rule.</span>
          ) : null}
        </span>
      </p>
      <p role="status" className="sr-only">
        {said}
      </p>
    </div>
  );
}

import { useState, type Ref } from 'react';
import { Button } from '../../ui/button';

interface ReasonFieldProps {
  ref: Ref<HTMLInputElement>;
  value: string;
  onChange: (reason: string) => void;
  disabled: boolean;
}

/**
 * Why it is decided so; optional, kept in the audit log. Escape leaves the field. Where it is narrow a button stands
 * in for it, so that the command keeps the room.
 */
export function ReasonField({ ref, value, onChange, disabled }: ReasonFieldProps) {
  const [wanted, setWanted] = useState(false);
  return (
    <>
      {wanted ? null : (
        <Button
          look="ghost"
          className="order-3 @2xl:hidden"
          icon="edit"
          disabled={disabled}
          onClick={() => setWanted(true)}
        >
          {value ? 'Edit the reason' : 'Add a reason'}
        </Button>
      )}
      <input
        // Mounted anew when asked for, so that it takes the focus then.
        key={String(wanted)}
        ref={ref}
        autoFocus={wanted}
        className={`input col-span-2 @2xl:flex-1 ${wanted ? '' : '@max-2xl:hidden'}`}
        aria-label="Reason for the decision, optional"
        placeholder="Reason, optional"
        maxLength={500}
        autoComplete="off"
        value={value}
        disabled={disabled}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
      />
    </>
  );
}

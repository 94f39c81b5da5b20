import { Dialog as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';
import { IconButton } from './icon-button';
import { OverlayPlace } from './overlay-place';

interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  /** One or two sentences under the title. */
  description?: ReactNode;
  size?: 'narrow' | 'wide';
  /** There is something to read before the fields: focus and scroll start at the top. */
  readFirst?: boolean;
  children?: ReactNode;
}

/** A window for forms and confirmations. Reading happens on pages, which have URLs. */
export function Dialog(props: DialogProps) {
  const { open, onOpenChange, title, description, size = 'narrow', readFirst, children } = props;
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className="scrim" />
        <Primitive.Content
          className="overlay dialog"
          data-size={size}
          aria-describedby={description ? undefined : ''}
          onOpenAutoFocus={readFirst ? focusDialog : focusFirstField}
        >
          <OverlayPlace>
            <header className="flex items-start gap-4 px-5 pt-4 pb-1">
              <div className="grid flex-1 gap-1">
                <Primitive.Title className="text-h2 font-semibold text-ink">{title}</Primitive.Title>
                {description ? (
                  <Primitive.Description className="text-body text-ink-2">
                    {description}
                  </Primitive.Description>
                ) : null}
              </div>
              <Primitive.Close asChild>
                <IconButton icon="x" label="Close" size="small" className="-mr-1.5" />
              </Primitive.Close>
            </header>
            <div className="min-h-0 overflow-y-auto px-5 pt-3 pb-5">{children}</div>
          </OverlayPlace>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

/** The row of buttons at the end of a dialog: the deed rightmost, the way out beside it. */
export function DialogActions({ children }: { children: ReactNode }) {
  return <div className="mt-5 flex flex-wrap justify-end gap-2">{children}</div>;
}

function focusDialog(event: Event): void {
  event.preventDefault();
  (event.currentTarget as HTMLElement).focus();
}

/** A group of radio buttons is entered at the chosen one, as by Tab; any other would be chosen by the next space. */
const firstField = 'input:not([type=radio]), input[type=radio]:checked, textarea, select';

/** Into the first field, or on the dialog itself; a focused close button would only show its tooltip. */
function focusFirstField(event: Event): void {
  event.preventDefault();
  const content = event.currentTarget as HTMLElement;
  (content.querySelector<HTMLElement>(firstField) ?? content).focus();
}

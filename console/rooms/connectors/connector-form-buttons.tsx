import { Button } from '../../ui/button';
import { SubmitButton } from '../../ui/form';

interface ConnectorFormButtonsProps {
  /** How the trial of exactly these values went. */
  tested: 'not' | 'ok' | 'failed';
  /** Nothing of the link changed, so there is nothing to test. */
  onlyRenamed: boolean;
  want: (deed: 'test' | 'save') => void;
  onCancel: () => void;
}

/** Test first, then save. The main button is also what Enter presses, so it stands first. */
export function ConnectorFormButtons({ tested, onlyRenamed, want, onCancel }: ConnectorFormButtonsProps) {
  const saveFirst = tested === 'ok' || (onlyRenamed && tested === 'not');
  const maySave = tested !== 'not' || onlyRenamed;
  const test = (
    <SubmitButton key="test" look={saveFirst ? 'secondary' : 'primary'} onClick={() => want('test')}>
      {tested === 'not' ? 'Test connection' : 'Test again'}
    </SubmitButton>
  );
  const save = maySave ? (
    <SubmitButton key="save" look={saveFirst ? 'primary' : 'secondary'} onClick={() => want('save')}>
      {tested === 'failed' ? 'Save anyway' : 'Save'}
    </SubmitButton>
  ) : (
    <Button key="save" locked="Test the connection first: nothing is saved untested.">
      Save
    </Button>
  );
  return (
    <div className="mt-1 flex flex-wrap gap-2">
      {saveFirst ? [save, test] : [test, save]}
      <Button look="ghost" onClick={onCancel}>
        Cancel
      </Button>
    </div>
  );
}

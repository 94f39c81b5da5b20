import { useState } from 'react';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Checkbox, Switch } from '../../ui/checkbox';
import { Field } from '../../ui/field';
import { Form, SubmitButton } from '../../ui/form';
import { IconButton } from '../../ui/icon-button';
import { Input, Select, Textarea } from '../../ui/input';
import { KeyHint } from '../../ui/key-hint';
import { Segmented } from '../../ui/segmented';
import { problem } from '../../graphql/problem';

export function KitControls() {
  return (
    <Card title="Controls">
      <div className="grid gap-6">
        <div className="flex flex-wrap items-center gap-2">
          <Button look="primary">Allow once</Button>
          <Button look="primary" tone="green" icon="check" hint={<KeyHint keys="a" />}>
            Allow
          </Button>
          <Button look="primary" tone="red" icon="x" hint={<KeyHint keys="d" />}>
            Deny
          </Button>
          <Button>Secondary</Button>
          <Button tone="red">Remove</Button>
          <Button look="ghost">Ghost</Button>
          <Button disabled>Disabled</Button>
          <Button look="primary" busy>
            Saving
          </Button>
          <Button size="small" icon="filter">
            Small
          </Button>
          <IconButton icon="refresh" label="Reload" keys="r" />
          <IconButton icon="more" label="More" look="secondary" />
        </div>
        <ExampleForm />
      </div>
    </Card>
  );
}

function ExampleForm() {
  const [view, setView] = useState<'list' | 'matrix'>('list');
  const [on, setOn] = useState(true);
  return (
    <Form
      className="grid max-w-120 gap-4"
      aria-label="Example"
      onSubmit={async () => ({
        ...problem('One field is wrong'),
        fields: { 'input.url': 'Nothing answers at this address' },
      })}
    >
      <Segmented
        label="View"
        value={view}
        onChange={setView}
        options={[
          { value: 'list', label: 'List' },
          { value: 'matrix', label: 'Matrix' },
        ]}
      />
      <Field label="Name" name="input.name" required help="As it appears in lists">
        <Input defaultValue="prod-eu" />
      </Field>
      <Field label="Address" name="input.url" required aside={<a href="#help">Where do I find it?</a>}>
        <Input defaultValue="ws://10.0.0.9:18789" className="mono" />
      </Field>
      <MoreFields />
      <Checkbox
        label="Ask again after a restart"
        help="Otherwise the answer holds until changed"
        checked={on}
        onChange={setOn}
      />
      <Switch label="Enabled" checked={on} onChange={setOn} />
      <div className="flex gap-2">
        <SubmitButton>Save</SubmitButton>
        <Button>Cancel</Button>
      </div>
    </Form>
  );
}

function MoreFields() {
  return (
    <>
      <Field label="Sign-in" name="input.auth">
        <Select
          options={[
            { value: 'TOKEN', label: 'Operator token' },
            { value: 'PASSWORD', label: 'Password' },
          ]}
        />
      </Field>
      <Field label="Reason" optional>
        <Textarea placeholder="The agent reads this" />
      </Field>
    </>
  );
}

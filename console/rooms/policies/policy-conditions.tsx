import { ChoicePicker } from './choice-picker';
import { PatternList } from './pattern-list';
import type { DraftProps } from './draft-props';
import { RiskRange } from './risk-range';
import type { PolicyChoices } from './use-policy-choices';

/** When the rule matches: all conditions together; an empty one always holds. */
export function PolicyConditions({ draft, onChange, choices }: DraftProps & { choices: PolicyChoices }) {
  return (
    <div className="grid gap-6">
      <div className="border-t border-line-soft pt-5">
        <h2 className="text-h2 font-semibold">When it matches</h2>
        <p className="text-ink-2">All conditions must hold. An empty one holds always.</p>
      </div>
      <div className="grid gap-6 sm:grid-cols-2">
        <ChoicePicker
          label="Agents"
          any="Any agent"
          choices={choices.agents}
          chosen={draft.agentIds}
          onChange={(agentIds) => onChange({ ...draft, agentIds })}
        />
        <ChoicePicker
          label="Gateways"
          any="Any gateway"
          choices={choices.connectors}
          chosen={draft.connectorIds}
          onChange={(connectorIds) => onChange({ ...draft, connectorIds })}
        />
      </div>
      <RiskRange draft={draft} onChange={onChange} />
      <PatternConditions draft={draft} onChange={onChange} />
    </div>
  );
}

function PatternConditions({ draft, onChange }: DraftProps) {
  return (
    <>
      <PatternList
        label="Commands"
        name="input.commands"
        one="command pattern"
        placeholder="git push*"
        help="Over the whole command; * stands for anything. A rule that allows never reaches over ; & | < > or substitutions that its pattern does not contain."
        patterns={draft.commands}
        onChange={(commands) => onChange({ ...draft, commands })}
      />
      <PatternList
        label="Folders"
        name="input.cwds"
        one="folder pattern"
        placeholder="/srv/agents/*"
        patterns={draft.cwds}
        onChange={(cwds) => onChange({ ...draft, cwds })}
      />
      <PatternList
        label="Tools"
        name="input.tools"
        one="tool pattern"
        placeholder="exec"
        patterns={draft.tools}
        onChange={(tools) => onChange({ ...draft, tools })}
      />
    </>
  );
}

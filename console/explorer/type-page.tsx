import { innermost, written, type DocField, type DocType, type TypeRef } from './schema-docs';

interface TypePageProps {
  type: DocType;
  open: (name: string) => void;
}

/** One type: what it is, its fields with their arguments, its values or members. */
export function TypePage({ type, open }: TypePageProps) {
  return (
    <article className="grid gap-3 px-2">
      <header className="grid gap-1">
        <h2 className="mono text-lead font-semibold text-ink">{type.name}</h2>
        <p className="text-meta text-ink-3">{type.kind.toLowerCase().replace('_', ' ')}</p>
        <Words text={type.description} />
      </header>
      {[...(type.fields ?? []), ...(type.inputFields ?? [])].map((field) => (
        <Field key={field.name} field={field} open={open} />
      ))}
      {type.enumValues?.map((value) => (
        <div key={value.name}>
          <p className="mono text-ink">{value.name}</p>
          <Words text={value.description} />
        </div>
      ))}
      {type.possibleTypes?.map((member) => (
        <TypeName key={member.name} type={member} open={open} />
      ))}
    </article>
  );
}

function Field({ field, open }: { field: DocField; open: (name: string) => void }) {
  return (
    <section className="grid gap-1 border-t border-line-soft pt-2">
      <p className="mono wrap-anywhere text-ink">
        {field.name}: <TypeName type={field.type} open={open} />
        {field.defaultValue ? ` = ${field.defaultValue}` : ''}
      </p>
      <Words text={field.description} />
      {field.isDeprecated ? <p className="text-ink-2">Deprecated: {field.deprecationReason}</p> : null}
      {field.args?.map((arg) => (
        <div key={arg.name} className="ml-3 border-l border-line pl-3">
          <p className="mono wrap-anywhere text-ink-2">
            {arg.name}: <TypeName type={arg.type} open={open} />
            {arg.defaultValue ? ` = ${arg.defaultValue}` : ''}
          </p>
          <Words text={arg.description} />
        </div>
      ))}
    </section>
  );
}

function TypeName({ type, open }: { type: TypeRef; open: (name: string) => void }) {
  return (
    <button
      type="button"
      className="mono w-max text-brand-ink hover:underline"
      onClick={() => open(innermost(type))}
    >
      {written(type)}
    </button>
  );
}

function Words({ text }: { text: string | null }) {
  return text ? <p className="text-meta text-pretty text-ink-2">{text}</p> : null;
}

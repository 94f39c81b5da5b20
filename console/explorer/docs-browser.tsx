import { useEffect, useState } from 'react';
import { Button } from '../ui/button';
import { Input } from '../ui/input';
import { TypePage } from './type-page';
import { findInSchema, readSchema, type SchemaDocs } from './schema-docs';

/** What there is to ask: every type and field with its description, searched and clicked through. */
export function DocsBrowser() {
  const { docs, problem } = useSchema();
  const [text, setText] = useState('');
  const [path, setPath] = useState<string[]>([]);
  const open = (name: string) => {
    setText('');
    setPath((before) => [...before, name]);
  };
  if (!docs) return <p className="p-4 text-ink-2">{problem ?? 'Reading the schema …'}</p>;
  const type = docs.types.get(path.at(-1) ?? '');
  return (
    <div className="grid gap-3 p-4">
      <Input
        type="search"
        aria-label="Search types and fields"
        placeholder="Search types and fields"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {path.length > 0 && text === '' ? (
        <Button size="small" look="ghost" className="w-max" onClick={() => setPath(path.slice(0, -1))}>
          Back{path.length > 1 ? ` to ${path.at(-2)}` : ''}
        </Button>
      ) : null}
      {text !== '' ? (
        <Finds docs={docs} text={text} open={open} />
      ) : type ? (
        <TypePage type={type} open={open} />
      ) : (
        <Contents docs={docs} open={open} />
      )}
    </div>
  );
}

function useSchema() {
  const [docs, setDocs] = useState<SchemaDocs | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    const leaving = new AbortController();
    readSchema(leaving.signal).then(setDocs, (error: unknown) => {
      if (!leaving.signal.aborted) setProblem(`The schema cannot be read: ${String(error)}`);
    });
    return () => leaving.abort();
  }, []);
  return { docs, problem };
}

interface Within {
  docs: SchemaDocs;
  open: (name: string) => void;
}

const row = 'block w-full rounded-sm px-2 py-1 text-left mono text-ink hover:bg-hover';

function Contents({ docs, open }: Within) {
  const others = [...docs.types.keys()].filter((name) => !docs.roots.includes(name)).sort();
  return (
    <>
      <Names title="Operations" names={docs.roots} open={open} />
      <Names title="Types" names={others} open={open} />
    </>
  );
}

function Names({ title, names, open }: { title: string; names: string[]; open: (name: string) => void }) {
  return (
    <section>
      <h3 className="mb-1 px-2 text-meta font-medium text-ink-3">{title}</h3>
      {names.map((name) => (
        <button key={name} type="button" className={row} onClick={() => open(name)}>
          {name}
        </button>
      ))}
    </section>
  );
}

function Finds({ docs, text, open }: Within & { text: string }) {
  const finds = findInSchema(docs, text);
  if (finds.length === 0) return <p className="px-2 text-ink-2">Nothing is called like that.</p>;
  return (
    <div>
      {finds.map(({ type, field }) => (
        <button key={`${type}.${field}`} type="button" className={row} onClick={() => open(type)}>
          <span className="text-ink-3">{field ? `${type}.` : ''}</span>
          {field ?? type}
        </button>
      ))}
    </div>
  );
}

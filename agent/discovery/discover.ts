import type { FoundRuntimeInput } from '../../schema/generated/types.js';
import { wellFormed } from '../runtimes/fields.js';
import type {
  HostEnvironment,
  ReaderCursor,
  RuntimePlace,
  RuntimeReader,
  Survey,
} from '../runtimes/reading.js';
import { findOpenClaw } from './openclaw.js';
import { ProgramVersions } from './program-version.js';

/** The server takes no more of one host. */
const mostRuntimes = 200;
const longestKey = 500;
const longestText = 300;
const mostProblems = 20;

/** A runtime on this host: where it is, how it is read, and what is told of it. */
export interface FoundRuntime {
  readonly place: RuntimePlace;
  /** Null for what is not read from here. */
  readonly reader: RuntimeReader | null;
  readonly told: FoundRuntimeInput;
}

/** Finds runtimes by what they left in the home folder. Opens no file that may hold a credential; names are hostile text. */
export class Discovery {
  private readonly versions: ProgramVersions;

  constructor(
    private readonly environment: HostEnvironment,
    private readonly readers: readonly RuntimeReader[],
    /** How far a place was read already. */
    private readonly cursorOf: (place: RuntimePlace) => ReaderCursor,
  ) {
    this.versions = new ProgramVersions(environment);
  }

  /** Everything there is now. What cannot be looked at is told as a problem of its own, never thrown. */
  async discover(): Promise<readonly FoundRuntime[]> {
    const found: FoundRuntime[] = [];
    for (const reader of this.readers) {
      const places = await reader.find(this.environment).catch(() => []);
      for (const place of places) found.push(await this.survey(place, reader));
    }
    const gateway = await findOpenClaw(this.environment);
    if (gateway !== null) {
      const told = {
        ...toldOf(gateway.place, nothing),
        version: await this.versions.of('OPENCLAW'),
        runningCount: gateway.answers ? 1 : 0,
      };
      found.push({ place: gateway.place, reader: null, told });
    }
    return found.filter(({ place }) => place.key.length <= longestKey).slice(0, mostRuntimes);
  }

  private async survey(place: RuntimePlace, reader: RuntimeReader): Promise<FoundRuntime> {
    const survey = await reader
      .survey(place, this.cursorOf(place))
      .catch((error: Error) => ({ ...nothing, problems: [`It cannot be looked at: ${error.message}`] }));
    const version = (await this.versions.of(place.kind)) ?? survey.version;
    return {
      place,
      reader,
      told: { ...toldOf(place, survey), version: version === null ? null : short(version) },
    };
  }
}

const nothing: Survey = {
  version: null,
  sessionCount: 0,
  runningCount: 0,
  totalBytes: 0,
  backlogBytes: 0,
  problems: [],
};

function toldOf(place: RuntimePlace, survey: Survey): FoundRuntimeInput {
  const { sessionCount, runningCount, totalBytes, backlogBytes } = survey;
  return {
    kind: place.kind,
    key: wellFormed(place.key),
    location: short(place.location),
    label: short(place.label),
    ...{ sessionCount, runningCount, totalBytes, backlogBytes },
    problems: survey.problems.slice(0, mostProblems).map(short),
  };
}

const short = (text: string) => wellFormed(text.slice(0, longestText));

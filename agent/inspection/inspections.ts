import type {
  FoundRuntimeInput,
  InstanceDirective,
  RuntimeInspectionInput,
} from '../../schema/generated/types.js';
import type { FoundRuntime } from '../discovery/discover.js';
import type { RuntimePlace } from '../runtimes/reading.js';
import { sourcesMark } from './facts.js';

/** Settings that a report brings to the server. */
export interface DueInspection {
  readonly key: string;
  readonly inspection: RuntimeInspectionInput;
  /** Not told by this process before. */
  readonly isNew: boolean;
}

/** Which settings of this machine the server does not know yet. Only those of added runtimes are read. */
export class Inspections {
  /** What was told, or refused for good, by the key of its runtime. */
  private readonly told = new Map<string, string>();
  private readonly refused = new Map<string, string>();

  constructor(private readonly inspect: (place: RuntimePlace) => Promise<RuntimeInspectionInput | null>) {}

  /**
   * The settings to tell next: at most one runtime's with each report, since they may be large. Told anew are another
   * digest than the server knows, and other files than this process told of.
   */
  async next(
    found: readonly FoundRuntime[],
    directiveFor: (key: string) => InstanceDirective | null,
  ): Promise<DueInspection | null> {
    for (const { place } of found) {
      const directive = directiveFor(place.key);
      if (directive === null || directive.paused) continue;
      const inspection = await this.inspect(place);
      if (inspection === null || this.refused.get(place.key) === inspection.digest) continue;
      const isNew = this.told.get(place.key) !== markOf(inspection);
      if (isNew || directive.inspectionDigest !== inspection.digest)
        return { key: place.key, inspection, isNew };
    }
    return null;
  }

  /** It is at the server. */
  arrived({ key, inspection }: DueInspection): void {
    this.told.set(key, markOf(inspection));
  }

  /** The server takes it for wrong, and would every time: only another one is told. */
  wasRefused({ key, inspection }: DueInspection): void {
    this.refused.set(key, inspection.digest);
  }
}

/** The runtimes of a report, with the settings of one of them. */
export const withInspection = (
  found: readonly FoundRuntime[],
  due: DueInspection | null,
): FoundRuntimeInput[] =>
  found.map(({ place, told }) => (place.key === due?.key ? { ...told, inspection: due.inspection } : told));

const markOf = ({ digest, sources }: RuntimeInspectionInput): string => `${digest} ${sourcesMark(sources)}`;

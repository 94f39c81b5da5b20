import { createRequest, type Client, type RequestPolicy } from 'urql';
import { asRequest, type Document } from './document';
import { problemOf, type Problem } from './problem';

/** A Relay connection, as far as paging needs it. */
export interface Connection<Row> {
  edges: readonly { node: Row }[];
  pageInfo: { hasNextPage: boolean; endCursor?: string | null };
  totalCount?: number;
}

export interface PagesState<Row> {
  rows: readonly Row[];
  total?: number;
  hasMore: boolean;
  /** Nothing read yet. */
  loading: boolean;
  loadingMore: boolean;
  problem: Problem | null;
}

interface ChainOptions<Result, Variables, Row> {
  client: Client;
  document: Document<Result, Variables>;
  /** Without `after`, which the chain sets. */
  variables: Omit<Variables, 'after'>;
  connection: (result: Result) => Connection<Row>;
}

/**
 * Pages of a keyset list, kept as one list. Each page follows the cache. A refresh walks the pages again from the
 * top, because rows that came in above move every boundary below.
 */
export class PageChain<Result, Variables, Row> {
  private state: PagesState<Row> = {
    rows: [],
    hasMore: false,
    loading: true,
    loadingMore: false,
    problem: null,
  };
  private pages: { result: Result | undefined; stop: () => void }[] = [];
  private readonly listeners = new Set<() => void>();
  private walk = 0;

  constructor(private readonly options: ChainOptions<Result, Variables, Row>) {}

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    if (this.listeners.size === 1) this.follow(0, null, 'cache-and-network');
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size === 0) this.cut(0);
    };
  };

  snapshot = (): PagesState<Row> => this.state;

  /** Adds the next page, if there is one. */
  loadMore = (): void => {
    const end = this.endOf(this.pages.length - 1);
    if (!end || this.state.loadingMore) return;
    this.change({ loadingMore: true });
    this.follow(this.pages.length, end, 'cache-and-network');
  };

  /** Reads all loaded pages again from the server, then shows them at once. */
  refresh = async (): Promise<void> => {
    const walk = ++this.walk;
    const depth = Math.max(1, this.pages.length);
    const cursors: (string | null)[] = [null];
    for (let page = 0; page < depth; page += 1) {
      const { data, error } = await this.options.client
        .query(asRequest(this.options.document), this.variablesAt(cursors[page] ?? null), {
          requestPolicy: 'network-only',
        })
        .toPromise();
      if (walk !== this.walk || this.listeners.size === 0) return;
      if (error || !data) return this.change({ problem: problemOf(error), loading: false });
      const { hasNextPage, endCursor } = this.options.connection(data).pageInfo;
      if (!hasNextPage || !endCursor) break;
      if (page + 1 < depth) cursors.push(endCursor);
    }
    this.cut(0);
    cursors.forEach((cursor, index) => this.follow(index, cursor, 'cache-first'));
  };

  private variablesAt(after: string | null) {
    return { ...this.options.variables, after } as unknown as Variables & object;
  }

  private follow(index: number, after: string | null, requestPolicy: RequestPolicy): void {
    const request = createRequest(asRequest(this.options.document), this.variablesAt(after));
    const page = { result: undefined as Result | undefined, stop: () => undefined as void };
    this.pages[index] = page;
    const { unsubscribe } = this.options.client
      .executeQuery(request, { requestPolicy })
      .subscribe(({ data, error }) => {
        if (data) page.result = data;
        this.show(problemOf(error));
      });
    page.stop = unsubscribe;
  }

  private cut(from: number): void {
    this.pages.splice(from).forEach(({ stop }) => stop());
  }

  private endOf(index: number): string | null {
    const result = this.pages[index]?.result;
    const info = result && this.options.connection(result).pageInfo;
    return info?.hasNextPage ? (info.endCursor ?? null) : null;
  }

  private show(problem: Problem | null): void {
    const read = this.pages.flatMap(({ result }) => (result ? [this.options.connection(result)] : []));
    const waiting = read.length < this.pages.length && !problem;
    if (problem && read.length < this.pages.length) this.cut(Math.max(1, read.length));
    this.change({
      rows: read.flatMap(({ edges }) => edges.map(({ node }) => node)),
      total: read[0]?.totalCount,
      hasMore: read.at(-1)?.pageInfo.hasNextPage ?? false,
      loading: read.length === 0 && !problem,
      loadingMore: read.length > 0 && waiting,
      problem,
    });
  }

  private change(part: Partial<PagesState<Row>>): void {
    this.state = { ...this.state, ...part };
    this.listeners.forEach((listener) => listener());
  }
}

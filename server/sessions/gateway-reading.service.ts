import { Injectable } from '@nestjs/common';
import type { GatewayPeer } from '../connectors/gateway-feed.js';
import type { HistoryMessage } from '../connectors/openclaw/history-messages.js';
import {
  readHistory,
  readUsagePoints,
  type HistoryPage,
  type UsagePoint,
} from '../connectors/openclaw/read-history.js';
import {
  describeSession,
  listSessions,
  type GatewaySessionRow,
} from '../connectors/openclaw/read-sessions.js';
import { Log } from '../platform/telemetry/log.js';
import {
  batchesOf,
  claudeBackend,
  emptyBatch,
  factsOf,
  goneFacts,
  nameOf,
  unseenCalls,
} from './gateway-batch.rules.js';
import { GatewayIntake, type ReadMark } from './gateway-intake.service.js';
import type { WireUsage } from './session-batch.js';

const mostSessions = 1000;
const factsAtOnce = 200;
/** Where it was read before, the newest page is short: one message mostly. */
const fewMessages = 40;
/** Of a longer transcript the newest are read: 20,000 messages. */
const mostPages = 100;

/** A session of a gateway, and how far it was read. */
interface Unread {
  row: GatewaySessionRow;
  externalId: string;
  mark: ReadMark | null;
}

/** What the pages of a session held. */
interface Pages {
  newest: number | null;
  /** Whether Claude Code did work in it. */
  isClaude: boolean;
  isWhole: boolean;
}

/** Reads the sessions of a gateway, each from where it was read last. */
@Injectable()
export class GatewayReading {
  constructor(
    private readonly intake: GatewayIntake,
    private readonly log: Log,
  ) {}

  /** Every session that changed; those that are not listed any more are marked as gone. */
  async readAll(peer: GatewayPeer): Promise<void> {
    const listed = await listSessions(peer.connection, mostSessions);
    if (listed === null || peer.signal.aborted) return;
    const known = await this.intake.known(peer);
    const names = namesOf(listed.sessions);
    const facts = listed.sessions.flatMap((row) => factsOf(row, names));
    const here = new Set(facts.map(({ externalId }) => externalId));
    const gone = [...known.values()].filter(
      (session) => listed.complete && !session.gone && !here.has(session.externalId),
    );
    facts.push(...gone.map(({ externalId, relation }) => goneFacts(externalId, relation)));
    for (let at = 0; at < facts.length; at += factsAtOnce) {
      const sessions = facts.slice(at, at + factsAtOnce);
      if (!(await this.intake.take(peer, { ...emptyBatch(), sessions }))) return;
    }
    for (const row of listed.sessions) {
      const mark = known.get(nameOf(row) ?? '')?.mark ?? null;
      if (!isUnchanged(row, mark)) await this.tryRead(peer, row, mark);
    }
  }

  /** These sessions, whatever was read of them; of one that is not there (any more) nothing. */
  async read(peer: GatewayPeer, keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      if (peer.signal.aborted) return;
      await this.readChanged(peer, key);
    }
  }

  private async readChanged(peer: GatewayPeer, key: string): Promise<void> {
    const row = await describeSession(peer.connection, key);
    const externalId = row && nameOf(row);
    if (!row || !externalId) return;
    const parent = row.parentKey ? await describeSession(peer.connection, row.parentKey) : null;
    const sessions = factsOf(row, namesOf(parent ? [row, parent] : [row]));
    if (!(await this.intake.take(peer, { ...emptyBatch(), sessions }))) return;
    const known = await this.intake.known(peer, [externalId]);
    await this.tryRead(peer, row, known.get(externalId)?.mark ?? null);
  }

  /** One session that cannot be read must not keep the others from being read. */
  private async tryRead(peer: GatewayPeer, row: GatewaySessionRow, mark: ReadMark | null): Promise<void> {
    const externalId = nameOf(row);
    if (externalId === null || peer.signal.aborted) return;
    try {
      await this.readOne(peer, { row, externalId, mark });
    } catch (error) {
      if (peer.signal.aborted) return;
      this.log.warn('a session of a gateway could not be read', { connectorId: peer.connectorId, error });
    }
  }

  private async readOne(peer: GatewayPeer, session: Unread): Promise<void> {
    const { row, externalId } = session;
    // Before the messages: then each call's message is among those that are read next.
    const points = await readUsagePoints(peer.connection, row.key);
    const pages = await this.takePages(peer, session);
    if (pages === null) return;
    const isWhole = pages.isWhole && !pages.isClaude && !row.hasActiveRun;
    const usages = points && isWhole ? await this.unseen(peer, session, points) : [];
    const mark = { updatedAtMs: row.updatedAtMs, seq: pages.newest };
    await this.intake.take(peer, { ...emptyBatch(), usages }, { externalId, mark });
  }

  /**
   * Pages from the newest message back to where it was read last, each taken up at once. The mark moves when all were:
   * what is interrupted is read again, and changes nothing twice. Null when it was.
   */
  private async takePages(peer: GatewayPeer, { row, externalId, mark }: Unread): Promise<Pages | null> {
    const read: Pages = {
      newest: mark?.seq ?? null,
      isClaude: row.provider === claudeBackend,
      isWhole: false,
    };
    let offset = 0;
    let limit = mark ? fewMessages : undefined;
    for (let pages = 0; pages < mostPages; pages += 1) {
      const page = await readHistory(peer.connection, row.key, { offset, limit });
      limit = undefined;
      if (page === null || isOther(page, row)) return null;
      if (!(await this.takeMessages(peer, externalId, page.messages))) return null;
      note(read, page.messages);
      if (page.nextOffset === null || reaches(page.messages, mark)) return { ...read, isWhole: true };
      offset = page.nextOffset;
    }
    this.log.warn('a session is longer than what is read of it', { connectorId: peer.connectorId });
    return read;
  }

  private async takeMessages(
    peer: GatewayPeer,
    externalId: string,
    messages: readonly HistoryMessage[],
  ): Promise<boolean> {
    for (const batch of batchesOf(externalId, messages)) {
      if (peer.signal.aborted || !(await this.intake.take(peer, batch))) return false;
    }
    return true;
  }

  /** Calls no message told of. The gateway counts each at the time of its message. */
  private async unseen(
    peer: GatewayPeer,
    { row, externalId }: Unread,
    points: readonly UsagePoint[],
  ): Promise<WireUsage[]> {
    const known = await this.intake.callTimes(peer, externalId);
    const others = points.filter(({ atMs }) => !known.has(atMs));
    return unseenCalls(externalId, others, row.model ?? 'unknown');
  }
}

function namesOf(rows: readonly GatewaySessionRow[]): Map<string, string> {
  return new Map(rows.flatMap((row) => ((name) => (name === null ? [] : [[row.key, name]]))(nameOf(row))));
}

const isUnchanged = (row: GatewaySessionRow, mark: ReadMark | null) =>
  mark !== null && !row.hasActiveRun && row.updatedAtMs !== null && row.updatedAtMs === mark.updatedAtMs;

/** After a reset the key leads to another transcript. */
const isOther = ({ sessionId }: HistoryPage, row: GatewaySessionRow) =>
  row.sessionId !== null && sessionId !== null && sessionId !== row.sessionId;

function note(read: Pages, messages: readonly HistoryMessage[]): void {
  read.isClaude ||= messages.some(({ cliSessionId }) => cliSessionId !== null);
  for (const { seq } of messages) if (seq !== null) read.newest = Math.max(read.newest ?? 0, seq);
}

/** Whether a page goes back to what was read before. */
function reaches(messages: readonly HistoryMessage[], mark: ReadMark | null): boolean {
  const before = mark?.seq ?? null;
  return before !== null && messages.some(({ seq }) => seq !== null && seq <= before);
}

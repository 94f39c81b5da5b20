import type { ConnectorLineFragment } from '../../graphql/generated/documents';
import type { IconName } from '../../ui/icon-paths';
import type { Tone } from '../../ui/tone';

export type ConnectorState = ConnectorLineFragment['state'];

export interface StateLook {
  word: string;
  tone: Tone;
  icon: IconName;
  /** What it means for governance, for when the server gives no reason. */
  meaning: string;
}

/** How each state of a link shows. */
export const stateLooks: Record<ConnectorState, StateLook> = {
  CONNECTED: {
    word: 'Connected',
    tone: 'green',
    icon: 'check-circle',
    meaning: 'Linked and synchronised.',
  },
  CONNECTING: {
    word: 'Connecting',
    tone: 'blue',
    icon: 'refresh',
    meaning: 'The first attempt is running. Nothing is governed there until it succeeds.',
  },
  PAIRING_REQUIRED: {
    word: 'Pairing needed',
    tone: 'amber',
    icon: 'key',
    meaning: 'The gateway’s owner must approve this control plane’s device.',
  },
  REFUSED: {
    word: 'Refused',
    tone: 'red',
    icon: 'ban',
    meaning: 'The gateway does not let us in. It stays so until something changes.',
  },
  UNREACHABLE: {
    word: 'Unreachable',
    tone: 'red',
    icon: 'x-circle',
    meaning: 'Nothing answers at the address. What is held there is denied by the gateway itself.',
  },
  RECONNECTING: {
    word: 'Reconnecting',
    tone: 'blue',
    icon: 'refresh',
    meaning: 'The link broke and is being re-made. What is held meanwhile runs out and is denied.',
  },
  DISABLED: {
    word: 'Disabled',
    tone: 'neutral',
    icon: 'power',
    meaning: 'Switched off by a person. Nothing is governed there.',
  },
};

/** Whether the link is on its way to another state, so that looking often pays. */
export const isUnsettled = (state: ConnectorState): boolean => state !== 'CONNECTED' && state !== 'DISABLED';

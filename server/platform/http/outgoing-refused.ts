/**
 * Why a request did not leave, or why its answer was not taken:
 * `url` not a URL we accept the look of, `scheme`, `credentials`, `port` not allowed, `address` not an allowed address,
 * `dns` no address found, `redirect` too many or unsafe, `too-large`, `encoding` compressed though not asked for,
 * `timeout`, `network` connection refused, broken or not HTTP.
 */
export type OutgoingRefusal =
  | 'url'
  | 'scheme'
  | 'credentials'
  | 'port'
  | 'address'
  | 'dns'
  | 'redirect'
  | 'too-large'
  | 'encoding'
  | 'timeout'
  | 'network';

/** An outgoing connection that was refused or failed. The message is fit for the person who entered the URL. */
export class OutgoingRefused extends Error {
  override readonly name = 'OutgoingRefused';

  constructor(
    readonly code: OutgoingRefusal,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

const pausesMs = [400, 1_500];

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/**
 * Sends again when no answer came at all. Safe for every operation: reads change nothing, and each mutation carries
 * an `Idempotency-Key`, so a second arrival answers like the first.
 */
export async function fetchPatiently(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  for (const ms of pausesMs) {
    try {
      return await fetch(input, init);
    } catch (error) {
      if (init?.signal?.aborted) throw error;
      await pause(ms);
    }
  }
  return fetch(input, init);
}

/** Waiting in tests for what a busy machine takes its time over. */
import { waitUntil } from '@open-wc/testing'

export const until = (holds: Parameters<typeof waitUntil>[0], says?: string): Promise<void> =>
  waitUntil(holds, says, { timeout: 15_000 })

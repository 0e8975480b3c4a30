/** What loads late is asked for once, and once more where it did not come: a network that was gone may be back. */
export function brought<T>(load: () => Promise<T>): () => Promise<T> {
  let coming: Promise<T> | undefined
  return () =>
    (coming ??= load().catch((error: unknown) => {
      coming = undefined
      throw error
    }))
}

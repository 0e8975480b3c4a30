/** A part of the program did not load; what was asked of it is not done, and may be asked again. */
export class NotLoaded extends Error {
  override readonly name = 'NotLoaded'
}

/** What loads late is asked for once, and once more where it did not come: a network that was gone may be back. */
export function brought<T>(load: () => Promise<T>): () => Promise<T> {
  let coming: Promise<T> | undefined
  return () =>
    (coming ??= load().catch((error: unknown) => {
      coming = undefined
      throw new NotLoaded('A part of Linli did not load.', { cause: error })
    }))
}

type Method = (...given: never[]) => Promise<unknown>

/** Methods of something that loads late: a call waits until it is there. */
export const behind = <It extends Record<Name, Method>, Name extends keyof It>(
  bring: () => Promise<It>,
  ...names: readonly Name[]
): Pick<It, Name> =>
  Object.fromEntries(
    names.map((name): [Name, Method] => [name, async (...given) => (await bring())[name](...given)]),
  ) as Pick<It, Name>

/** What a request is told when it is not done: a status, a sentence for whoever builds a client, and when to come again. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  constructor(
    readonly status: number,
    says: string,
    /** Seconds. */
    readonly after?: number,
  ) {
    super(says)
  }
}

/** Figures of a running server in the text format of Prometheus: sums, and nothing of anybody. */
const bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]

export class Metrics {
  readonly #sums = new Map<string, number>()
  readonly #buckets = bounds.map(() => 0)
  #seconds = 0
  #count = 0

  /** @param name as it is printed, e.g. `linli_lines_total{result="stored"}` */
  add(name: string, count = 1): void {
    this.#sums.set(name, (this.#sums.get(name) ?? 0) + count)
  }

  took(seconds: number): void {
    this.#seconds += seconds
    this.#count++
    for (const [index, bound] of bounds.entries()) if (seconds <= bound) this.#buckets[index]!++
  }

  /** @param now values that are what they are at the moment */
  text(now: Readonly<Record<string, number>>): string {
    const rows: string[] = []
    const families = new Set<string>()
    const put = (name: string, value: number, type: string) => {
      const family = name.replace(/\{.*/, '')
      if (!families.has(family)) rows.push(`# TYPE ${family} ${type}`)
      families.add(family)
      rows.push(`${name} ${value}`)
    }
    for (const [name, value] of [...this.#sums].sort()) put(name, value, 'counter')
    for (const [name, value] of Object.entries(now)) put(name, value, 'gauge')
    rows.push('# TYPE linli_request_seconds histogram')
    for (const [index, bound] of bounds.entries())
      rows.push(`linli_request_seconds_bucket{le="${bound}"} ${this.#buckets[index]}`)
    rows.push(`linli_request_seconds_bucket{le="+Inf"} ${this.#count}`)
    rows.push(`linli_request_seconds_sum ${this.#seconds}`, `linli_request_seconds_count ${this.#count}`)
    return `${rows.join('\n')}\n`
  }
}

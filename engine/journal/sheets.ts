/** Private answers, kept beside the journal: a line is for ever, so it holds only where the answer was and its seal. */
import { addSpan } from '../time/duration.js'
import type { Kind } from '../pack/format.js'
import type { Data, Dossier, DossierId, Entry, Json, Moment, Say, Span } from '../types.js'
import { hex, sha256 } from './hash.js'

/** One private answer. Erasing the row erases the answer everywhere: without the salt the seal in the line tells nothing. */
export interface Sheet {
  /** `<id of the line>#<field>`. */
  readonly id: string
  readonly on: DossierId
  readonly field: string
  readonly value: Json
  readonly salt: string
  readonly purpose: Say
  readonly basis: string
  /** Kept so long after the dossier came to the step `after` or, without one, to its end. */
  readonly keep: Span
  readonly after?: string
  /** Erased at this moment; absent while the dossier is not there yet. */
  readonly until?: Moment
  /** By which line its time was last reckoned; absent while that is the line of the answer. */
  readonly stamp?: string
  /** To be kept sealed (SPEC R141). */
  readonly seals?: true
}

/** How an answer lies in the database: as it is, sealed, or erased before its dossier was, so that it does not come back. */
export type KeptSheet = Sheet | SealedSheet | ErasedSheet
export type SealedSheet = Omit<Sheet, 'value' | 'salt' | 'seals'> & {
  /** Answer and salt under a key of their own (sealing.ts), base64. */
  readonly box: string
}
export interface ErasedSheet {
  readonly id: string
  readonly on: DossierId
  readonly erased: true
}

export const isErased = (sheet: KeptSheet): sheet is ErasedSheet => 'erased' in sheet
export const isSealed = (sheet: KeptSheet): sheet is SealedSheet => 'box' in sheet

/** sha256 of an answer with its salt: a telephone number alone would be found by trying all of them. */
export const sealOf = (value: Json, salt: string): Promise<string> =>
  sha256(new TextEncoder().encode(`${salt} ${JSON.stringify(value)}`))

/** The line with seals in the place of its private answers, and the answers as sheets. */
export async function seal(
  entry: Entry,
  answers: Data | undefined,
  kind: Kind,
  seals = false,
): Promise<{ readonly entry: Entry; readonly sheets: readonly Sheet[] }> {
  const sheets: Sheet[] = []
  const inLine: Record<string, Json> = {}
  for (const [field, value] of Object.entries(answers ?? {})) {
    const spec = kind.fields[field]?.private
    if (!spec) throw new Error(`"${field}" is not a private field of this kind.`)
    const id = `${entry.id}#${field}`
    const salt = hex(crypto.getRandomValues(new Uint8Array(16)))
    const { purpose, basis, keep, after } = spec
    const kept = { purpose, basis, keep, ...(after !== undefined && { after }) }
    sheets.push({ id, on: entry.on, field, value, salt, ...kept, ...(seals && { seals }) })
    inLine[field] = { sheet: id, sha256: await sealOf(value, salt) }
  }
  return sheets.length > 0 ? { entry: { ...entry, data: { ...entry.data, ...inLine } }, sheets } : { entry, sheets }
}

/** Does the dossier hold a sealed answer? */
export const hasSheets = ({ fields }: Dossier): boolean =>
  Object.values(fields).some((value) => value !== null && typeof value === 'object' && 'sheet' in value)

/** The sheets whose time begins, or no longer runs because the dossier was opened again. */
export function dated<S extends KeptSheet>(sheets: readonly S[], dossier: Dossier): readonly S[] {
  const [lines = '', last = ''] = dossier.head.split(' ')
  // of two devices the one that knew more lines reckoned better
  const stamp = `${last} ${lines.padStart(9, '0')}`
  return sheets.flatMap((sheet) => {
    if (isErased(sheet)) return []
    const { until, ...rest } = sheet
    const over = sheet.after === undefined ? dossier.ended : dossier.step === sheet.after || until !== undefined
    if (over === (until !== undefined)) return []
    // Months are counted in UTC: erasing some hours sooner or later is the same for the person.
    return [(over ? { ...sheet, stamp, until: addSpan(dossier.at, sheet.keep, 'UTC') } : { ...rest, stamp }) as S]
  })
}

/** Any day from which a span is measured, so that months and days can be told apart. */
const someDay = Date.UTC(2020, 0, 1)
const longer = (one: Span, other: Span) => addSpan(someDay, one, 'UTC') > addSpan(someDay, other, 'UTC')

/** The sheet kept for a shorter time, if it is shorter (SPEC 105). */
export function shortened<S extends KeptSheet>(sheet: S, keep: Span | undefined): readonly S[] {
  if (isErased(sheet) || keep === undefined || !longer(sheet.keep, keep)) return []
  const { until } = sheet
  if (until === undefined) return [{ ...sheet, keep }]
  const began = addSpan(until, `-${sheet.keep}`, 'UTC')
  return [{ ...sheet, keep, until: Math.min(until, addSpan(began, keep, 'UTC')) }]
}

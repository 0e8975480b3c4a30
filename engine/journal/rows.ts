/** Sheets and newest values as far sides carry them: without it each would travel by rules of its own. */
import { canonical } from '../pack/digest.js'
import type { Row } from '../sync/adapter.js'
import type { Data, DossierId, Json } from '../types.js'
import { valueKey } from './beside-marks.js'
import type { Register } from './registers.js'
import { isErased, isSealed } from './sheets.js'
import type { KeptSheet } from './sheets.js'

const lineOf = (sheet: string) => sheet.slice(0, sheet.lastIndexOf('#'))

export function rowOf(sheet: KeptSheet): Row {
  const { id: key, on } = sheet
  if (isErased(sheet)) return { key, on, stamp: lineOf(key) }
  const { field, purpose, basis, keep, after, until, stamp = lineOf(key) } = sheet
  return {
    ...{ key, on, stamp, why: { purpose, basis, keep, ...(after !== undefined && { after }) } },
    ...(until !== undefined && { until }),
    body: isSealed(sheet) ? { field, box: sheet.box } : { field, value: sheet.value, salt: sheet.salt },
  }
}

/** The sheet of such a row; undefined for a row of something else. */
export function sheetOf({ key, on, stamp, why, until, body }: Row): KeptSheet | undefined {
  if (!body) return { id: key, on, erased: true }
  const { field, value = null, salt, box } = body
  if (!why || typeof field !== 'string') return undefined
  const kept = { id: key, on, field, ...why, stamp, ...(until !== undefined && { until }) }
  if (typeof box === 'string') return { ...kept, box }
  return typeof salt === 'string' ? { ...kept, value, salt } : undefined
}

export const valueRow = (on: DossierId, field: string, { value, stamp }: Register): Row => ({
  ...{ key: valueKey(on, field), on, stamp },
  body: { field, newest: value },
})

/** The newest value that such a row tells; undefined for a row of something else. */
export function valueOf({ stamp, body }: Row): { readonly field: string; readonly register: Register } | undefined {
  const { field, newest } = body ?? {}
  return typeof field === 'string' && newest !== undefined ? { field, register: { value: newest, stamp } } : undefined
}

/** Of two rows of one key, does the first stand? What is erased stays so. */
export function outdoes(row: Row, known: Row | undefined): boolean {
  if (!known) return true
  if (!known.body) return false
  if (!row.body || row.stamp !== known.stamp) return !row.body || row.stamp > known.stamp
  return lettersOf(row) > lettersOf(known)
}

export const lettersOf = (row: Row): string => canonical(row as unknown as Json)

/** What a far side cannot be trusted to hand out: something that is no row. */
export const isRow = (row: Row): boolean =>
  [row.key, row.on, row.stamp].every((it) => typeof it === 'string' && it !== '') &&
  (row.body === undefined || isData(row.body))

const isData = (value: unknown): value is Data => typeof value === 'object' && value !== null && !Array.isArray(value)

/** A state as a silhouette with its word: readable without colour. */
import { html, type TemplateResult } from 'lit'
import * as draw from './drawings.js'
import { icon, type Drawing } from './icon.js'

export type StateKind = 'on-time' | 'warn' | 'late' | 'suspended' | 'void' | 'watch' | 'stop' | 'unseen'

export const silhouettes: Readonly<Record<StateKind, Drawing>> = {
  'on-time': draw.onTime,
  warn: draw.warn,
  late: draw.late,
  suspended: draw.suspended,
  void: draw.voided,
  watch: draw.watch,
  stop: draw.stop,
  unseen: draw.unseen,
}

/** `solid`: as a filled badge, only for `late` and `stop`. */
export const stateMark = (kind: StateKind, words: string, solid = false): TemplateResult =>
  html`<span class="st ${kind} ${solid ? 'solid' : ''}">${icon(silhouettes[kind])}${words}</span>`

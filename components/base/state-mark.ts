/** A state as a silhouette with its word: readable without colour. */
import { html, type TemplateResult } from 'lit'
import { icon } from './icon.js'

export type StateKind = 'on-time' | 'warn' | 'late' | 'suspended' | 'void' | 'watch' | 'stop' | 'unseen'

/** `solid`: as a filled badge, only for `late` and `stop`. */
export const stateMark = (kind: StateKind, words: string, solid = false): TemplateResult =>
  html`<span class="st ${kind} ${solid ? 'solid' : ''}">${icon(kind)}${words}</span>`

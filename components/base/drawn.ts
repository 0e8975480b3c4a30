/** Drawings by the names that data gives them: acts and kinds of places are called by their packs, not by us. */
import * as drawings from './drawings.js'
import type { Drawing } from './icon.js'

const names: Readonly<Record<string, Drawing>> = {
  ...drawings,
  'on-time': drawings.onTime,
  'on-scene': drawings.onScene,
  void: drawings.voided,
  return: drawings.sentBack,
}

/** Undefined where nothing is drawn for it. */
export const drawn = (name: string): Drawing | undefined => (Object.hasOwn(names, name) ? names[name] : undefined)

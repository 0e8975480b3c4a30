/**
 * What comes late in the roster, each when it is first asked for. What is done with it brings more: dialogs, files, history;
 * those bring words of their own, for beside linli.js a script stands alone and would carry all of this again.
 */
import { Late } from '../base/late.js'

/** What it says, on a page in English. */
export const english = new Late(async () => (await import('./english.js')).en)
/** Who answers for a place, once one is chosen. */
export const card = new Late(async () => await import('./chain.js'))
/** Finding places, once somebody goes to the field or types into the tree. */
export const search = new Late(async () => await import('./search.js'))
/** What stands there when there is nothing to show. */
export const states = new Late(async () => await import('./states.js'))

/** What a page or a server may use of the engine; inside the engine nobody imports this file. */
export type { Adoption, Texts } from './adoption/ledger.js'
export type * from './adoption/view.js'
export { StationAtWork } from './at-work.js'
export { Backtests, type BacktestOptions, type Office } from './backtest/backtest.js'
export type * from './backtest/result.js'
export { diffBooks, diffPack, type Changed, type Part } from './diff/diff.js'
export { handClock, systemClock, type HandClock } from './time/clock.js'
export { standing, type Standing } from './time/dues.js'
export { fold, type Folded } from './act/fold.js'
export { wordingOf } from './explain/names.js'
export { explainPack, type Chapter, type Told } from './explain/pack.js'
export { explainVerdicts, type VerdictTold } from './explain/verdict.js'
export { openJournal } from './journal/dexie.js'
export { exportJournal, readExport, type Exported, type ExportHead } from './journal/export.js'
export type { Journal, Page } from './journal/journal.js'
export type { Aside } from './merge/arrive.js'
export type { Merged } from './merge/merging.js'
export { memoryJournal } from './journal/memory.js'
export { judge } from './judge/judge.js'
export { toEngine } from './judge/toengine.js'
export type * from './measures/measured.js'
export { openStation, StationRefused, type OpenOptions } from './open.js'
export type { Book, Norm, NormRule, Pack } from './pack/book.js'
export type { CommunityFile, PackFile, RosterFile } from './pack/format.js'
export { bookFromTexts, checkText, loadBook } from './pack/load.js'
export { placesFrom, type Place, type Places } from './roster/places.js'
export { finderOf, learnPinyin, type Finder } from './roster/places-search.js'
export { postsFrom, type Party, type Posts } from './roster/posts.js'
export { loadPeople, loadRoster } from './roster/roster.js'
export type { Station } from './station.js'
export type { Imported, StationStorage, StorageState } from './storage.js'
export {
  SyncError,
  type Auth,
  type Cursor,
  type PullPage,
  type PushResult,
  type RejectCode,
  type Scope,
  type SyncAdapter,
  type SyncCode,
  type SyncSession,
} from './sync/adapter.js'
export { fileAdapter, type LinesFile } from './sync/file.js'
export { MemoryFar, type Faults, type MemoryFarOptions } from './sync/memory.js'
export type { Joined, JoinOptions, Link, Rejected, SyncState } from './sync/sync.js'
export { sum } from './time/sum.js'
export { compile, type Sweep } from './sweep/compile.js'
export { tableFromFile, type TableTaken } from './tables/in.js'
export { tableToCsv, tableToXlsx } from './tables/out.js'
export { tryPack, type Verdict } from './try.js'
export type * from './types.js'
export { verifyRules, type RuleFinding } from './verify/rules.js'
export {
  verifyPack,
  verifyTable,
  type Finding,
  type PackFinding,
  type TableFinding,
  type VerifyOptions,
} from './verify/verify.js'
export { findingWords } from './verify/words.js'
export type * from './view.js'

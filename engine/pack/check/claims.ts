/** Rules that say nothing: what never holds, always holds, or holds only where the act is refused anyway. Certain, or not said. */
import { claimsIn, type RuleFinding } from '../../verify/rules.js'
import type { Rules } from '../normal.js'
import type { Path } from '../trouble.js'
import type { Ground } from './ground.js'

/** Some hundredths of a second for the worst of questions: somebody waits for the pack to open. */
const LIMIT = 5000

export type CheckClaims = typeof checkClaims

export function checkClaims(
  { file, names, zone, teller }: Pick<Ground, 'file' | 'names' | 'zone' | 'teller'>,
  { actRules, kindRules }: Rules,
): void {
  for (const { kind, act, of, rules } of claimsIn({ file, names, actRules, kindRules }, { zone, limit: LIMIT })) {
    const [name, other] = rules as readonly [string, string?]
    const around: Path = act === undefined ? ['dossiers', of, 'rules'] : ['acts', act, 'rules']
    const all = act === undefined ? file.dossiers![of]!.rules! : file.acts![act]!.rules!
    const path = [...around, all.findIndex((rule) => rule.name === name)]
    const [zh, en] = words(kind, name, other)
    teller.warn([...path, 'conditions'], { code: CODES[kind], zh, en, found: name }, 'key')
  }
}

const CODES = { never: 'never-holds', always: 'always-holds', shadowed: 'always-refused', contradiction: '' } as const

function words(kind: RuleFinding['kind'], name: string, other = ''): readonly [zh: string, en: string] {
  switch (kind) {
    case 'never':
      return [
        `规则「${name}」永远不会成立，没有一种情况符合它。`,
        `the rule "${name}" never holds: no case can match it.`,
      ]
    case 'always':
      return [`规则「${name}」在每一种情况下都成立。`, `the rule "${name}" holds in every case.`]
    default:
      return [
        `规则「${name}」成立时总是已经不予办理（如「${other}」），轮不到它。`,
        `the rule "${name}" only holds where the act is refused anyway, as by "${other}".`,
      ]
  }
}

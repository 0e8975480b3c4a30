/** What was found of rules as sentences: which rule gives way to which, in which case, in the words of the rules themselves. */
import type { Wording } from '../judge/explain.js'
import { called } from '../judge/titles.js'
import { quoted, say } from '../judge/words.js'
import type { Pack } from '../pack/book.js'
import { fill } from '../pack/words.js'
import type { Say } from '../types.js'
import { caseWords } from './case-words.js'
import type { RuleFinding } from './rules.js'

type Of = Pick<Pack, 'file' | 'names'>

export function ruleFindingWords(finding: RuleFinding, pack: Of, wording: Wording): Say {
  const [first, second] = finding.rules.map((name) => titleOf(name, finding, pack))
  const { kind, answer } = finding
  if (answer === 'undecided') return undecided(kind, first!, second)
  const shown = finding.witness && shownCase(finding, pack, wording)
  switch (kind) {
    case 'never':
      return say(`${first!.zh}永远不会成立，没有一种情况符合它`, `${first!.en} never holds: no case can match it`)
    case 'always':
      return say(`${first!.zh}在每一种情况下都成立`, `${first!.en} holds in every case`)
    case 'shadowed':
      return say(
        `${first!.zh}成立时总是已经不予办理，轮不到它；例如${second!.zh}也成立的：${shown!.zh}`,
        `${first!.en} only holds where the act is refused anyway; ${second!.en} holds too, for one: ${shown!.en}`,
      )
    case 'contradiction':
      return contradiction(finding, first!, second!, shown!, pack)
  }
}

function contradiction({ clash, of }: RuleFinding, wins: Say, gives: Say, shown: Say, pack: Of): Say {
  const { by, about } = clash!
  const both = say(
    `${wins.zh}和${gives.zh}可以同时成立：${shown.zh}。`,
    `${wins.en} and ${gives.en} can both hold: ${shown.en}.`,
  )
  const { fields, steps } = pack.file.dossiers![of]!
  const things = about.map((name) => quoted(fields[name]?.title ?? steps[name] ?? say(name, name)))
  const thing = say(things.map(({ zh }) => zh).join(''), things.map(({ en }) => en).join(', '))
  switch (by) {
    case 'refuse':
      return say(
        `${both.zh}那时不予办理，${thing.zh}不算数`,
        `${both.en} The act is then refused, and ${thing.en} does not come about`,
      )
    case 'move':
      return say(
        `${both.zh}先算的说了算，不到${thing.zh}`,
        `${both.en} The first decides, and it does not move to ${thing.en}`,
      )
    case 'set':
      return say(
        `${both.zh}两条写的${thing.zh}不一样，先算的说了算`,
        `${both.en} They write different values to ${thing.en}, and the first decides`,
      )
  }
}

function undecided(kind: RuleFinding['kind'], first: Say, second: Say | undefined): Say {
  switch (kind) {
    case 'never':
      return say(
        `没有查完${first.zh}会不会成立，情况太多`,
        `There are too many cases to tell whether ${first.en} ever holds`,
      )
    case 'always':
      return say(
        `没有查完${first.zh}是不是总成立，情况太多`,
        `There are too many cases to tell whether ${first.en} always holds`,
      )
    case 'shadowed':
      return say(
        `没有查完${first.zh}轮不轮得到，情况太多`,
        `There are too many cases to tell whether ${first.en} is always refused`,
      )
    case 'contradiction':
      return say(
        `没有查完${first.zh}和${second!.zh}会不会同时成立，情况太多`,
        `There are too many cases to tell whether ${first.en} and ${second!.en} can both hold`,
      )
  }
}

/** A rule goes by what it says; the numbers in it by their titles. */
function titleOf(name: string, { act, of }: RuleFinding, { file, names }: Of): Say {
  const all = [...((act !== undefined && file.acts?.[act]?.rules) || []), ...(file.dossiers?.[of]?.rules ?? [])]
  const says = all.find((rule) => rule.name === name)?.says ?? say(name, name)
  return quoted(fill(says, (fact, path) => called(names[of] ?? new Map(), fact, path).title))
}

function shownCase({ of, witness = {}, others = [], blanks = [] }: RuleFinding, pack: Of, wording: Wording): Say {
  const addresses = [...Object.keys(witness), ...blanks]
  if (addresses.length === 0) return say('任何情况', 'any case')
  const other = say('是没有提到的', 'not mentioned anywhere')
  return caseWords({ of, addresses, facts: witness, others, other }, pack, wording)
}

/** Everything that a pack of the right shape can still say wrongly, found before anybody is judged by it. */
import { checkActs } from './check/acts.js'
import { checkChecklists } from './check/checklists.js'
import { checkClocks } from './check/clocks.js'
import { checkExamples } from './check/examples.js'
import { checkFacts } from './check/facts.js'
import { checkFollows } from './check/follows.js'
import { entriesOf, known, type Ground } from './check/ground.js'
import { checkCopies } from './check/kept.js'
import { checkKinds } from './check/kinds.js'
import { checkLeftovers } from './check/leftovers.js'
import { checkMeasures } from './check/measures.js'
import { checkRenames } from './check/renames.js'
import { checkRules } from './check/rules.js'
import { checkSchedules } from './check/schedules.js'
import { checkBiometrics } from './check/biometrics.js'
import { checkNames } from './check/spelling.js'
import { checkTables } from './check/tables.js'
import { rulesOf, type Rules } from './normal.js'

export type { Ground }

/** Tells everything that is wrong with a pack; gives its rules in normal form. */
export function check(ground: Ground): Rules {
  const { file, names, zone, teller } = ground
  const rules = rulesOf(file, names, zone, teller)
  checkNames(ground)
  checkBiometrics(ground)
  checkKinds(ground)
  checkChecklists(ground)
  checkCopies(ground)
  checkActs(ground)
  checkRenames(ground)
  checkRules(ground, rules)
  checkSchedules(ground)
  checkClocks(ground)
  checkTables(ground)
  checkFacts(ground)
  checkMeasures(ground)
  checkFollows(ground)
  checkExamples(ground)
  for (const [name, { on, fields = [] }] of entriesOf(
    file.print as Readonly<Record<string, { on: string; fields?: string[] }>>,
  )) {
    if (!known(ground, ['print', name, 'on'], 'kind', on, file.dossiers)) continue
    fields.forEach((field, index) =>
      known(ground, ['print', name, 'fields', index], 'field', field, file.dossiers![on]!.fields),
    )
  }
  // a leftover is often what a misspelt word should have named
  if (!teller.failed) checkLeftovers(ground)
  return rules
}

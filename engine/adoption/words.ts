/** Why rules are not adopted, put aside or taken back, in words. */
import { listed, say } from '../judge/words.js'
import type { Say } from '../types.js'
import type { RuleAct } from './view.js'

export const said = {
  moved: say(
    '在用的规则刚刚换过了，请对着新的再看一遍。',
    'The rules in force have changed meanwhile; look at it again beside the new ones.',
  ),
  faulty: say('里面还有错，改好才能采用。', 'It has errors; mend them first.'),
  same: say('这就是现在在用的规则。', 'These are the rules in force.'),
  first: say('在这之前没有采用过别的规则。', 'No other rules were adopted before these.'),
  why: say('请写一句为什么。', 'Say why, in a sentence.'),
  nobody: say(
    '这个社区还没有定谁可以采用规则（社区文件里的 adopters）。',
    'This community has not said who may adopt rules (adopters in its file).',
  ),
}

export const no = (says: Say): RuleAct => ({ ok: false, says })

export function onlyFor(posts: readonly Say[]): Say {
  const who = listed(posts)
  return say(`采用规则由${who.zh}来办。`, `Adopting rules is for: ${who.en}.`)
}

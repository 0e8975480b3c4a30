import { expect } from '@open-wc/testing'
import type { Trouble } from '../types.js'
import { checkText, loadBook } from './load.js'

const folder = '/schemas/fixtures'
const fetched = async (address: string) => {
  const answer = await fetch(address)
  if (!answer.ok) throw new Error(`${answer.status} ${address}`)
  return answer.text()
}
/** Packs and files above lie among the good ones, unless there is a bad one of that name. */
const lenient = (address: string) => fetched(address).catch(() => fetched(address.replace('/bad/', '/good/')))

async function troublesOf(name: string): Promise<readonly Trouble[]> {
  const address = `${folder}/bad/${name}`
  return name.endsWith('.pack.json')
    ? checkText(await fetched(address), address)
    : (await loadBook(address, lenient)).troubles
}
async function sentences(name: string): Promise<string> {
  const troubles = await troublesOf(name)
  return troubles
    .map(({ level, says }) => `- ${level === 'warning' ? '(warning) ' : ''}${says.zh}\n- ${says.en}\n`)
    .join('')
}

const page = await fetched(`${folder}/bad/README.md`)

describe('P120 every fault is one sentence in zh and en with file, line and column', () => {
  for (const entry of page.split(/^## /m).slice(1)) {
    const [name, ...rest] = entry.split('\n')
    it(name!, async () => {
      expect(await sentences(name!)).to.equal(`${rest.join('\n').trim()}\n`)
    })
  }
})

describe('faults by the rule that they break', () => {
  const tells = async (fault: string, code: string, level = 'error') => {
    const name = fault.includes('.') ? fault : `${fault}.pack.json`
    const troubles = await troublesOf(name)
    expect(
      troubles.map((one) => `${one.level} ${one.code}`),
      name,
    ).to.deep.equal([`${level} ${code}`])
    const { line, column, says } = troubles[0]!
    expect(says.zh, name).to.match(new RegExp(`^${name} 第 ${line} 行第 ${column} 列：.+[。？]$`))
    expect(says.en, name).to.match(new RegExp(`^${name}, line ${line}, column ${column}: .+[.?]$`))
  }

  it('A1 a file is named as it calls itself', () => tells('other-name-inside', 'wrong-name'))
  it('A2 a name means one thing', async () => {
    await tells('name-twice', 'twice')
    await tells('role-and-field', 'twice')
    await tells('rule-twice', 'twice')
  })
  it('A3 names are plain words, and those of the kernel are taken', async () => {
    await tells('bad-name', 'bad-name')
    await tells('kernel-word', 'kernel-word')
  })
  it('A4 every text has zh and en', async () => {
    await tells('missing-english', 'shape-required')
    await tells('not-a-language', 'unknown-key')
  })
  it('B12 C16 nothing personal stands in an id, a rule or a text', async () => {
    await tells('private-in-id', 'reads-private')
    await tells('rule-reads-private', 'reads-private')
    await tells('text-shows-private', 'reads-private')
  })
  it('D25 a rule moves only where its act may lead', () => tells('move-outside', 'move-outside'))
  it('E36 every step is reached and comes to an end', async () => {
    await tells('unreachable-step', 'unreachable')
    await tells('endless-step', 'endless')
  })
  it('E37 somebody holds every open step of a matter', () => tells('nobody-holds', 'nobody-holds'))
  it('G63 a certain circle among follows is told', () => tells('follows-in-a-circle', 'circle'))
  it('P118 a rule that never holds, always does or is always refused is told, for certain', async () => {
    await tells('rule-never-holds', 'never-holds', 'warning')
    await tells('rule-always-holds', 'always-holds', 'warning')
    await tells('rule-always-refused', 'always-refused', 'warning')
  })
  it('G58 what always holds reads this dossier only', () => tells('always-reads-far', 'always-reads-far'))
  it('G67 literals are of the type of their fact', async () => {
    await tells('number-in-quotes', 'wrong-type')
    await tells('months-compared', 'wrong-type')
    await tells('types-not-alike', 'wrong-type')
  })
  it('I84 I86 rows of a unique table do not overlap', () => tells('rows-overlap', 'rows-overlap'))
  it('M102 a path that leads nowhere is told, and a change that changes nothing', async () => {
    await tells('override-leads-nowhere.community.json', 'unknown-path')
    await tells('override-of-no-row.community.json', 'unknown-path')
    await tells('override-changes-nothing.community.json', 'changes-nothing', 'warning')
  })
  it('M104 a lock above refuses what is at, under or around its path', async () => {
    await tells('override-locked-above.community.json', 'locked')
    await tells('override-around-a-lock.community.json', 'locked')
    await tells('param-locked-above.community.json', 'locked')
  })
  it('O113 examples of a rule stand on both sides', async () => {
    await tells('one-sided-examples', 'one-sided')
    await tells('rule-without-examples', 'no-examples', 'warning')
  })
  it('P119 people are not ranked, ended by a clock, or without appeal', async () => {
    await tells('ranks-people', 'ranks-people')
    await tells('clock-ends-person', 'clock-ends-person')
    await tells('person-without-appeal', 'no-appeal')
    await tells('private-without-basis', 'shape-required')
    await tells('emergency-without-end', 'shape-dependentRequired')
  })
  it('P119 no field holds a feature of a body, by its name or title, in Chinese or English', async () => {
    await tells('biometric-by-name', 'biometric')
    await tells('biometric-in-chinese', 'biometric')
    await tells('biometric-in-english', 'biometric')
  })
})

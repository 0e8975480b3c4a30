/** How every tag meets an eye and a finger: in any light, large, from the right, in forced colours, on a kiosk and on paper. */
import { expect, fixture, fixtureCleanup, html } from '@open-wc/testing'
import { executeServerCommand } from '@web/test-runner-commands'
import type { LinliElement } from './base/element.js'
import { until } from './base/sample-until.js'
import { controlsIn, drawn, isSeen, reachOf, rest, textOf, wordsIn } from './sample-look.js'
import { atStations, closeStations } from './sample-stations.js'
import { type Sample, samples, type Way } from './sample-tags.js'
import { defineAll } from './tags.js'

interface Look {
  readonly attributes?: Readonly<Record<string, string>>
  readonly dark?: boolean
  readonly size?: string
  readonly width?: number
  /** Least size of what a finger is to hit; none on paper. */
  readonly target?: 44 | 60
  /** Least size of words. */
  readonly type?: number
  readonly seen?: 'forced' | 'paper'
}
const looks: Readonly<Record<string, Look>> = {
  light: { target: 44 },
  dark: { dark: true },
  'large type': { attributes: { elder: '' }, target: 60, type: 18 },
  'the largest type on a phone': {
    attributes: { elder: '', lang: 'en' },
    size: '30px',
    width: 360,
    target: 60,
    type: 18,
  },
  'a kiosk': { attributes: { density: 'kiosk' }, target: 60, type: 18 },
  'right to left': { attributes: { dir: 'rtl', lang: 'en' } },
  'forced colours': { seen: 'forced' },
  'forced colours, dark': { seen: 'forced', dark: true },
  paper: { seen: 'paper', dark: true },
}

async function shown(name: string, sample: Sample, look: Look): Promise<LinliElement> {
  const { attributes = {}, dark, size, width = 1000 } = look
  const box = await fixture<HTMLElement>(html`<main lang="zh"></main>`)
  for (const [attribute, value] of Object.entries(attributes)) box.setAttribute(attribute, value)
  box.style.inlineSize = `${width}px`
  document.documentElement.style.colorScheme = dark ? 'dark' : ''
  if (size) box.style.setProperty('--linli-elder', size)
  const el = document.createElement(`linli-${name}`) as LinliElement
  Object.assign(el, await sample.given())
  for (const [attribute, value] of Object.entries(sample.written ?? {})) el.setAttribute(attribute, value)
  box.append(el)
  const words = box.lang === 'en' ? sample.says.en : sample.says.zh
  await until(() => textOf(el).includes(words), words)
  await rest(el)
  return el
}

async function go(el: LinliElement, way: Way): Promise<void> {
  const seen = () =>
    wordsIn(el)
      .map(([words]) => words)
      .join(' ')
  const before = seen()
  if (typeof way === 'function') way(el)
  else {
    const words = el.language === 'en' ? way.en : way.zh
    const isIt = (each: HTMLElement) =>
      each.matches('button') && (each.textContent.includes(words) || each.ariaLabel?.includes(words))
    await until(() => [...drawn(el)].some(isIt), words)
    const button = [...drawn(el)].find(isIt)!
    button.scrollIntoView({ block: 'center', behavior: 'instant' })
    button.click()
  }
  await until(() => seen() !== before, `${typeof way === 'function' ? String(way) : way.zh} brings something up`)
  await rest(el)
}

async function isFit(el: LinliElement, { target, type, width, seen, size }: Look): Promise<void> {
  await expect(el).to.be.accessible()
  if (target) {
    const reached = controlsIn(el).map((each) => [reachOf(each, target), each.outerHTML.slice(0, 300)] as const)
    const small = reached.filter(([reach]) => Math.min(...reach) < target)
    expect(small.map(([[wide, high], html]) => `${wide} × ${high} to hit ${html}`).join('\n')).to.equal('')
  }
  const sizes = wordsIn(el).map(([words, at]) => [Number.parseFloat(getComputedStyle(at).fontSize), words] as const)
  // some have nothing to say on paper
  expect(sizes.length > 0 || seen === 'paper').to.equal(true)
  if (type)
    expect(
      sizes
        .filter(([px]) => px < type)
        .map(([px, words]) => `${px} px: ${words}`)
        .join('\n'),
    ).to.equal('')
  if (size) expect(Math.max(...sizes.map(([px]) => px))).to.be.at.least(Number.parseFloat(size))
  if (width) {
    const out = [...drawn(el)].filter((each) => isSeen(each) && each.getBoundingClientRect().right > width + 1)
    expect(el.scrollWidth, `sticks out: ${out.map((each) => each.outerHTML.slice(0, 100)).join('\n')}`).to.be.at.most(
      width,
    )
  }
  if (seen === 'paper')
    for (const each of drawn(el)) if (each.matches('.btn')) expect(isSeen(each), each.textContent).to.equal(false)
}

/** As it comes, and with each thing that comes up in it. */
async function isFitWith(name: string, sample: Sample, look: Look): Promise<void> {
  const opens = look.seen === 'paper' ? [] : (sample.opens ?? [])
  for (const ways of [[], ...opens]) {
    const el = await shown(name, sample, look)
    for (const way of ways) await go(el, way)
    await isFit(el, look)
    fixtureCleanup()
  }
}

describe('every tag, as it is seen', () => {
  before(() => defineAll())
  afterEach(() => {
    fixtureCleanup()
    document.documentElement.style.colorScheme = ''
  })
  after(closeStations)

  const all = [
    ...Object.entries(samples).map(([name, sample]) => [name, name, sample] as const),
    ...Object.entries(atStations).map(([title, { tag, ...sample }]) => [`${tag}, ${title}`, tag, sample] as const),
  ]
  for (const [what, name, sample] of all)
    for (const [title, look] of Object.entries(looks))
      it(`linli-${what}: ${title}`, async () => {
        if (!look.seen) return isFitWith(name, sample, look)
        await executeServerCommand('seen-as', look.seen)
        try {
          const query = look.seen === 'paper' ? 'print' : '(forced-colors: active)'
          expect(matchMedia(query).matches).to.equal(true)
          await isFitWith(name, sample, look)
        } finally {
          await executeServerCommand('seen-as', 'screen')
        }
      }).timeout(60_000)
})

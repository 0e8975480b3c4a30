/** Each `how` has keys without which it means nothing, and takes no others: an idle key would be believed. */
import type { Path } from '../trouble.js'
import type { Ground } from './ground.js'

interface Form {
  readonly needs: readonly (string | readonly string[])[]
  readonly may: readonly string[]
}

/**
 * Tells what is missing and what is idle; answers whether nothing is missing.
 * @param besides keys that any `how` may have
 */
export function checkKeys(
  { teller }: Ground,
  how: { readonly how: string },
  { needs, may }: Form,
  path: Path,
  besides: readonly string[] = [],
): boolean {
  const given = Object.keys(how).filter((key) => !['how', 'title', ...besides].includes(key))
  const all = [...needs.flat(), ...may]
  const idle = given.filter((key) => !all.includes(key))
  for (const key of idle) {
    const fault = {
      zh: `「${how.how}」用不到「${key}」。`,
      en: `"${how.how}" makes no use of "${key}".`,
      found: key,
    }
    teller.error([...path, key], { code: 'idle-key', ...fault, known: all }, 'key')
  }
  const missing = needs.filter((one) => [one].flat().filter((key) => given.includes(key)).length !== 1)
  for (const one of missing) {
    const words = [one].flat()
    const fault = {
      zh: `「${how.how}」要写${words.map((key) => `「${key}」`).join('或')}${words.length > 1 ? '，只写一个' : ''}。`,
      en: `"${how.how}" needs ${words.length > 1 ? 'either ' : ''}${words.map((key) => `"${key}"`).join(' or ')}.`,
    }
    teller.error([...path, 'how'], { code: 'needs-key', ...fault, found: how.how })
  }
  return missing.length === 0
}

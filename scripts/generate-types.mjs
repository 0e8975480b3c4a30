// schemas/*.schema.json -> engine/generated/files.d.ts
// The shapes of files as the schemas say them, so that the compiler can hold engine/pack/format.ts to them: what a file
// may hold and the engine does not know of, or the other way round, does not compile (test/format.types.ts).
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { compile } from 'json-schema-to-typescript'

const root = fileURLToPath(new URL('..', import.meta.url))
const files = { pack: 'PackFile', community: 'CommunityFile', roster: 'RosterFile', people: 'PeopleFile' }

const json = { tsType: 'Anything' }
const mapped = (all, change) => Object.fromEntries(Object.entries(all).map(([name, one]) => [name, change(one)]))

/**
 * The schema as far as types can say it: no numbers, patterns or conditions between keys, and no titles, which would
 * become names of types. What may be either of two shapes (`if`, `then`, `else`) is a union.
 */
function typed(schema) {
  if (schema === true || schema === undefined) return json
  const { $ref, type, properties, additionalProperties, patternProperties, items, prefixItems, required } = schema
  if ($ref) return { $ref }
  if ('const' in schema) return { const: schema.const }
  if (schema.enum) return { enum: schema.enum }
  if (schema.then && schema.else && !properties) return { anyOf: [typed(schema.then), typed(schema.else)] }
  const either = schema.oneOf ?? schema.anyOf
  if (either?.every((one) => one.$ref || one.type || one.enum || 'const' in one)) return { anyOf: either.map(typed) }
  if (Array.isArray(type)) return type.includes('object') || type.includes('array') ? json : { type }
  if (type === 'array') {
    const { length } = prefixItems ?? []
    return prefixItems
      ? { type, items: prefixItems.map(typed), minItems: length, maxItems: length }
      : { type, items: typed(items) }
  }
  if (type !== 'object' && !properties) return type ? { type } : json
  const others = Object.values(patternProperties ?? {})[0] ?? (additionalProperties || undefined)
  return {
    type: 'object',
    ...(properties && { properties: mapped(withoutNever(properties), typed) }),
    ...(required && { required }),
    additionalProperties: others === undefined ? (properties ? false : json) : typed(others),
  }
}

const withoutNever = (all) => Object.fromEntries(Object.entries(all).filter(([, one]) => one !== false))

const parts = []
for (const [name, title] of Object.entries(files)) {
  const schema = JSON.parse(await readFile(`${root}schemas/${name}.schema.json`, 'utf8'))
  const $defs = mapped(schema.$defs ?? {}, typed)
  const text = await compile({ ...typed(schema), title, $defs }, title, {
    bannerComment: '',
    additionalProperties: false,
    format: false,
  })
  // definitions of one name stand in several schemas
  parts.push(`export namespace ${title.replace('File', '')} {\n${text.replace(/^/gm, '  ').trimEnd()}\n}`)
}
const banner = '// Made by scripts/generate-types.mjs from schemas/*.schema.json.\n/* eslint-disable */\n'
const text = `${banner}import type { Json as Anything } from '../types.js'\n\n${parts.join('\n\n')}\n`
const path = `${root}engine/generated/files.d.ts`
// written on change only, so that watchers stay quiet
if ((await readFile(path, 'utf8').catch(() => '')) !== text) await writeFile(path, text)

/** Whether a value has the shape that a schema asks for: a yes takes a hundredth of what it takes to say why not. */

export type Fits = (value: unknown) => boolean
/** A schema that asks for something; its `$defs` are those of the whole. */
export type Group = Readonly<Record<string, unknown>>
type Schema = boolean | Group

const isGroup = (value: unknown): value is Group => typeof value === 'object' && value !== null && !Array.isArray(value)

const types: Readonly<Record<string, Fits>> = {
  object: isGroup,
  array: Array.isArray,
  integer: Number.isInteger,
  number: (value) => typeof value === 'number',
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
}

/** Only of values of their own type do most keywords ask anything. */
const ofText =
  (fits: (text: string) => boolean): Fits =>
  (value) =>
    typeof value !== 'string' || fits(value)
const ofList =
  (fits: (list: readonly unknown[]) => boolean): Fits =>
  (value) =>
    !Array.isArray(value) || fits(value)
const ofGroup =
  (fits: (group: Group) => boolean): Fits =>
  (value) =>
    !isGroup(value) || fits(value)
const every =
  (all: readonly Fits[]): Fits =>
  (value) =>
    all.every((fits) => fits(value))

/** What belongs to another keyword, or asks for nothing. */
const aside = new Set(['$schema', '$id', '$defs', 'then', 'patternProperties', 'additionalProperties'])

/** `$ref` leads into the schema's own `$defs`. To a keyword that is not known here nothing fits. */
export function fitting(root: Group): Fits {
  const definitions = root['$defs'] as Readonly<Record<string, Schema>>
  const named = new Map<string, Fits>()
  const byName = (name: string): Fits => {
    if (!named.has(name)) named.set(name, of(definitions[name]!))
    return named.get(name)!
  }
  const all = (schemas: unknown) => (schemas as readonly Schema[]).map(of)

  function members(schema: Group): Fits {
    const own = Object.entries((schema['properties'] ?? {}) as Record<string, Schema>)
    const known = new Map(own.map(([name, member]) => [name, of(member)]))
    const patterns = Object.entries((schema['patternProperties'] ?? {}) as Record<string, Schema>).map(
      ([pattern, member]) => [new RegExp(pattern, 'u'), of(member)] as const,
    )
    const other = of((schema['additionalProperties'] ?? true) as Schema)
    return ofGroup((group) =>
      Object.keys(group).every((name) => {
        const value = group[name]
        const fits = known.get(name)
        const like = patterns.filter(([pattern]) => pattern.test(name))
        if (!fits && like.length === 0) return other(value)
        return (!fits || fits(value)) && like.every(([, member]) => member(value))
      }),
    )
  }

  const keywords: Readonly<Record<string, (asked: never, schema: Group) => Fits>> = {
    $ref: (name: string) => byName(name.replace('#/$defs/', '')),
    type: (names: string | readonly string[]) => {
      const any = [names].flat().map((name) => types[name]!)
      return (value) => any.some((is) => is(value))
    },
    enum: (values: readonly unknown[]) => (value) => values.includes(value),
    required: (names: readonly string[]) => ofGroup((group) => names.every((name) => Object.hasOwn(group, name))),
    properties: (_, schema) => members(schema),
    propertyNames: (schema: Schema) => {
      const fits = of(schema)
      return ofGroup((group) => Object.keys(group).every(fits))
    },
    minProperties: (least: number) => ofGroup((group) => Object.keys(group).length >= least),
    items: (schema: Schema) => {
      const fits = of(schema)
      return ofList((list) => list.every(fits))
    },
    minItems: (least: number) => ofList((list) => list.length >= least),
    pattern: (source: string) => {
      const pattern = new RegExp(source, 'u')
      return ofText((text) => pattern.test(text))
    },
    minLength: (least: number) => ofText((text) => [...text].length >= least),
    maxLength: (most: number) => ofText((text) => [...text].length <= most),
    allOf: (schemas) => every(all(schemas)),
    anyOf: (schemas) => {
      const any = all(schemas)
      return (value) => any.some((fits) => fits(value))
    },
    if: (schema: Schema, around) => {
      const [fits, then] = [of(schema), of((around['then'] ?? true) as Schema)]
      return (value) => !fits(value) || then(value)
    },
  }

  function of(schema: Schema): Fits {
    if (typeof schema === 'boolean') return () => schema
    const asked = Object.keys(schema).filter((keyword) => !aside.has(keyword))
    if (!asked.includes('properties') && ('patternProperties' in schema || 'additionalProperties' in schema))
      asked.push('properties')
    return every(asked.map((keyword) => keywords[keyword]?.(schema[keyword] as never, schema) ?? (() => false)))
  }
  return of(root)
}

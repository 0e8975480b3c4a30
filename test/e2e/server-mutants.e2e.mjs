// Mistakes that somebody might make in the server or in its adapter, planted one by one in their sources: the published
// contract, or what is refused besides, must find each of them.
import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { contract } from '../../dist/engine/sync/contract.js'
import { refused } from './server-cases.mjs'
import { built, ground, groundsOn } from './server-ground.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const cache = `${root}node_modules/.cache/linli-mutants`
const cases = [...contract, ...refused]
const parts = [
  ...['time/clock', 'sync/http', 'server/database', 'server/erase'],
  ...['server/places', 'server/schema', 'server/server', 'server/tokens'],
]

/** The server and its adapter from their sources, with these letters of one file changed. */
async function madeWith(name, { file, edits = [] }) {
  const plant = {
    name: 'plant',
    setup({ onLoad }) {
      onLoad({ filter: /\.ts$/ }, ({ path }) => {
        if (!file || !path.endsWith(`/engine/${file}`)) return undefined
        let contents = readFileSync(path, 'utf8')
        for (const [from, to] of edits) {
          assert.ok(contents.includes(from), `${file} does not say ${from}`)
          contents = contents.replace(from, to)
        }
        return { contents, loader: 'ts' }
      })
    },
  }
  const { outputFiles } = await build({
    stdin: { contents: parts.map((part) => `export * from './engine/${part}.js'`).join('\n'), resolveDir: root },
    ...{ bundle: true, write: false, platform: 'node', format: 'esm', logLevel: 'error' },
    ...{ external: ['pg', '@electric-sql/pglite'], plugins: [plant] },
  })
  mkdirSync(cache, { recursive: true })
  const path = `${cache}/${name.replaceAll(/\W+/g, '-')}.mjs`
  writeFileSync(path, outputFiles[0].text)
  return import(`${pathToFileURL(path)}?${process.pid}`)
}

/** What each does wrong, where it is planted, and the case that must fail. */
const mutants = {
  'reads by a plain serial number': {
    by: 'refused: to pass over a line that is still being written',
    file: 'server/pull.ts',
    edits: [
      ['(xid, seq) > ($1::bigint, $2::bigint) and xid < $3::bigint', 'seq > $2::bigint and ($1 || $3) is not null'],
      ['order by xid, seq', 'order by seq'],
      [
        'more ? cursorAt(within, last!.xid_text, last!.seq_text) : cursorAt(within, settled, 0)',
        'last ? cursorAt(within, last.xid_text, last.seq_text) : (cursor ?? cursorAt(within, settled, 0))',
      ],
    ],
  },
  'reads what is written just now': {
    by: 'refused: to pass over a line that is still being written',
    file: 'server/pull.ts',
    edits: [
      ['and xid < $3::bigint', 'and $3::bigint is not null'],
      [
        'more ? cursorAt(within, last!.xid_text, last!.seq_text) : cursorAt(within, settled, 0)',
        'last ? cursorAt(within, last.xid_text, last.seq_text) : (cursor ?? cursorAt(within, settled, 0))',
      ],
    ],
  },
  'begins anew after an empty page': {
    by: 'pull: an empty page does not begin anew',
    file: 'server/pull.ts',
    edits: [[': cursorAt(within, settled, 0)', ': cursorAt(within, last ? settled : 0n, 0)']],
  },
  'takes any cursor for the beginning': {
    by: 'pull: a cursor that is none is said to be gone',
    file: 'server/pull.ts',
    edits: [
      [
        'if (of !== epoch || BigInt(xid!) > next) throw gone',
        'if (of !== epoch || BigInt(xid!) > next) return [-1n, 0n]',
      ],
    ],
  },
  'gives one line more than was asked for': {
    by: 'pull: many pages give what one page gives',
    file: 'server/pull.ts',
    edits: [['const rows = more ? found.slice(0, limit) : found', 'const rows = found']],
  },
  'gives every kind': {
    by: 'pull: only the kinds that are asked for come',
    file: 'server/pull.ts',
    edits: [['kinds ?? null', 'null']],
  },
  'hands out the newest first': {
    by: 'pull: many pages give what one page gives',
    file: 'server/pull.ts',
    edits: [['order by xid, seq', 'order by xid desc, seq desc']],
  },
  'tells places by their first letters': {
    by: 'access: a place that only begins alike is another',
    file: 'server/access.ts',
    edits: [
      [
        "coalesce((select path from linli.places where id = $1), '')",
        "rtrim((select path from linli.places where id = $1), '/')",
      ],
    ],
  },
  'reads for anybody': {
    by: "access: a scope that is not one's own is refused",
    file: 'server/access.ts',
    edits: [['if (!scope?.startsWith(reach))', 'if (!scope)']],
  },
  'takes a token that was taken back': {
    by: 'access: without a good token nothing goes in or out',
    file: 'server/access.ts',
    edits: [['if (revoked)', 'if (revoked && epoch === undefined)']],
  },
  'takes a token whose time is over': {
    by: 'refused: a token that has run out, or was not made here',
    file: 'server/tokens.ts',
    edits: [['nbf * 1000 <= now && now < exp * 1000', 'nbf * 1000 <= now && exp > 0']],
  },
  'takes a token that signs for itself': {
    by: 'refused: a token that has run out, or was not made here',
    file: 'server/tokens.ts',
    edits: [['own.length === mark.length && timingSafeEqual(own, mark)', 'own.length === mark.length']],
  },
  'lets readers write': {
    by: 'refused: a token that reads, when it writes',
    file: 'server/push.ts',
    edits: [["claims.role === 'read'", 'claims.role === undefined']],
  },
  'does not look where a dossier is': {
    by: 'access: a place that only begins alike is another',
    file: 'server/push.ts',
    edits: [['path !== undefined && !path.startsWith(reach)', 'false']],
  },
  'believes a line where its dossier is': {
    by: 'access: a line does not say itself where its dossier is',
    file: 'server/push.ts',
    edits: [
      ['paths.get(on) ?? (place === undefined ? undefined : tree.get(place))', 'tree.get(place!) ?? paths.get(on)'],
    ],
  },
  'lets a whole batch wait for one bad line': {
    by: 'push: of a mixed batch each line has its own answer, in order, and none keeps another out',
    file: 'server/push.ts',
    edits: [
      [
        'return { results, news }',
        "return { results: results.some(({ status }) => status === 'rejected') ? results.map(({ id }) => ({ id, status: 'retry' as const })) : results, news }",
      ],
    ],
  },
  'answers out of order': {
    by: 'push: of a mixed batch each line has its own answer, in order, and none keeps another out',
    file: 'server/push.ts',
    edits: [['return { results, news }', 'return { results: results.toReversed(), news }']],
  },
  'keeps a line whose dossier it does not know out for good': {
    by: 'access: a line before its dossier is to come again',
    file: 'server/push.ts',
    edits: [["status: 'retry', afterMs: later.dossier", "status: 'rejected', code: 'invalid'"]],
  },
  'acknowledges a last line that it has not kept': {
    by: 'push: of two lines of one id both are kept',
    file: 'server/push.ts',
    edits: [
      [
        'columns.map((column) => column.join',
        'columns.map((column) => column.slice(0, Math.max(1, column.length - 1)).join',
      ],
    ],
  },
  'counts letters and not bytes': {
    by: 'push: too large is said of that line, by its name',
    file: 'server/line.ts',
    edits: [['Buffer.byteLength(text)', 'text.length']],
  },
  'knows lines by their id alone': {
    by: 'push: of two lines of one id both are kept',
    file: 'server/push.ts',
    edits: [
      [
        'order by t.n',
        "where not exists (select from linli.lines l where convert_from(l.line, 'UTF8')::json->>'id' = t.line::json->>'id') order by t.n",
      ],
    ],
  },
  'says that it has erased': {
    by: 'erase: a dossier whose lines say that its time is over goes, with all that belongs to it',
    file: 'server/erase.ts',
    edits: [['        await ask(erase, [on, lastOf(found) ?? null])\n', '']],
  },
  'believes whoever asks that time is over': {
    by: "erase: nobody's word makes a dossier older than its lines say",
    file: 'server/erase.ts',
    edits: [["claims.role === 'admin' ? keep : undefined", 'keep']],
  },
  'opens parcels to whoever knows their hash': {
    by: 'parcels: a hash alone opens nothing',
    file: 'server/parcels.ts',
    edits: [['f."on" = $1 and f.hash = p.hash', '$1::text is not null and f.hash = p.hash']],
  },
  'keeps the row that came last': {
    by: 'sheets: of one key the later stands, in whatever order they came',
    file: 'server/rows.ts',
    edits: [['if (outdoes(row, after.get(id) ?? before.get(id)))', 'if (outdoes(row, undefined))']],
  },
  'ties proofs to nothing': {
    by: 'proofs: a proof comes letter by letter with its lines, and lines without one come without',
    file: 'server/push.ts',
    edits: [['keepProofs(ask, proofs)', 'keepProofs(ask, proofs.slice(0, 0))']],
  },
  'does not say of a page of which epoch it is': {
    by: 'pull: an older copy that was put back is known as one, also by who only brought lines',
    file: 'server/pull.ts',
    edits: [['`"epoch":"${within.epoch}"`', '`"epoch":"one"`']],
  },
  'rings no bell': {
    by: 'pull: a bell rings for what arrives, until it is stopped',
    file: 'server/routes.ts',
    edits: [['bell.ring(pushed.news)', 'void bell']],
  },
  'never asks for another token': {
    by: 'access: a token that ran out is asked for anew, once',
    file: 'sync/http.ts',
    edits: [['if (this.token === used) await this.#renew()', '']],
  },
  'does not hear that it is to stop': {
    by: 'push: what is broken off ends, and says so',
    file: 'sync/http.ts',
    edits: [
      ['    signal.throwIfAborted()\n    const end = new AbortController()', '    const end = new AbortController()'],
      ['  signal.throwIfAborted()\n  const { fitting', '  const { fitting'],
    ],
  },
  'throws for a line that it does not take': {
    by: 'push: too large is said of that line, by its name',
    file: 'sync/http.ts',
    edits: [
      [
        '  return results\n}',
        "    if (results.some(({ status }) => status === 'rejected')) throw new SyncError('forbidden', 'no')\n  return results\n}",
      ],
    ],
  },
  'begins anew with every page': {
    by: 'pull: a cursor that is none is said to be gone',
    file: 'sync/http.ts',
    edits: [['...(cursor !== null && { after: cursor })', '']],
  },
}

const pg = ground()

async function run(modules, { run: test }) {
  const db = await modules.openPostgres(pg.cluster.url(), () => {})
  try {
    await test(groundsOn(db, modules))
  } finally {
    await db.close()
  }
}
const named = (wanted) => {
  const found = cases.find(({ name }) => name === wanted)
  assert.ok(found, `there is no case ${wanted}`)
  return found
}

test('without a mistake none of it fails', async () => {
  for (const name of [
    'refused: to pass over a line that is still being written',
    'push: of two lines of one id both are kept',
  ])
    await run(await madeWith('unchanged', {}), named(name))
})

describe('a server or an adapter that', () => {
  for (const [name, { by, ...plant }] of Object.entries(mutants))
    test(`${name} is found`, async () => {
      const modules = await madeWith(name, plant)
      await assert.rejects(
        run(modules, named(by)),
        /Not as promised|SyncError|protocol|busy|AbortError/,
        `${by} did not fail`,
      )
    })
})

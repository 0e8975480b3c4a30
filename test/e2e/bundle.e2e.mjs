// linli.js as it is published: any page, any order, any address.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertClean, device, openPage, site } from './harness.mjs'

const page = (head) => `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>页面</title><link rel="icon" href="/img/icon.svg">${head}</head>
<body><main><h1>页面</h1></main></body></html>`

test('the harness sees a violation, an error and a fault of access', async (t) => {
  const files = {
    '/bad.html': page('<style>p { color: red }</style><script type="module" src="/bad.js"></script>'),
    '/bad.js': 'document.querySelector("main").append(new Image())\nconsole.error("a")\nthrow new Error("b")',
  }
  const host = await site(t, { files })
  const tab = await openPage(await device(t), `${host.url}/bad.html`)
  await assert.rejects(assertClean(tab), /image-alt/)
  assert.match(tab.problems.join('\n'), /policy: style-src-elem inline/)
  assert.match(tab.problems.join('\n'), /console: a/)
  assert.match(tab.problems.join('\n'), /error: b/)
})

test('linli.js registers its tags under the strict policy, and once more under another address', async (t) => {
  const host = await site(t, { files: { '/index.html': page('<script type="module" src="/linli.js"></script>') } })
  const tab = await openPage(await device(t), host.url)
  await tab.waitForFunction(() => customElements.get('linli-station'))
  await tab.addScriptTag({ url: '/linli.js?v=2', type: 'module' })
  await assertClean(tab)
})

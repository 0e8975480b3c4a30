// The kiosk without a network: keeps the files of its page, all of one release, and goes over to the next release only when
// the page says that nobody is here. scripts/build-demo.mjs writes the release; as it lies here, for `npm start`, it keeps
// whatever came over the network last. By hand, for it is shorter than what would have to be told to a library that makes it.
const release = { version: 'dev', files: [] }

// the pages of two languages have a worker each, and must not clear away what the other one keeps
const family = `linli-kiosk ${registration.scope} `
const name = family + release.version

addEventListener('install', (event) => event.waitUntil(keep()))
addEventListener('activate', (event) => event.waitUntil(takeOver()))
addEventListener('message', ({ data }) => data === 'take-over' && skipWaiting())
addEventListener('fetch', (event) => {
  const { method, url } = event.request
  if (method === 'GET' && new URL(url).origin === location.origin) event.respondWith(answer(event.request))
})

/** All or nothing: a worker whose files are not all here is given up by the browser, and tried again later. */
async function keep() {
  const cache = await caches.open(name)
  // past the HTTP cache, which may hold some of them from before
  await cache.addAll(release.files.map((file) => new Request(file, { cache: 'reload' })))
}

async function takeOver() {
  const old = (await caches.keys()).filter((each) => each.startsWith(family) && each !== name)
  await Promise.all(old.map((each) => caches.delete(each)))
  // what the page loads late comes from here already on its first day
  await clients.claim()
}

async function answer(request) {
  const cache = await caches.open(name)
  const kept = await cache.match(request, { ignoreSearch: request.mode === 'navigate', ignoreVary: true })
  if (release.files.length > 0) return kept ?? fetch(request)
  try {
    const fresh = await fetch(request)
    if (fresh.ok) await cache.put(request, fresh.clone())
    return fresh
  } catch {
    return kept ?? Response.error()
  }
}

// SPDX-License-Identifier: Apache-2.0

/**
 * The honest cases of attribution with unmodified y-websocket providers against the real server, and
 * the dishonest ones: whose new items are taken, whose are refused, and that nobody else notices.
 *
 *     node identities.mjs
 */

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { WebSocket, WebsocketProvider, Y } from './libraries.mjs'
import { Server, program } from './server.mjs'

/** How long anything may take before a case fails, in milliseconds. */
const patience = 20_000

/** A browser: its cookie, or none. */
class Browser {
  constructor(server, cookie) {
    this.server = server
    this.cookie = cookie
  }

  /** Opens the page of a pad, as which a browser gets its cookie. */
  static async visiting(server, path = '/') {
    const answer = await fetch(server.url(path))
    return new Browser(server, answer.headers.get('set-cookie').split(';')[0])
  }

  /** Opens a pad in a tab, with a document that may be older than the tab. */
  tab(pad, doc = new Y.Doc()) {
    const { cookie } = this
    class CookieSocket extends WebSocket {
      constructor(url, protocols) {
        super(url, protocols, cookie ? { headers: { Cookie: cookie } } : {})
      }
    }
    return new Tab(new WebsocketProvider(this.server.syncURL, pad, doc, {
      WebSocketPolyfill: CookieSocket, disableBc: true, maxBackoffTime: 500, params: { acks: '1' },
    }))
  }
}

/** A provider as it is, and what its connection was told. */
class Tab {
  /** @type {number[]} */
  closeCodes = []

  constructor(provider) {
    this.provider = provider
    this.doc = provider.doc
    this.text = this.doc.getText('content')
    provider.on('connection-close', (event) => {
      this.saved = 0
      if (event) this.closeCodes.push(event.code)
    })
    this.#hearAcknowledgements()
  }

  /** Message 100 is ours; a provider that does not know it would only complain. */
  #hearAcknowledgements() {
    this.saved = 0
    this.provider.messageHandlers[100] = (encoder, decoder) => {
      this.saved = decoder.arr[decoder.pos++]
    }
  }

  write(words) {
    this.text.insert(this.text.length, words)
  }

  holds(words) {
    return until(() => this.text.toString().includes(words), `"${words}"`)
  }

  synced() {
    return until(() => this.provider.synced, 'synchronisation')
  }

  refused() {
    return until(() => this.closeCodes.includes(4403), 'a refusal')
  }

  close() {
    this.provider.destroy()
  }
}

async function until(condition, what) {
  const end = Date.now() + patience
  while (!condition()) {
    if (Date.now() > end) throw new Error(`${what} did not come`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** Waits for the server to have just this of a pad; an acknowledgement may be that of an empty step 2. */
async function hasText(server, pad, text) {
  const end = Date.now() + patience
  while (await textOf(server, pad) !== text) {
    if (Date.now() > end) throw new Error(`the server never had "${text}"`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** What the server has of a pad. */
async function textOf(server, pad) {
  const answer = await fetch(server.url(`/api/v1/pads/${pad}/text`))
  return answer.text()
}

const cases = {
  async 'a step 2 that holds what others wrote is taken'(server, pad) {
    const anne = (await Browser.visiting(server)).tab(pad)
    const bob = (await Browser.visiting(server)).tab(pad)
    await Promise.all([anne.synced(), bob.synced()])
    anne.write('anne ')
    await bob.holds('anne ')
    bob.provider.disconnect()
    bob.write('bob ')
    bob.text.delete(0, 2)
    bob.provider.connect()
    await anne.holds('bob ')
    // All of it again, as a provider sends it to a server that asks for everything.
    bob.provider.ws.send(step2(Y.encodeStateAsUpdate(bob.doc)))
    bob.write('more ')
    await anne.holds('more ')
    assert.deepEqual([...anne.closeCodes, ...bob.closeCodes.filter((code) => code === 4403)], [])
    return [anne, bob]
  },

  async 'tabs that wrote offline come back under their old client IDs, each other\'s too'(server, pad) {
    const browser = await Browser.visiting(server)
    const first = browser.tab(pad)
    const second = browser.tab(pad)
    await Promise.all([first.synced(), second.synced()])
    first.write('one ')
    await second.holds('one ')
    first.provider.disconnect()
    second.provider.disconnect()
    first.write('first offline ')
    second.write('second offline ')
    // Tabs of one browser hear each other without the server, so the first brings both.
    Y.applyUpdate(first.doc, Y.encodeStateAsUpdate(second.doc))
    first.provider.connect()
    await until(() => first.saved > 0, 'an acknowledgement')
    second.provider.connect()
    second.write('second again ')
    await first.holds('second again ')
    assert.ok(!first.closeCodes.concat(second.closeCodes).includes(4403))
    return [first, second]
  },

  async 'who lost the cookie is refused under the old client ID, and goes on under a new one'(server, pad) {
    const before = (await Browser.visiting(server)).tab(pad)
    const witness = (await Browser.visiting(server)).tab(pad)
    await Promise.all([before.synced(), witness.synced()])
    before.write('kept ')
    await witness.holds('kept ')
    before.provider.disconnect()
    before.write('refused ')
    const stranger = await Browser.visiting(server)
    const again = stranger.tab(pad, before.doc)
    await again.refused()
    assert.equal(again.saved, 0)
    assert.equal(await textOf(server, pad), 'kept ')
    assert.equal(witness.text.toString(), 'kept ')
    again.close()
    const anew = stranger.tab(pad)
    await anew.synced()
    anew.write('anew ')
    await witness.holds('kept anew ')
    return [anew, witness]
  },

  async 'one person in two browsers is two identities, and both write'(server, pad) {
    const desk = (await Browser.visiting(server)).tab(pad)
    const phone = (await Browser.visiting(server)).tab(pad)
    await Promise.all([desk.synced(), phone.synced()])
    desk.write('desk ')
    await phone.holds('desk ')
    phone.write('phone ')
    await desk.holds('desk phone ')
    assert.deepEqual([...desk.closeCodes, ...phone.closeCodes], [])
    return [desk, phone]
  },

  async 'clients without identity reconnect freely'(server, pad) {
    const plain = new Browser(server).tab(pad)
    await plain.synced()
    plain.write('one ')
    await until(() => plain.saved > 0, 'an acknowledgement')
    plain.provider.disconnect()
    plain.write('two ')
    const other = new Browser(server).tab(pad)
    await other.synced()
    plain.provider.connect()
    await other.holds('one two ')
    assert.ok(!plain.closeCodes.includes(4403))
    return [plain, other]
  },

  async 'a forged cookie counts as none'(server, pad) {
    const anne = await Browser.visiting(server)
    const tab = anne.tab(pad)
    await tab.synced()
    tab.write('anne ')
    await until(() => tab.saved > 0, 'an acknowledgement')
    tab.close()
    const [guest] = anne.cookie.split('.')
    const other = await Browser.visiting(server)
    const forger = new Browser(server, `${guest}.${other.cookie.split('.')[1]}`)
    const forged = forger.tab(pad, tab.doc)
    forged.write('forged ')
    await forged.refused()
    assert.equal(await textOf(server, pad), 'anne ')
    const genuine = anne.tab(pad, tab.doc)
    await until(() => genuine.saved > 0, 'an acknowledgement')
    assert.equal(await textOf(server, pad), 'anne forged ')
    return [forged, genuine]
  },
}

/** Sync step 2 as a frame. */
function step2(update) {
  const length = []
  for (let rest = update.length; ; rest >>>= 7) {
    length.push(rest > 127 ? (rest & 127) | 128 : rest)
    if (rest <= 127) break
  }
  return Uint8Array.from([0, 1, ...length, ...update])
}

/** After a restore from backup, clients bring back what it lacks, their own and others'. */
async function restoredBackup() {
  const server = new Server()
  await server.start()
  const anne = await Browser.visiting(server)
  const bob = await Browser.visiting(server)
  const anneTab = anne.tab('pad')
  const bobTab = bob.tab('pad')
  await Promise.all([anneTab.synced(), bobTab.synced()])
  anneTab.write('before ')
  await bobTab.holds('before ')
  await server.stop()
  const backup = server.backUp()
  await server.start()
  await Promise.all([anneTab.synced(), bobTab.synced()])
  anneTab.write('after ')
  await bobTab.holds('after ')
  bobTab.write('too ')
  await anneTab.holds('too ')
  anneTab.provider.disconnect()
  bobTab.provider.disconnect()
  await server.stop()
  execFileSync(program(), ['restore', backup, '--data', server.data])
  await server.start()
  bobTab.provider.connect()
  await until(() => bobTab.saved > 0, 'an acknowledgement')
  assert.equal(await textOf(server, 'pad'), 'before after too ')
  anneTab.provider.connect()
  anneTab.write('anne again ')
  await bobTab.holds('anne again ')
  bobTab.write('bob again ')
  await anneTab.holds('bob again ')
  assert.ok(!anneTab.closeCodes.concat(bobTab.closeCodes).includes(4403))
  for (const tab of [anneTab, bobTab]) tab.close()
  await server.remove()
}

/**
 * A restored backup gives nobody another role: a reader does not bring back what it lacks, and is at
 * home again as soon as an editor has.
 */
async function restoredBackupWithRoles() {
  const server = new Server()
  await server.start()
  const anne = await Browser.visiting(server)
  const anneTab = anne.tab('pad')
  await anneTab.synced()
  anneTab.write('before ')
  await hasText(server, 'pad', 'before ')
  const made = await fetch(server.url('/api/v1/pads/pad/links'), {
    method: 'POST', body: JSON.stringify({ role: 'viewer' }),
    headers: { 'Content-Type': 'application/json', Cookie: anne.cookie },
  })
  assert.equal(made.status, 201)
  const { name } = await made.json()
  await server.stop()
  const backup = server.backUp()
  await server.start()
  const reader = (await Browser.visiting(server)).tab(name)
  await Promise.all([anneTab.synced(), reader.synced()])
  anneTab.write('after ')
  await reader.holds('before after ')
  anneTab.provider.disconnect()
  reader.provider.disconnect()
  await server.stop()
  execFileSync(program(), ['restore', backup, '--data', server.data])
  await server.start()
  reader.provider.connect()
  await reader.refused()
  assert.equal(await textOf(server, 'pad'), 'before ')
  reader.provider.disconnect()
  anneTab.provider.connect()
  await until(() => anneTab.saved > 0, 'an acknowledgement')
  assert.equal(await textOf(server, 'pad'), 'before after ')
  reader.closeCodes = []
  reader.provider.connect()
  anneTab.write('anne again ')
  await reader.holds('anne again ')
  assert.ok(!reader.closeCodes.concat(anneTab.closeCodes).includes(4403))
  for (const tab of [anneTab, reader]) tab.close()
  await server.remove()
}

const server = new Server()
await server.start()
let number = 0
for (const [name, scene] of Object.entries(cases)) {
  const tabs = await scene(server, `pad-${number++}`)
  for (const tab of tabs) tab.close()
  console.log(`ok: ${name}`)
}
await server.remove()
await restoredBackup()
console.log('ok: a restored backup gets back what clients hold, others\' items as relayed')
await restoredBackupWithRoles()
console.log('ok: a restored backup takes nothing from a reader, who is at home again once an editor has')
process.exit(0)

// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict"
import { test } from "node:test"
import { translator } from "../src/i18n/format.js"
import { StatusPacing } from "../src/sync/status-pacing.js"
import { retryText, statusKind, statusText } from "../src/sync/status-text.js"
import { FakeEnvironment } from "./support/fake-environment.js"

const state = (/** @type {object} */ changes) => ({
  phase: "online", unsaved: 0, hasDocument: true, retryAt: null, trouble: null, cause: null, reason: "", role: null,
  edition: 0, ...changes,
})
const wording = (/** @type {object} */ changes, language = "fr") => {
  const { kept = { count: 0, isFailing: false }, ...connection } = changes
  const now = state(connection)
  return statusText(statusKind(now), now, kept, translator(language))
}

for (const [changes, french, english] of [
  [{ phase: "connecting" }, "Connexion…", "Connecting…"],
  [{}, "Enregistré", "Saved"],
  [{ unsaved: 1 }, "1 modification en attente", "1 change waiting"],
  [{ unsaved: 3 }, "3 modifications en attente", "3 changes waiting"],
  [{ phase: "offline" }, "Hors ligne", "Offline"],
  [{ phase: "offline", unsaved: 1 }, "Hors ligne — 1 modification gardée dans cette page",
    "Offline — 1 change kept in this page"],
  [{ phase: "offline", unsaved: 3 }, "Hors ligne — 3 modifications gardées dans cette page",
    "Offline — 3 changes kept in this page"],
  [{ phase: "offline", hasDocument: false }, "Serveur injoignable", "Server out of reach"],
  [{ trouble: "full" }, "Lecture seule", "Read only"],
  [{ role: "owner", edition: 2 }, "Lecture seule", "Read only"],
  [{ role: "viewer" }, "Lecture seule", "Read only"],
  [{ phase: "offline", trouble: "failing", unsaved: 1 },
    "Lecture seule — 1 modification gardée dans cette page",
    "Read only — 1 change kept in this page"],
  [{ phase: "offline", unsaved: 3, kept: { count: 3, isFailing: false } },
    "Hors ligne — 3 modifications gardées dans ce navigateur", "Offline — 3 changes kept in this browser"],
  [{ phase: "offline", unsaved: 3, kept: { count: 1, isFailing: false } },
    "Hors ligne — 1 modification gardée dans ce navigateur", "Offline — 1 change kept in this browser"],
  [{ phase: "offline", unsaved: 3, kept: { count: 2, isFailing: true } },
    "Hors ligne — 3 modifications gardées dans cette page", "Offline — 3 changes kept in this page"],
  [{ trouble: "full", unsaved: 2, kept: { count: 2, isFailing: false } },
    "Lecture seule — 2 modifications gardées dans ce navigateur", "Read only — 2 changes kept in this browser"],
  [{ unsaved: 2, kept: { count: 1, isFailing: false } }, "2 modifications en attente", "2 changes waiting"],
  [{ phase: "offline", trouble: "busy" }, "Hors ligne", "Offline"],
  [{ phase: "closed" }, "Déconnecté", "Disconnected"],
  [{ phase: "closed", unsaved: 2 }, "Déconnecté — 2 modifications non enregistrées",
    "Disconnected — 2 changes not saved"],
]) {
  test(`${JSON.stringify(changes)} reads: ${french}`, () => {
    assert.equal(wording(changes), french)
    assert.equal(wording(changes, "en"), english)
  })
}

test("French says zero in the singular, English in the plural", () => {
  assert.equal(translator("fr")("people", { count: 0 }), "0 personne présente")
  assert.equal(translator("en")("people", { count: 0 }), "0 people here")
})

test("the next attempt is announced in whole seconds, then as under way", () => {
  const say = translator("en")
  const waiting = state({ phase: "offline", retryAt: 2_500 })
  assert.equal(retryText(waiting, 0, say), "Next attempt in 3 seconds.")
  assert.equal(retryText(waiting, 1_500, say), "Next attempt in 1 second.")
  assert.equal(retryText(waiting, 2_500, say), "Trying again…")
  assert.equal(retryText(state({}), 0, say), "")
})

/** @param {(pacing: StatusPacing, environment: FakeEnvironment) => void} play */
function shownDuring(play) {
  const environment = new FakeEnvironment()
  const shown = []
  play(new StatusPacing(environment, (status) => shown.push(status)), environment)
  return shown
}

test("steady typing shows one calm status, and then that all is saved", () => {
  assert.deepEqual(shownDuring((pacing, environment) => {
    pacing.update("saved")
    for (let key = 0; key < 20; key += 1) {
      pacing.update("waiting")
      environment.pass(10)
      pacing.update("saved")
      environment.pass(190)
    }
    environment.pass(400)
  }), ["saved", "saving", "saved"])
})

test("a wait of a second becomes a number of changes, and its end shows at once", () => {
  assert.deepEqual(shownDuring((pacing, environment) => {
    pacing.update("saved")
    pacing.update("waiting")
    environment.pass(999)
    assert.equal(pacing.shown, "saving")
    environment.pass(1)
    assert.equal(pacing.shown, "waiting")
    pacing.update("saved")
  }), ["saved", "saving", "waiting", "saved"])
})

test("saved is never shown while something is unsaved", () => {
  shownDuring((pacing, environment) => {
    pacing.update("saved")
    pacing.update("waiting")
    pacing.update("saved")
    environment.pass(399)
    pacing.update("waiting")
    environment.pass(5_000)
    assert.notEqual(pacing.shown, "saved")
  })
})

test("a loss shows at once", () => {
  assert.deepEqual(shownDuring((pacing) => {
    pacing.update("saved")
    pacing.update("waiting")
    pacing.update("offline")
  }), ["saved", "saving", "offline"])
})

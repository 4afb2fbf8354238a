// SPDX-License-Identifier: Apache-2.0

import { language, translate } from "../i18n/language.js"
import { Signal } from "../signal.js"
import { browserEnvironment } from "../sync/environment.js"
import { announce } from "../ui/announcer.js"
import { byID, create } from "../ui/dom.js"
import { PassageSearch } from "./passage-search.js"
import { Player } from "./player.js"
import { StepSearch } from "./step-search.js"
import { amountText, timeText } from "./times.js"
import { drawTracks } from "./tracks.js"

/** @typedef {import("./pad-history.js").Step} Step */
/** @typedef {import("./player.js").Speed} Speed */

/** So many steps are fetched ahead while the film plays. */
const aheadCount = 200

/**
 * The slider through a pad's past, and what goes through it besides: the film, and the buttons from
 * change to change.
 *
 * @param {object} options
 * @param {import("./pad-history.js").PadHistory} options.history
 * @param {import("./record.js").Record} options.record
 * @param {ReturnType<typeof import("./moment-view.js").momentView>} options.moment
 */
export function timelineView({ history, record, moment }) {
  const slider = byID("timeline", HTMLInputElement)
  const play = byID("play", HTMLButtonElement)
  const speed = byID("speed", HTMLSelectElement)
  const wanted = byID("follow-what", HTMLSelectElement)
  const search = new StepSearch(history, () => record.timeline.value.spans)
  const passages = new PassageSearch(history)
  const position = new Signal(0)
  let isSearching = false

  /** @param {number} at @param {Step | null} [step] that led there */
  function go(at, step = null) {
    position.value = Math.max(0, Math.min(at, record.last))
    slider.value = String(position.value)
    const text = step === null ? record.momentText(position.value) : stepText(step)
    slider.setAttribute("aria-valuetext", text)
    moment.show(position.value, step)
  }
  /** @param {Step} step */
  const stepText = (step) => translate("historyStep", {
    name: record.label(step.person), time: timeText(step.time), amount: amountText(step),
  })

  const player = new Player({
    steps: async (after) => (await history.steps(after, aheadCount)).done?.steps ?? [],
    show: (step) => go(step.last, step),
    isBusy: () => moment.isBusy(),
    ended: () => stop(translate("playEnded")),
    clock: browserEnvironment,
  })
  /** @param {string} [why] said to who does not see it */
  function stop(why) {
    player.pause()
    renderPlay()
    if (why !== undefined) announce(why)
  }
  function renderPlay() {
    play.textContent = translate(player.isPlaying ? "playPause" : "playStart")
    play.dataset.playing = String(player.isPlaying)
  }
  function togglePlay() {
    if (player.isPlaying) return stop(translate("playPaused", { moment: slider.getAttribute("aria-valuetext") ?? "" }))
    player.play(position.value >= record.last ? 0 : position.value)
    renderPlay()
  }

  /** @param {1 | -1} direction @returns {Promise<Step | null>} */
  async function find(direction) {
    if (wanted.value === "passage") return passageChange(direction)
    const person = wanted.value === "all" ? null : Number(wanted.value)
    return direction > 0 ? search.next(position.value, person) : search.previous(position.value, person)
  }
  /** @param {1 | -1} direction @returns {Promise<Step | null>} */
  async function passageChange(direction) {
    const passage = moment.passage
    if (passage.trim() === "") return null
    const at = direction > 0 ? await passages.next(position.value, record.last, passage)
      : await passages.previous(position.value, passage)
    if (at === null) return null
    const step = (await history.steps(at - 1, 1)).done?.steps[0]
    return step === undefined ? null : { ...step, last: at }
  }
  /** @param {1 | -1} direction */
  async function change(direction) {
    if (isSearching) return
    if (player.isPlaying) stop()
    isSearching = true
    slider.ariaBusy = "true"
    const step = await find(direction)
    slider.ariaBusy = "false"
    isSearching = false
    if (step !== null) {
      go(step.last, step)
      announce(stepText(step))
    } else if (direction < 0 && wanted.value === "all") {
      go(0)
    } else {
      announce(translate(direction > 0 ? "historyNoNext" : "historyNoPrevious"))
    }
  }
  /**
   * To where somebody began or ended.
   *
   * @param {1 | -1} direction
   */
  function leap(direction) {
    const ends = record.timeline.value.spans.map(({ last }) => last).sort((a, b) => a - b)
    const before = ends.filter((end) => end < position.value)
    go(direction > 0 ? ends.find((end) => end > position.value) ?? record.last : before.at(-1) ?? 0)
  }

  slider.addEventListener("input", () => {
    if (player.isPlaying) stop()
    go(Number(slider.value))
  })
  slider.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const isForward = ["ArrowRight", "ArrowUp", "PageUp"].includes(event.key)
    if (event.key.startsWith("Arrow")) void change(isForward ? 1 : -1)
    else if (event.key === "PageUp" || event.key === "PageDown") leap(isForward ? 1 : -1)
    else if (event.key === " ") togglePlay()
    else return
    event.preventDefault()
  })
  play.addEventListener("click", togglePlay)
  byID("previous-change", HTMLButtonElement).addEventListener("click", () => void change(-1))
  byID("next-change", HTMLButtonElement).addEventListener("click", () => void change(1))
  speed.addEventListener("change", () => {
    player.speed = /** @type {Speed} */ (speed.value)
  })

  function fill() {
    const chosen = wanted.value
    const options = [
      { value: "all", text: translate("followAll") }, { value: "passage", text: translate("followPassage") },
      ...record.persons.map(({ id }) => ({ value: String(id), text: translate("followPerson", { name: record.label(id) }) })),
    ]
    wanted.replaceChildren(...options.map(({ value, text }) => create("option", { value }, text)))
    wanted.value = options.some(({ value }) => value === chosen) ? chosen : "all"
    const pace = speed.value
    speed.replaceChildren(...speedNames.map(([value, key]) => create("option", { value }, translate(key))))
    speed.value = pace === "" ? "normal" : pace
    renderPlay()
  }
  record.timeline.subscribe((timeline) => {
    slider.max = String(timeline.last.sequence)
    slider.value = String(position.value)
    drawTracks(/** @type {SVGSVGElement} */ (byID("tracks", SVGSVGElement)), timeline)
    fill()
  })
  language.subscribe(fill)
  return { position, go, stop: () => stop() }
}

const speedNames = /** @type {const} */ ([
  ["slow", "speedSlow"], ["normal", "speedNormal"], ["fast", "speedFast"], ["fastest", "speedFastest"],
])

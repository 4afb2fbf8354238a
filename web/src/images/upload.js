// SPDX-License-Identifier: Apache-2.0

import { EditorSelection, EditorView } from "../codemirror.js"
import { translate } from "../i18n/language.js"
import { create } from "../ui/dom.js"
import { toast } from "../ui/toast.js"

/** What the server takes, in bytes. */
const maximumBytes = 5 << 20

const types = ["image/png", "image/jpeg", "image/gif", "image/webp"]

/**
 * Sends images to the server and writes their addresses into the text.
 *
 * @param {string} padName
 */
export function imageUploads(padName) {
  /**
   * @param {EditorView} view @param {Iterable<File>} files
   * @param {number | null} [place] where they were dropped; else they go where the caret is
   */
  async function insert(view, files, place = null) {
    if (place !== null) view.dispatch({ selection: EditorSelection.cursor(place) })
    for (const file of files) {
      const url = await upload(padName, file)
      if (url === null) continue
      const { main } = view.state.selection
      const name = file.name.replace(/\.\w+$/, "").replaceAll(/[[\]\\`*_<>]/g, " ").trim()
      const text = `![${name === "image" ? "" : name}](${url})`
      view.dispatch({
        changes: { from: main.from, to: main.to, insert: text },
        selection: EditorSelection.cursor(main.from + text.length),
        userEvent: "input.image",
        scrollIntoView: true,
      })
    }
  }

  /** @param {DataTransfer | null} data */
  const imagesOf = (data) => [...data?.files ?? []].filter(({ type }) => types.includes(type))

  return {
    /**
     * Lets the person choose images.
     *
     * @param {EditorView} view
     */
    choose: (view) => {
      const input = create("input", { type: "file", accept: types.join(","), multiple: "" })
      input.addEventListener("change", () => {
        void insert(view, input.files ?? [])
        view.focus()
      })
      input.click()
      return true
    },
    extension: EditorView.domEventHandlers({
      paste: (event, view) => take(event, event.clipboardData, view),
      drop: (event, view) => take(event, event.dataTransfer, view),
    }),
  }

  /** @param {Event} event @param {DataTransfer | null} data @param {EditorView} view */
  function take(event, data, view) {
    const images = imagesOf(data)
    // Word processors put a picture of the text beside it: then the text is meant.
    if (images.length === 0 || data?.types.includes("text/plain") || view.state.readOnly) return false
    event.preventDefault()
    const place = event instanceof DragEvent
      ? view.posAtCoords({ x: event.clientX, y: event.clientY }) : null
    void insert(view, images, place)
    return true
  }
}

/** @param {string} padName @param {File} file @returns {Promise<string | null>} its address */
async function upload(padName, file) {
  if (file.size > maximumBytes) {
    toast(translate("imageTooLarge"))
    return null
  }
  toast(translate("imageSending"))
  try {
    const answer = await fetch(`/api/v1/pads/${encodeURIComponent(padName)}/images`, {
      method: "POST", body: file, headers: { "Content-Type": file.type },
    })
    if (answer.ok) return String((await answer.json()).url)
    toast(translate(await refusal(answer)))
  } catch {
    toast(translate("imageFailed"))
  }
  return null
}

/**
 * What to tell somebody whose image was not taken.
 *
 * @param {Response} answer @returns {Promise<import("../i18n/language.js").MessageKey>}
 */
async function refusal(answer) {
  if (answer.status === 413) return "imageTooLarge"
  if (answer.status === 415) return "imageRefused"
  if (answer.status !== 507) return "imageFailed"
  const { type } = await answer.json()
  return String(type).endsWith(":pad-images-full") ? "imagePadFull" : "imageServerFull"
}

// SPDX-License-Identifier: Apache-2.0

import { EditorSelection } from "../codemirror.js"
import { language, locale, translate } from "../i18n/language.js"
import { longDay } from "../minutes/entries.js"
import { byID, create } from "../ui/dom.js"
import { personLabel } from "../ui/person-label.js"

/** @typedef {import("./templates.js").TemplateName} TemplateName */

const labels = /** @type {const} */ ({
  meeting: "templateMeeting", workshop: "templateWorkshop", assembly: "templateAssembly",
})

/**
 * What an empty pad offers below its first line: a template to begin with.
 *
 * @param {object} options
 * @param {import("../editor/editor.js").Editor} options.editor
 * @param {import("../presence/people.js").People} options.people
 */
export function showBlank({ editor, people }) {
  const section = byID("blank", HTMLElement)
  const row = byID("blank-templates", HTMLElement)
  const names = /** @type {TemplateName[]} */ (Object.keys(labels))
  const buttons = names.map((name) => {
    const button = create("button", { type: "button", class: "button" })
    button.addEventListener("click", () => void fill(name))
    row.append(button)
    return { name, button }
  })

  /** @param {TemplateName} name */
  async function fill(name) {
    const { templates } = await import("./templates.js")
    const { view } = editor
    if (view.state.doc.length > 0 || view.state.readOnly) return
    const present = people.present.value
    const text = fillIn(templates[language.value][name], {
      date: longDay(locale(), new Date()),
      people: present.map(personLabel).join(", "),
      me: present.filter(({ isSelf }) => isSelf).map(personLabel).join(""),
    })
    const end = text.indexOf("\n")
    view.dispatch({
      changes: { from: 0, insert: text }, selection: EditorSelection.cursor(end),
      userEvent: "input.paste",
    })
    view.focus()
  }
  editor.state.subscribe(({ doc, readOnly }) => {
    section.hidden = doc.length > 0 || readOnly
  })
  language.subscribe(() => {
    for (const { name, button } of buttons) button.textContent = translate(labels[name])
  })
}

/**
 * @param {string} template @param {Record<string, string>} values
 * @returns {string}
 */
export const fillIn = (template, values) =>
  template.replaceAll(/\{\{(\w+)\}\}/g, (_, name) => values[name] ?? "").trimEnd() + "\n"

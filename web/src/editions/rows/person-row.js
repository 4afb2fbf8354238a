// SPDX-License-Identifier: Apache-2.0

import { namePage } from "../../entities/name-page.js"
import { translate } from "../../i18n/language.js"
import { create } from "../../ui/dom.js"
import { rove } from "../roving.js"
import { creditRoles, roles } from "../things.js"
import { choice, labelled, textInput } from "./row-parts.js"

/** @typedef {import("../things.js").PersonRow} PersonRow */

const roleLabels = /** @type {const} */ ({
  author: "roleAuthor", editor: "roleTextEditor", "note-taker": "roleNoteTaker", speaker: "roleSpeaker",
  facilitator: "roleFacilitator", translator: "roleTranslator", reviewer: "roleReviewer", funder: "roleFunder",
  host: "roleHost",
  conceptualization: "creditConceptualization", methodology: "creditMethodology", investigation: "creditInvestigation",
  "data-curation": "creditDataCuration", "formal-analysis": "creditFormalAnalysis", software: "creditSoftware",
  validation: "creditValidation", visualization: "creditVisualization", resources: "creditResources",
  "writing-original-draft": "creditOriginalDraft", "writing-review-editing": "creditReviewEditing",
  supervision: "creditSupervision", "project-administration": "creditProjectAdministration",
  "funding-acquisition": "creditFundingAcquisition",
})

/**
 * A person or organisation, and what they were in the text. A name that is known is of the kind it is known as.
 *
 * @param {PersonRow} row @param {() => void} changed
 * @param {import("../../entities/known-entities.js").KnownEntities} known
 * @returns {import("../rows-field.js").DrawnRow<PersonRow>}
 */
export function drawPerson(row, changed, known) {
  const name = textInput(row.name, () => {
    const [found, ...others] = known.named(["person", "organisation"], name.value)
    if (found !== undefined && others.length === 0) kind.value = found.kind
    page.render()
    changed()
  }, { list: "known-people" })
  const kind = choice(row.kind, [
    ["person", translate("kindPerson")], ["organisation", translate("kindOrganisation")],
  ], changed)
  // Roles that others have given and we do not know stay, as they are called.
  const offered = [...roles, ...row.roles.filter((role) => ![...roles, ...creditRoles].some((known) => known === role))]
  const group = roleBoxes(offered, row, changed)
  group.element.setAttribute("role", "group")
  group.element.setAttribute("aria-label", translate("roles"))
  const research = roleBoxes(creditRoles, row, changed)
  const more = create("details", { class: "describe-more", "aria-label": translate("creditRoles") },
    create("summary", {}, translate("creditRoles")), research.element)
  more.open = research.chosen().length > 0
  const page = namePage(known, ["person", "organisation"], () => name.value, translate("namePageLong"))
  return {
    element: create("div", { class: "describe-parts" },
      labelled(translate("personName"), name, "is-wide"), labelled(translate("personKind"), kind), group.element, more, page.element),
    first: name,
    read: () => ({
      ...row, name: name.value.trim(), kind: kind.value,
      roles: [...group.chosen(), ...research.chosen()],
    }),
  }
}

/**
 * Roles to tick: one stop for the Tab key.
 *
 * @param {readonly string[]} all @param {PersonRow} row @param {() => void} changed
 */
function roleBoxes(all, row, changed) {
  const boxes = all.map((role) => {
    const box = create("input", { type: "checkbox", value: role })
    box.checked = row.roles.includes(role)
    box.addEventListener("change", changed)
    return box
  })
  const element = create("div", { class: "describe-roles" },
    ...boxes.map((box, index) => create("label", {}, box, create("span", {}, roleName(all[index] ?? "")))))
  rove(element, "input")
  return { element, chosen: () => boxes.filter(({ checked }) => checked).map(({ value }) => value) }
}

/** @param {string} role @returns {string} what people call it; one that we do not know is called as it is */
export const roleName = (role) =>
  Object.hasOwn(roleLabels, role) ? translate(roleLabels[/** @type {keyof typeof roleLabels} */ (role)]) : role

// SPDX-License-Identifier: Apache-2.0
// The templates, plain Markdown files in which {{date}}, {{people}} and {{me}} are filled in. Loaded
// when one is chosen.

import assembly from "./en/assembly.md"
import meeting from "./en/meeting.md"
import workshop from "./en/workshop.md"
import assemblee from "./fr/assemblee.md"
import atelier from "./fr/atelier.md"
import reunion from "./fr/reunion.md"

/** @typedef {"meeting" | "workshop" | "assembly"} TemplateName */

/** @type {Record<import("../i18n/format.js").Language, Record<TemplateName, string>>} */
export const templates = {
  fr: { meeting: reunion, workshop: atelier, assembly: assemblee },
  en: { meeting, workshop, assembly },
}

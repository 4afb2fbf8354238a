// SPDX-License-Identifier: Apache-2.0
// The page "/editions": one's own pads, to be described and finished one after the other.

import { showDesk } from "./desk/desk-view.js"
import { showEntities } from "./entities/entity-lists.js"
import { keepTranslated } from "./i18n/language.js"
import { keepThemed } from "./settings/theme.js"
import { showChoices } from "./ui/choices.js"

keepThemed()
keepTranslated(document)
showChoices()
showDesk()
showEntities()

// SPDX-License-Identifier: Apache-2.0

import { translate } from "../i18n/language.js"

/**
 * @param {{name: string}} person
 * @returns {string} never empty
 */
export const personLabel = ({ name }) => name === "" ? translate("guest") : name

// SPDX-License-Identifier: Apache-2.0

/**
 * Whether a part of the form may write no more: the pad was finished while somebody was writing there.
 *
 * @param {HTMLElement} element
 */
export const isClosed = (element) => element.closest("fieldset.describe-form:disabled") !== null

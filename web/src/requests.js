// SPDX-License-Identifier: Apache-2.0

/**
 * Asks the server for something to be done.
 *
 * @param {string} method @param {string} path @param {unknown} [body] sent as JSON
 * @returns {Promise<Response | null>} null unless it was done
 */
export async function request(method, path, body) {
  const response = await send(method, path, body)
  return response?.ok ? response : null
}

/**
 * @param {string} method @param {string} path @param {unknown} [body] sent as JSON
 * @returns {Promise<Response | null>} null when there was no answer
 */
export async function send(method, path, body) {
  try {
    return await fetch(path, {
      method,
      ...body === undefined ? {} : {
        headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
      },
    })
  } catch {
    return null
  }
}

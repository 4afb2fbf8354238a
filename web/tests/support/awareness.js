// SPDX-License-Identifier: Apache-2.0

import { Awareness } from "y-protocols/awareness"
import * as Y from "yjs"

/** Awareness whose heartbeat does not keep a test running after it has failed. */
export function createAwareness(doc = new Y.Doc()) {
  const awareness = new Awareness(doc)
  awareness._checkInterval.unref()
  return awareness
}

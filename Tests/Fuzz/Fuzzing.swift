// SPDX-License-Identifier: Apache-2.0

import TextCRDT

/// An update (v1) of real Yjs: "bonjour" by client 1 at the root `content`.
let honestUpdate: [UInt8] =
  [1, 1, 1, 0, 4, 1, 7] + Array("content".utf8) + [7] + Array("bonjour".utf8) + [0]

/// What every document must keep after any input: its rules, an encoding that another document
/// reads to the same state, and room for the next honest edit.
func fuzz(
  _ bytes: [UInt8],
  _ apply: (Document, [UInt8]) throws(UpdateError) -> Void
) -> CInt {
  var limits = Limits()
  limits.maximumUpdateBytes = 1 << 20
  limits.maximumDocumentBytes = 1 << 20
  let document = Document(clientID: ClientID(rawValue: 77), limits: limits)
  _ = try? apply(document, bytes)
  _ = try? document.apply(honestUpdate)
  _ = try? apply(document, bytes)
  document.checkInvariants()
  let state = document.encodedState()
  let copy = Document(clientID: ClientID(rawValue: 78), limits: limits)
  do throws(UpdateError) {
    try copy.apply(state)
  } catch {
    preconditionFailure("a document cannot read its own encoding: \(error)")
  }
  precondition(copy.stateVector == document.stateVector, "an encoding loses items")
  precondition(copy.deleteSet == document.deleteSet, "an encoding loses deletes")
  checkErasure(from: state, limits)
  let length = document.text("content").length
  _ = try? document.text("content").insert("x", at: length / 2)
  document.checkInvariants()
  return 0
}

/// What is erased from an encoding must leave all else in its place, and be found nowhere.
private func checkErasure(from state: [UInt8], _ limits: Limits) {
  do throws(UpdateError) {
    var units = DeleteSet()
    for place in try Updates.places(of: "on", in: state, limits: limits) {
      units.insert(place.clocks, of: place.client)
    }
    guard let erased = try Updates.erase(units, from: state, limits: limits) else {
      return precondition(units.isEmpty, "what was found is not erased")
    }
    let left = try Updates.places(of: "on", in: erased, limits: limits)
    precondition(left.isEmpty, "what was erased is found")
    let (before, after) = (
      Document(clientID: ClientID(rawValue: 79), limits: limits),
      Document(clientID: ClientID(rawValue: 79), limits: limits)
    )
    try before.apply(state)
    try after.apply(erased)
    after.checkInvariants()
    precondition(after.stateVector == before.stateVector, "an erasure loses items")
  } catch {
    preconditionFailure("an encoding cannot be erased from: \(error)")
  }
}

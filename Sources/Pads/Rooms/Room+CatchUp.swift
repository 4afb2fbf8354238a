// SPDX-License-Identifier: Apache-2.0

import SyncProtocol
import TextCRDT

extension Room {
  /// Sends a frame with an update to everybody who wants updates.
  ///
  /// Whoever cannot take it is behind from here on, and is sent nothing until its queue is nearly
  /// empty: then one update since what it has, however much came in between.
  func broadcast(_ change: [UInt8], at now: Duration) {
    let frame = SyncMessage.update(change).encoded
    var before: StateVector?
    for member in members.values where member.receivesUpdates {
      if member.send(frame, at: now) {
        tally.frameCount += 1
        tally.frameBytes += frame.count
      } else if member.knownState == nil {
        before = before ?? stateVector(before: change)
        member.knownState = before
      }
    }
  }

  /// The frame with what a member has missed, and who is here now.
  func catchUp(_ member: RoomMember, at now: Duration) {
    guard member.resume() else { return }
    tally.catchUpCount += 1
    if let request = member.missedRequest {
      member.missedRequest = nil
      sendMissing(member, since: request, at: now)
    } else if let known = member.knownState {
      let frame = SyncMessage.update(document.encodedState(since: known)).encoded
      member.send(frame, at: now)
      tally.frameCount += 1
      tally.frameBytes += frame.count
    }
    member.knownState = nil
    if let frame = member.session.lastAcknowledgement { member.send(frame, at: now) }
    member.send(SyncMessage.awareness(awareness.states).encoded, at: now)
    if member.wantsMembers { member.send(SyncMessage.members(presentMembers).encoded, at: now) }
  }

  /// Answers step 1.
  func sendMissing(_ member: RoomMember, since stateVector: StateVector, at now: Duration) {
    member.receivesUpdates = true
    let frame = missing(since: stateVector)
    guard member.send(frame, at: now) else {
      member.missedRequest = stateVector
      return
    }
    tally.frameCount += 1
    tally.frameBytes += frame.count
  }

  /// The document's state vector before a change that is in it now.
  private func stateVector(before change: [UInt8]) -> StateVector {
    var vector = document.stateVector
    guard let summary = try? UpdateSummary(of: change) else { return StateVector() }
    for section in summary.sections {
      let clock = min(section.clocks.lowerBound, vector.nextClock(of: section.client))
      vector.setNextClock(clock, of: section.client)
    }
    return vector
  }
}

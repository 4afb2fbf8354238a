// SPDX-License-Identifier: Apache-2.0

import Storage
import SyncProtocol
import TextCRDT

extension Room {
  /// The pad's version as the last commit left it.
  var version: PadVersion {
    PadVersion(epoch: record?.epoch ?? [], sequence: record?.lastSequence ?? 0)
  }

  /// Shows a committed turn: acknowledgements, then one frame for everybody, then what was asked.
  func show(_ turn: RoomTurn) async {
    let now = services.time.now()
    for author in turn.authors {
      if let frame = author.session.commit() { author.send(frame, at: now) }
    }
    if turn.isFirstCommit {
      for member in members.values where member.isWelcomed { tellEpoch(member, at: now) }
      if let first = turn.parts.first?.author.identity { makeOwner(first, at: now) }
    }
    broadcast(turn, at: now)
    for followUp in turn.followUps {
      if case .finish(let edit, let part) = followUp {
        edit.finish(
          .success(RoomEditResult(version: version, sequence: turn.parts[part].sequence))
        )
      } else {
        await perform(followUp, at: now)
      }
    }
    tellMembersIfChanged(at: now)
    for member in members.values { member.sink.flush() }
    tellStatistics()
    await writeCheckpointIfItPays()
  }

  private func broadcast(_ turn: RoomTurn, at now: Duration) {
    if turn.change != nil || !turn.awareness.isEmpty { planRest(at: now) }
    if let change = turn.change {
      broadcast(change, at: now)
    }
    if !turn.awareness.isEmpty {
      let frame = SyncMessage.awareness(turn.awareness).encoded
      for member in members.values where member.isWelcomed { member.send(frame, at: now) }
    }
  }

  private func planRest(at now: Duration) {
    let limits = services.limits
    let rest = min(limits.maximumRest, limits.restPerSession * members.count)
    if rest >= limits.minimumRest { restEnd = now + rest }
  }

  private func perform(_ followUp: RoomTurn.FollowUp, at now: Duration) async {
    switch followUp {
    case .welcome(let member): welcome(member, at: now)
    case .sendMissing(let member, let stateVector):
      sendMissing(member, since: stateVector, at: now)
    case .sendAwareness(let member):
      member.send(SyncMessage.awareness(awareness.states).encoded, at: now)
    case .tellRole(let member): tellRole(member, at: now)
    case .catchUp(let member): catchUp(member, at: now)
    case .close(let member, let error): dismiss(member, error, at: now)
    case .finish: break
    case .locked(let lock): finish(lock, at: now)
    case .read(let read):
      // Whoever asks may look at the statistics next.
      tellStatistics()
      let facts = RoomFacts(
        version: version,
        created: record?.created,
        updated: record?.updated,
        sessionCount: members.count
      )
      read.body(document, facts)
    case .tick(let next): await tick(at: now, next: next)
    case .shutDown(let done):
      fail(.closing)
      await park()
      done()
    }
  }

  private func welcome(_ member: RoomMember, at now: Duration) {
    member.isWelcomed = true
    tellEpoch(member, at: now)
    tellRole(member, at: now)
    tellEdition(member, at: now)
    member.send(SyncMessage.step1(document.stateVector).encoded, at: now)
    let states = awareness.states
    if !states.isEmpty { member.send(SyncMessage.awareness(states).encoded, at: now) }
    tellMembers(member, at: now)
  }

  /// Says which history is behind the name, to who asked and once there is one.
  private func tellEpoch(_ member: RoomMember, at now: Duration) {
    guard member.wantsEpoch, let record else { return }
    member.send(SyncMessage.epoch(record.epochText).encoded, at: now)
    guard erasureCount > 0 else { return }
    member.send(SyncMessage.erasures(erasureCount).encoded, at: now)
  }

  /// The frame of step 2, kept for the usual case of somebody who has nothing yet.
  func missing(since stateVector: StateVector) -> [UInt8] {
    guard stateVector == StateVector() else {
      return SyncMessage.step2(document.encodedState(since: stateVector)).encoded
    }
    if let fullState { return fullState }
    let frame = SyncMessage.step2(document.encodedState()).encoded
    fullState = frame
    return frame
  }

  /// Sends a member away and shows that it is gone.
  private func dismiss(_ member: RoomMember, _ error: PadError, at now: Duration) {
    member.close(error)
    tally.refusalCounts[error.cause, default: 0] += 1
    guard members.removeValue(forKey: member.id) != nil else { return }
    tally.sessionCount -= 1
    if members.isEmpty { emptySince = now }
    mustTellMembers = true
    let removed = awareness.leave(member.id)
    guard !removed.isEmpty else { return }
    let frame = SyncMessage.awareness(removed).encoded
    for other in members.values where other.isWelcomed { other.send(frame, at: now) }
  }

  private func tick(at now: Duration, next: Duration) async {
    for member in members.values {
      if let frame = member.session.keepAlive(at: now, askedAgainAt: next) {
        member.send(frame, at: now)
      }
    }
    guard let emptySince else { return }
    let moment = now - services.limits.idleLifetime
    guard emptySince <= moment, inbox.closeIfUntouched(since: moment) else { return }
    services.onClose(self)
    await park()
    services.onRest(name)
  }
}

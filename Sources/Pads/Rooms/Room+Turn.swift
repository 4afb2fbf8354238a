// SPDX-License-Identifier: Apache-2.0

import Logging
import Storage
import SyncProtocol
import TextCRDT

extension Room {
  /// Integrates, commits, shows: one turn.
  func run(_ events: [RoomEvent]) async {
    var turn = integrate(events)
    do throws(StorageError) {
      let entries = entries(of: turn)
      if !entries.isEmpty {
        turn.isFirstCommit = record == nil
        record = try await services.storage.updateLog.append(entries, to: name.rawValue)
        for entry in entries { backlog.add(entry.update) }
      }
    } catch {
      services.tell(.error, "commit failed", error, pad: name)
      for followUp in turn.followUps { reject(followUp, .storage(error)) }
      fail(.storage(error))
      return
    }
    await show(turn)
  }

  private func integrate(_ events: [RoomEvent]) -> RoomTurn {
    defer { turn = RoomTurn() }
    turn.change = document.transact {
      for event in events { handle(event) }
    }
    return turn
  }

  /// What of a turn the log must hold before anybody sees it.
  private func entries(of turn: RoomTurn) -> [NewLogEntry] {
    var updates = mergedWaiting(turn.waiting)
    if let change = turn.change {
      fullState = nil
      updates.insert(change, at: 0)
    }
    if updates.isEmpty, turn.isCreation, record == nil { updates = [Self.emptyUpdate] }
    return updates.map { NewLogEntry(update: $0) }
  }

  /// The update that says nothing: no blocks, no deletes.
  private static let emptyUpdate: [UInt8] = [0, 0]

  private func mergedWaiting(_ updates: [[UInt8]]) -> [[UInt8]] {
    guard updates.count > 1, let merged = try? Updates.merge(updates) else { return updates }
    return [merged]
  }

  private func handle(_ event: RoomEvent) {
    switch event {
    case .join(let id, let sink, let wishes):
      join(id, sink, wishes)
    case .message(let id, let message):
      if let member = members[id] { receive(message, from: member) }
    case .leave(let id):
      guard members.removeValue(forKey: id) != nil else { return }
      tally.sessionCount -= 1
      turn.add(awareness.leave(id))
      if members.isEmpty { emptySince = services.time.now() }
    case .drained(let id):
      if let member = members[id] { turn.followUps.append(.catchUp(member)) }
    case .edit(let edit): self.edit(edit)
    case .read(let read): turn.followUps.append(.read(read))
    case .tick(let next):
      turn.add(awareness.expire(at: services.time.now()))
      turn.followUps.append(.tick(next: next))
    case .shutDown(let done): turn.followUps.append(.shutDown(done))
    }
  }

  private func join(
    _ id: SessionID,
    _ sink: any SessionSink,
    _ wishes: SessionWishes
  ) {
    let session = SyncSession(
      acknowledges: wishes.acknowledges,
      at: services.time.now(),
      limits: services.limits.sync
    )
    let member = RoomMember(
      id: id,
      sink: sink,
      session: session,
      wantsEpoch: wishes.epoch != nil
    )
    guard members.count < services.limits.maximumSessions else {
      turn.followUps.append(.close(member, .tooManySessions))
      return
    }
    if let epoch = wishes.epoch, !epoch.isEmpty, epoch != record?.epochText {
      turn.followUps.append(.close(member, .otherHistory))
      return
    }
    members[id] = member
    emptySince = nil
    tally.joinCount += 1
    tally.sessionCount += 1
    turn.followUps.append(.welcome(member))
  }

  private func receive(_ message: [UInt8], from member: RoomMember) {
    do throws(PadError) {
      for action in try member.actions(for: message) {
        switch action {
        case .apply(let update): try apply(update, of: member)
        case .receiveAwareness(let entries):
          turn.add(awareness.receive(entries, from: member.id, at: services.time.now()))
        case .sendMissing(let stateVector):
          turn.followUps.append(.sendMissing(member, since: stateVector))
        case .sendAwareness: turn.followUps.append(.sendAwareness(member))
        }
      }
    } catch {
      member.session.refuse()
      services.tell(.info, "session refused", error, pad: name)
      turn.followUps.append(.close(member, error))
    }
  }

  private func apply(
    _ update: [UInt8],
    of member: RoomMember
  ) throws(PadError) {
    let integration: Integration
    do {
      integration = try document.apply(update)
    } catch {
      throw .refused(error)
    }
    turn.hasEdits = turn.hasEdits || integration.changed
    if integration.pending { turn.waiting.append(update) }
    member.session.accept()
    tally.updateCount += 1
    tally.updateBytes += update.count
    if turn.authors.last !== member { turn.authors.append(member) }
  }

  private func edit(_ edit: RoomEdit) {
    if edit.isCreation, record != nil || turn.isCreation {
      return edit.finish(.failure(.exists))
    }
    if let condition = edit.condition, condition != version || turn.hasEdits {
      return edit.finish(.failure(.changed))
    }
    turn.hasEdits = true
    do {
      try edit.body(document)
    } catch {
      return edit.finish(.failure(.notEditable(error)))
    }
    turn.isCreation = turn.isCreation || edit.isCreation
    turn.followUps.append(.finish(edit))
  }

  private func reject(_ followUp: RoomTurn.FollowUp, _ error: PadError) {
    switch followUp {
    case .finish(let edit): edit.finish(.failure(error))
    case .read(let read): read.fail(error)
    case .shutDown(let done): done()
    case .close(let member, let reason): member.close(reason)
    case .welcome, .sendMissing, .sendAwareness, .catchUp, .tick: break
    }
  }
}

extension RoomMember {
  /// What a frame of the peer asks for.
  fileprivate func actions(
    for message: [UInt8]
  ) throws(PadError) -> [SyncSession.Action] {
    do {
      return try session.receive(message)
    } catch {
      throw .violation(error)
    }
  }
}

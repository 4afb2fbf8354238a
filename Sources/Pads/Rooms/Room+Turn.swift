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
      let entries = entries(of: &turn)
      if !entries.isEmpty {
        turn.isFirstCommit = record == nil
        let committed = try await services.storage.updateLog.append(entries, to: name.rawValue)
        record = committed
        turn.noteRows(endingWith: committed.lastSequence)
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
    var changes: [[UInt8]] = []
    for group in groups(of: events) {
      turn.part = TurnPart(group.author)
      // The row keeps apart what came apart, so that history tells what was typed from what was
      // inserted at once.
      let brought = group.events.compactMap { event in document.transact { handle(event) } }
      turn.part.change = merged(brought)
      if turn.part.change == nil, !brought.isEmpty { turn.part.change = document.encodedState() }
      turn.parts.append(turn.part)
      changes += brought
    }
    if !changes.isEmpty {
      fullState = nil
      turn.change = joined(changes) ?? document.encodedState()
      retryHeld()
    }
    return turn
  }

  /// What of a turn the log must hold before anybody sees it.
  private func entries(of turn: inout RoomTurn) -> [NewLogEntry] {
    var entries: [NewLogEntry] = []
    for index in turn.parts.indices {
      let part = turn.parts[index]
      var updates = part.change.map { [$0] } ?? []
      updates += merged(part.waiting).map { [$0] } ?? part.waiting
      if updates.isEmpty, part.isCreation, record == nil { updates = [Self.emptyUpdate] }
      turn.parts[index].rowCount = updates.count
      for (index, update) in updates.enumerated() {
        entries.append(
          NewLogEntry(
            update: update,
            author: part.author.stored,
            binding: index == 0 ? part.binding : nil,
            credits: index == 0 && part.change != nil ? part.credits : []
          )
        )
      }
    }
    return entries
  }

  /// The update that says nothing: no blocks, no deletes.
  private static let emptyUpdate: [UInt8] = [0, 0]

  /// One update for several; `nil` when there is none.
  private func merged(_ updates: [[UInt8]]) -> [UInt8]? {
    updates.count > 1 ? try? Updates.merge(updates) : updates.first
  }

  /// One update for several, as short as can be; `nil` when there is none.
  private func joined(_ updates: [[UInt8]]) -> [UInt8]? {
    updates.count > 1 ? try? Updates.join(updates) : updates.first
  }

  private func handle(_ event: RoomEvent) {
    switch event {
    case .join(let id, let sink, let wishes):
      join(id, sink, wishes)
    case .message(let id, let message):
      if let member = members[id] { receive(message, from: member) }
    case .retry(let id):
      if let member = members[id] { retry(member) }
    case .regrade(let judge): judgeAll(judge)
    case .dismiss(let judge):
      for member in members.values {
        if let error = judge(member.identity, member.login) { dismissLater(member, error) }
      }
    case .leave(let id):
      guard members.removeValue(forKey: id) != nil else { return }
      mustTellMembers = true
      holding.remove(id)
      tally.sessionCount -= 1
      turn.add(awareness.leave(id))
      if members.isEmpty { emptySince = services.time.now() }
    case .drained(let id):
      if let member = members[id] { turn.followUps.append(.catchUp(member)) }
    case .edit(let edit): self.edit(edit)
    case .lock(let lock): take(lock)
    case .read(let read): turn.followUps.append(.read(read))
    case .tick(let next):
      turn.add(awareness.expire(at: services.time.now()))
      mustTellMembers = true
      refuseOverdue(at: services.time.now())
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
      wishes: wishes
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
        case .receiveAwareness(let entries): receive(entries, from: member)
        case .sendMissing(let stateVector):
          turn.followUps.append(.sendMissing(member, since: stateVector))
        case .sendAwareness: turn.followUps.append(.sendAwareness(member))
        }
      }
    } catch {
      dismissLater(member, error)
    }
  }

  /// Takes what was held of a session, as far as it can be judged now.
  private func retry(_ member: RoomMember) {
    guard !member.session.isRefused else { return }
    do throws(PadError) {
      for update in member.held.takeAll() { try apply(update, of: member) }
      member.held.rest()
    } catch {
      dismissLater(member, error)
    }
  }

  private func apply(
    _ update: [UInt8],
    of member: RoomMember
  ) throws(PadError) {
    guard member.held.isEmpty else { return try hold(update, of: member) }
    let prepared: PreparedUpdate
    do {
      prepared = try document.prepare(update)
    } catch {
      throw .refused(error)
    }
    do throws(PadError) {
      guard try judge(prepared, of: member) else {
        document.discard(prepared)
        return try hold(update, of: member)
      }
    } catch {
      document.discard(prepared)
      throw error
    }
    let integration = document.integrate(prepared)
    turn.hasEdits = turn.hasEdits || integration.changed
    if integration.pending {
      // What the document has got is in the row of this turn already, or in an earlier one.
      turn.part.waiting.append(
        (try? Updates.difference(update, since: document.stateVector)) ?? update
      )
    }
    member.session.accept()
    tally.updateCount += 1
    tally.updateBytes += update.count
    if turn.authors.last !== member { turn.authors.append(member) }
  }

  private func edit(_ edit: RoomEdit) {
    if edition != 0, !edit.isErasure { return edit.finish(.failure(.finished)) }
    if edit.isCreation, record != nil || turn.isCreation {
      return edit.finish(.failure(.exists))
    }
    if let condition = edit.condition, condition != version || turn.hasEdits {
      return edit.finish(.failure(.changed))
    }
    turn.hasEdits = true
    do {
      turn.part.credits += try edit.body(document)
    } catch {
      return edit.finish(.failure(.notEditable(error)))
    }
    turn.part.bindingOwner = .server
    bind(document.clientID, to: .server)
    if edit.isCreation {
      turn.isCreation = true
      turn.part.isCreation = true
    }
    turn.followUps.append(.finish(edit, part: turn.parts.count))
  }

  private func reject(_ followUp: RoomTurn.FollowUp, _ error: PadError) {
    switch followUp {
    case .finish(let edit, _): edit.finish(.failure(error))
    case .locked(let lock): lock.done(.failure(error))
    case .read(let read): read.fail(error)
    case .shutDown(let done): done()
    case .close(let member, let reason): member.close(reason)
    case .welcome, .sendMissing, .sendAwareness, .tellRole, .catchUp, .tick: break
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

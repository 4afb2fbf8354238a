// SPDX-License-Identifier: Apache-2.0

import Logging
import SyncProtocol
import TextCRDT

// An update is judged by what it would touch, before it is taken in: so what a session may not do
// reaches no document, no disk and nobody else. Owners and editors may write everywhere, so that
// theirs cost nothing more than before.

/// Updates of one session that cannot be judged yet, in their order.
///
/// What an update would touch is known only when what it builds on is there. Until then it is
/// neither taken in nor acknowledged, and nor is anything that the session sends after it.
struct HeldUpdates {
  private(set) var updates: [[UInt8]] = []
  private(set) var byteCount = 0
  private(set) var since: Duration?

  var isEmpty: Bool { updates.isEmpty }

  mutating func hold(_ update: [UInt8], at now: Duration) {
    updates.append(update)
    byteCount += update.count
    since = since ?? now
  }

  /// Takes all of them out; those held again wait as long as before.
  mutating func takeAll() -> [[UInt8]] {
    defer {
      updates = []
      byteCount = 0
    }
    return updates
  }

  /// Says that nothing waits any more.
  mutating func rest() {
    if isEmpty { since = nil }
  }
}

extension Room {
  /// Whether all of a prepared update is within a session's role, and can go in now.
  ///
  /// - Returns: `false` when that cannot be said until more has come.
  /// - Throws: ``PadError/beyondRole(_:)``, ``PadError/finished``.
  func permits(_ update: PreparedUpdate, to member: RoomMember) throws(PadError) -> Bool {
    if edition != 0 {
      guard document.reach(of: update).isEmpty else { throw .finished }
      return true
    }
    guard member.role < .editor else { return true }
    let reach = document.reach(of: update)
    if reach.isEmpty { return true }
    let isWithin =
      member.role == .commenter
      && reach.insertedRoots.allSatisfy { $0 == PadRoots.comments }
      && reach.deletions.allSatisfy { deletion in
        deletion.root == PadRoots.comments && isOwn(deletion.client, of: member)
      }
    guard isWithin else { throw .beyondRole(member.role) }
    return reach.isComplete
  }

  /// Whether the units of a client are a session's own to delete.
  ///
  /// The anonymous share one identity, so that theirs are only what the session itself brought.
  private func isOwn(_ client: ClientID, of member: RoomMember) -> Bool {
    guard let owner = bindings.owner(of: client),
      services.kinship.areOne(owner, member.identity)
    else { return false }
    return member.identity != .anonymous || member.broughtClients.contains(client)
  }

  /// Keeps an update until it can be judged.
  func hold(_ update: [UInt8], of member: RoomMember) throws(PadError) {
    guard member.held.byteCount + update.count <= services.limits.maximumHeldBytes else {
      throw .unplaced
    }
    member.held.hold(update, at: services.time.now())
    holding.insert(member.id)
  }

  /// Tries again what is held, now that the document has changed.
  func retryHeld() {
    for session in holding { post(.retry(session)) }
    holding = []
  }

  /// Sends away whose updates have waited too long.
  func refuseOverdue(at now: Duration) {
    for session in holding {
      guard let member = members[session], let since = member.held.since,
        now - since >= services.limits.maximumHold
      else { continue }
      dismissLater(member, .unplaced)
    }
  }

  /// Gives all sessions the roles they have now, or sends them away.
  func judgeAll(_ judge: (Identity, Grant) -> Result<Role, PadError>) {
    for member in members.values {
      switch judge(member.identity, member.grant) {
      case .success(let role) where role == member.role: break
      case .success(let role):
        member.grant = Grant(role: role, link: member.grant.link)
        turn.followUps.append(.tellRole(member))
      case .failure(let error): dismissLater(member, error)
      }
    }
  }

  /// Makes who brought the pad into being its owner, as the log tells from now on.
  func makeOwner(_ identity: Identity, at now: Duration) {
    guard identity.mayOwn else { return }
    for member in members.values where services.kinship.areOne(member.identity, identity) {
      member.grant = Grant(role: .owner, link: member.grant.link)
      if member.isWelcomed { tellRole(member, at: now) }
    }
  }

  /// Ends a session with the turn; nothing more of it counts.
  func dismissLater(_ member: RoomMember, _ error: PadError) {
    member.session.refuse()
    services.tell(.info, "session refused", error, pad: name)
    turn.followUps.append(.close(member, error))
  }

  /// Says what a session may do, if it asked.
  func tellRole(_ member: RoomMember, at now: Duration) {
    guard member.wantsRole else { return }
    member.send(SyncMessage.role(member.role.rawValue).encoded, at: now)
  }
}

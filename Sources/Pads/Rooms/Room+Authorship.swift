// SPDX-License-Identifier: Apache-2.0

import Storage
import SyncProtocol
import TextCRDT

extension Room {
  /// Refuses an update that brings new items under another identity's client ID, and gives the
  /// IDs that nobody has used to the identity that uses them now.
  ///
  /// While the recovery window is open others' items enter as relayed, and bind nothing. What a
  /// session's role does not allow is refused, too.
  ///
  /// - Returns: `false` when the role needs to know more, and the update must wait.
  func judge(_ update: PreparedUpdate, of member: RoomMember) throws(PadError) -> Bool {
    var first: [ClientID] = []
    var isRelaying = false
    for client in document.newClients(in: update) {
      switch standing(of: client, for: member) {
      case .own: break
      case .unused: first.append(client)
      case .foreign:
        guard services.isRecovering else { throw .foreignItems }
        isRelaying = true
      }
    }
    guard try permits(update, to: member) else { return false }
    if isRelaying { turn.part.author.isRelaying = true }
    for client in first { bind(client, to: member.identity) }
    if member.role < .editor, member.identity == .anonymous {
      member.broughtClients.formUnion(first)
    }
    return true
  }

  /// What a client ID is to a session.
  private enum Standing {
    case own, unused, foreign
  }

  private func standing(of client: ClientID, for member: RoomMember) -> Standing {
    if let owner = bindings.owner(of: client) {
      return services.kinship.areOne(owner, member.identity) ? .own : .foreign
    }
    if client == document.clientID { return .foreign }
    if let holder = awareness.session(of: client) {
      let isOwn = members[holder].map { services.kinship.areOne($0.identity, member.identity) }
      return isOwn == true ? .unused : .foreign
    }
    // Whose an ID is that only a restored backup has forgotten, its own awareness tells.
    return services.isRecovering ? .foreign : .unused
  }

  /// Gives a client ID to an identity, with the commit of the turn.
  func bind(_ client: ClientID, to identity: Identity) {
    guard bindings.owner(of: client) == nil else { return }
    bindings.bind(client, to: identity)
    turn.part.boundClients.append(client)
  }

  /// Takes in what a session says of itself; what it says of others is ignored.
  func receive(_ entries: [AwarenessEntry], from member: RoomMember) {
    let own = entries.filter { entry in
      entry.client != document.clientID
        && bindings.mayAnnounce(entry.client, member.identity, services.kinship)
    }
    let shown = awareness.receive(own, from: member.id, at: services.time.now())
    for entry in own where awareness.session(of: entry.client) == member.id {
      bindings.announce(entry.client, by: member.identity)
    }
    if member.login != nil, !shown.isEmpty { mustTellMembers = true }
    turn.add(shown)
  }

  /// The events of a turn in groups of one author each.
  ///
  /// Messages that come one after the other are put in groups by identity: updates commute, and
  /// those of one session stay in their order. All other events stay where they are, and an edit of
  /// the server's own is a group by itself.
  func groups(of events: [RoomEvent]) -> [(author: Author, events: [RoomEvent])] {
    var joined: [SessionID: Identity] = [:]
    var groups: [(author: Author, events: [RoomEvent])] = []
    /// The groups that the next message may join.
    var open: [Identity: Int] = [:]
    for event in events {
      switch event {
      case .message(let session, _), .retry(let session):
        let identity = joined[session] ?? members[session]?.identity ?? .anonymous
        if let index = open[identity] {
          groups[index].events.append(event)
        } else {
          open[identity] = groups.count
          groups.append((Author(identity), [event]))
        }
        continue
      case .join(let session, _, let wishes): joined[session] = wishes.identity
      case .edit(let edit): groups.append((Author(edit.author), []))
      case .leave, .drained, .regrade, .dismiss, .lock, .read, .tick, .shutDown: break
      }
      if groups.isEmpty { groups.append((Author(.anonymous), [])) }
      let last = groups.count - 1
      groups[last].events.append(event)
      open = open.filter { $0.value == last }
    }
    return groups
  }
}

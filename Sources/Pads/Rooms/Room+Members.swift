// SPDX-License-Identifier: Apache-2.0

import SyncProtocol

extension Room {
  /// Says to who asked which of those present are members, if that has changed.
  ///
  /// Names in awareness are claims; this is the server's own knowledge, by the session that speaks for
  /// a client.
  func tellMembersIfChanged(at now: Duration) {
    guard mustTellMembers else { return }
    mustTellMembers = false
    let present = membersHere
    guard present != presentMembers else { return }
    presentMembers = present
    let frame = SyncMessage.members(present).encoded
    for member in members.values where member.wantsMembers && member.isWelcomed {
      member.send(frame, at: now)
    }
  }

  /// Says it to one session, which has just come.
  func tellMembers(_ member: RoomMember, at now: Duration) {
    guard member.wantsMembers, !presentMembers.isEmpty else { return }
    member.send(SyncMessage.members(presentMembers).encoded, at: now)
  }

  private var membersHere: [PresentMember] {
    guard members.values.contains(where: { $0.login != nil }) else { return [] }
    return awareness.states.compactMap { state in
      let login = awareness.session(of: state.client).flatMap { members[$0]?.login }
      return login.map { PresentMember(client: state.client, name: $0.name) }
    }
  }
}

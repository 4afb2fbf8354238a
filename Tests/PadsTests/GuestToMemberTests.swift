// SPDX-License-Identifier: Apache-2.0

import Storage
import SyncProtocol
import TestSupport
import Testing
import TextCRDT

@testable import Pads

@Suite(.timeLimit(.minutes(10))) struct GuestToMemberTests {
  private let guest = GuestID.random()

  private func member(_ name: String, of house: House) async throws -> Account {
    try await house.pads.accounts.add(name: name, email: "\(name)@exemple.fr", password: nil)
  }

  @Test("a guest's client IDs are the member's own, in every browser, and nobody else's")
  func clientIDs() async throws {
    let house = try House()
    let anne = try await member("anne", of: house)
    let bob = try await member("bob", of: house)
    var room = try await house.room("pad")
    let before = Peer(7, in: room, as: .guest(guest))
    try before.insert("guest ", at: 0)
    try await settle(before)
    room.leave(before.session)
    #expect(try await house.pads.accounts.absorb(guest, into: anne.id))

    let after = Peer(7, in: room, as: .account(anne.id), document: before.document)
    try after.insert("member ", at: 0)
    try await settle(after)
    #expect(after.sink.closing == nil && after.text == "member guest ")
    let rows = try await house.folder.updateLog.replay("pad", after: 0)
    #expect(rows.map(\.author) == ["g:\(guest.text)", "a:\(anne.id.text)"])
    room.leave(after.session)

    let stranger = Peer(7, in: room, as: .account(bob.id), document: before.document)
    try stranger.insert("forged ", at: 0)
    try await settle(stranger)
    #expect(stranger.sink.closing?.code == 4403)

    // The other way round, and after a restart: a page that was open as the guest goes on.
    let next = try await house.restarted()
    room = try await next.room("pad")
    let old = Peer(7, in: room, as: .guest(guest), document: after.document)
    let witness = Peer(8, in: room)
    try await settle(old, witness)
    try old.insert("still ", at: 0)
    try await settle(old, witness)
    #expect(old.sink.closing == nil && witness.text.hasPrefix("still "))
  }

  @Test("a client ID that the guest's page holds now is free to the member, and to nobody else")
  func reserved() async throws {
    let house = try House()
    let anne = try await member("anne", of: house)
    #expect(try await house.pads.accounts.absorb(guest, into: anne.id))
    let room = try await house.room("pad")
    let page = Peer(7, in: room, as: .guest(guest))
    page.present(1, "{}")
    try await settle(page)
    let other = Peer(7, in: room, as: .guest(.random()))
    try other.insert("x", at: 0)
    let own = Peer(7, in: room, as: .account(anne.id))
    try own.insert("y", at: 0)
    try await settle(page, own)
    #expect(other.sink.closing?.code == 4403 && own.sink.closing == nil)
  }

  @Test("what a guest owns is the member's, and is listed as theirs")
  func owning() async throws {
    let house = try House()
    let anne = try await member("anne", of: house)
    let bob = try await member("bob", of: house)
    let pad = try #require(PadName("pad"))
    _ = try await house.pads.create(pad, text: "x", by: .guest(guest))
    _ = try await house.pads.create(PadName("other"), text: "x", by: .account(anne.id))
    let identity = Identity.account(anne.id)
    #expect(try await house.pads.visit(.own(pad), as: identity).grant.role == .editor)
    #expect(try await house.pads.accounts.absorb(guest, into: anne.id))
    #expect(try await house.pads.visit(.own(pad), as: identity).grant.role == .owner)
    #expect(try await house.pads.visit(.own(pad), as: .account(bob.id)).grant.role == .editor)
    #expect(try await house.pads.isOwner(identity, of: pad))
    let listed = try await house.pads.list(of: identity).map(\.name.rawValue)
    #expect(listed == ["other", "pad"])
  }

  @Test("a commenter deletes as a member what they wrote as a guest, and nobody else's")
  func ownComments() async throws {
    let house = try House()
    let anne = try await member("anne", of: house)
    let room = try await house.room("pad")
    let commenter = Grant(role: .commenter)
    let guestPeer = Peer(7, in: room, as: .guest(guest), by: commenter)
    try guestPeer.edit { document throws(EditError) in
      try document.map("comments").set("a", "mine")
    }
    let other = Peer(9, in: room, as: .guest(.random()), by: commenter)
    try await settle(guestPeer, other)
    try other.edit { document throws(EditError) in
      try document.map("comments").set("b", "theirs")
    }
    try await settle(guestPeer, other)
    #expect(try await house.pads.accounts.absorb(guest, into: anne.id))
    let own = Peer(10, in: room, as: .account(anne.id), by: commenter)
    try await settle(guestPeer, other, own)
    try own.edit { document throws(EditError) in document.map("comments").remove("a") }
    try await settle(guestPeer, other, own)
    #expect(own.sink.closing == nil && own.acknowledged > 0)
    try own.edit { document throws(EditError) in document.map("comments").remove("b") }
    try await settle(guestPeer, other, own)
    #expect(own.sink.closing?.code == 4403)
  }

  @Test("signing in has the guest's pages come again, signing out sends the member's away")
  func openPages() async throws {
    let house = try House()
    let anne = try await house.pads.accounts.add(
      name: "Anne",
      email: "anne@exemple.fr",
      password: "une phrase longue"
    )
    let room = try await house.room("pad")
    let page = Peer(7, in: room, as: .guest(guest))
    let stranger = Peer(8, in: room, as: .guest(.random()))
    try await settle(page, stranger)
    let signedIn = try await house.pads.signIn(
      email: "anne@exemple.fr",
      password: "une phrase longue",
      absorbing: guest,
      insteadOf: nil
    )
    try await settle(page, stranger)
    #expect(signedIn.hasAbsorbedGuest && page.sink.closing?.code == 4408)
    let login = try #require(house.pads.accounts.login(by: signedIn.token))
    let other = try await house.pads.accounts.begin(for: anne.id).login
    let here = Peer(7, in: room, as: .account(anne.id), login: login)
    let there = Peer(9, in: room, as: .account(anne.id), login: other)
    try await settle(here, there, stranger)
    try await house.pads.signOut(login)
    try await settle(here, there, stranger)
    #expect(here.sink.closing?.code == 4401 && there.sink.closing == nil)
    try await house.pads.removeAccount(anne.id)
    try await settle(there, stranger)
    #expect(there.sink.closing?.code == 4401 && stranger.sink.closing == nil)
  }

  @Test("the server says which of those present are members; a guest of the same name is none")
  func vouching() async throws {
    let house = try House()
    let anne = try await member("anne", of: house)
    let login = try await house.pads.accounts.begin(for: anne.id).login
    let room = try await house.room("pad")
    let claim = #"{"user": {"name": "anne", "member": true}}"#
    let guestPeer = Peer(8, in: room, as: .guest(guest))
    guestPeer.present(1, claim)
    try await settle(guestPeer)
    #expect(guestPeer.members == nil)
    let own = Peer(7, in: room, as: .account(anne.id), login: login)
    own.present(1, claim)
    try await settle(guestPeer, own)
    let vouched = [PresentMember(client: ClientID(rawValue: 7), name: "anne")]
    #expect(guestPeer.members == vouched && own.members == vouched)
    // Who comes later is told; the guest's word for the member's client counts for nothing.
    guestPeer.send(
      .awareness([AwarenessEntry(client: ClientID(rawValue: 7), clock: 9, state: [0x7B, 0x7D])])
    )
    let late = Peer(9, in: room)
    try await settle(guestPeer, own, late)
    #expect(late.members == vouched && own.sink.closing == nil)
    // What a client sends of this kind is no message of the protocol.
    guestPeer.send(.members([PresentMember(client: ClientID(rawValue: 8), name: "anne")]))
    try await settle(guestPeer, late)
    #expect(guestPeer.sink.closing?.code == 1003 && late.members == vouched)
    room.leave(own.session)
    try await settle(late)
    #expect(late.members == [])
  }
}

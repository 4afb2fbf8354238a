// SPDX-License-Identifier: Apache-2.0

import Foundation
import Storage
import Synchronization
import TestSupport
import Testing

@testable import Pads

/// A book of accounts over a data folder of the test's own, with a time the test sets.
private final class TestBook: Sendable {
  let temporary: TemporaryFolder
  let folder: DataFolder
  let book: AccountBook
  private let time = Mutex<Int64>(1_800_000_000_000)

  init() throws {
    temporary = try TemporaryFolder()
    folder = try DataFolder(path: temporary.path)
    let box = Box()
    book = AccountBook(records: folder.records, now: { box.owner?.now ?? 0 })
    box.set(self)
  }

  var now: Int64 { time.withLock { $0 } }

  func wait(days: Double) {
    time.withLock { $0 += Int64(days * 86_400_000) }
  }

  /// What a process finds that starts now.
  func reopened() async throws -> AccountBook {
    let next = AccountBook(records: folder.records, now: { [self] in now })
    try await next.load()
    return next
  }

  private final class Box: Sendable {
    private let kept = Mutex<TestBook?>(nil)
    var owner: TestBook? { kept.withLock { $0 } }
    func set(_ owner: TestBook) { kept.withLock { $0 = owner } }
  }
}

// One after the other: hashing passwords keeps a processor busy, and other tests measure time.
@Suite(.serialized, .timeLimit(.minutes(10))) struct AccountBookTests {
  private let password = "une phrase longue"

  private func added(
    _ email: String = "anne@exemple.fr",
    to book: AccountBook
  ) async throws -> Account {
    try await book.add(name: "Anne", email: email, password: password)
  }

  @Test("the first account looks after the server, others only when that is said")
  func administrator() async throws {
    let test = try TestBook()
    let anne = try await added(to: test.book)
    let bob = try await added("bob@exemple.fr", to: test.book)
    #expect(anne.isAdministrator && !bob.isAdministrator)
    #expect(test.book.list().map(\.name) == ["Anne", "Anne"])
    let next = try await test.reopened()
    #expect(next.list() == test.book.list())
  }

  @Test(
    "an e-mail address is one account's, however it is written",
    arguments: ["anne@exemple.fr", " Anne@Exemple.FR ", "ａnne@exemple.fr"]
  )
  func uniqueEmail(email: String) async throws {
    let test = try TestBook()
    _ = try await added(to: test.book)
    await #expect(throws: AccountError.emailTaken) { try await added(email, to: test.book) }
    let next = try await test.reopened()
    await #expect(throws: AccountError.emailTaken) { try await added(email, to: next) }
    #expect(next.list().count == 1)
  }

  @Test("of many who would have one e-mail address at once, one has it")
  func race() async throws {
    let test = try TestBook()
    let winners = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<8 {
        group.addTask {
          (try? await test.book.add(name: "A", email: "a@b.c", password: nil)) != nil
        }
      }
      return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(winners == 1)
    #expect(try await test.reopened().list().count == 1)
  }

  @Test(
    "no account has what is no e-mail address",
    arguments: ["", "anne", "@b.c", "a@", "a@b@c", "a b@c.d", "a@b..c", "a\u{0}@b.c", "<a@b.c>"]
  )
  func unfitEmail(email: String) async throws {
    let test = try TestBook()
    await #expect(throws: AccountError.unfitEmail) { try await added(email, to: test.book) }
    #expect(EmailAddress(String(repeating: "x", count: 251) + "@b.c") == nil)
  }

  @Test("a password is right or not, and nobody learns who has an account")
  func signIn() async throws {
    let test = try TestBook()
    let anne = try await added(to: test.book)
    _ = try await test.book.add(name: "Sans", email: "sans@exemple.fr", password: nil)
    #expect(
      try await test.book.account(email: "ANNE@exemple.fr", password: password).id == anne.id
    )
    for (email, password) in [
      ("anne@exemple.fr", "une autre phrase"), ("anne@exemple.fr", ""),
      ("personne@exemple.fr", password), ("sans@exemple.fr", password), ("", password),
    ] {
      await #expect(throws: AccountError.wrongSignIn) {
        try await test.book.account(email: email, password: password)
      }
    }
  }

  @Test("an unknown e-mail address costs a hash, as a wrong password does, and so takes as long")
  func sameWork() async throws {
    let test = try TestBook()
    _ = try await added(to: test.book)
    _ = try await test.book.add(name: "Sans", email: "sans@exemple.fr", password: nil)
    for email in ["anne@exemple.fr", "bob@exemple.fr", "sans@exemple.fr", "no address"] {
      let before = test.book.passwords.count.load(ordering: .relaxed)
      await #expect(throws: AccountError.wrongSignIn) {
        try await test.book.account(email: email, password: "pas celle-ci")
      }
      #expect(test.book.passwords.count.load(ordering: .relaxed) == before + 1, "\(email)")
    }
  }

  @Test("passwords have 8 characters, and nothing is kept of them but scrypt")
  func passwords() async throws {
    let test = try TestBook()
    await #expect(throws: AccountError.unfitPassword) {
      try await test.book.add(name: "A", email: "a@b.c", password: "1234567")
    }
    await #expect(throws: AccountError.unfitPassword) {
      try await test.book.add(
        name: "A",
        email: "a@b.c",
        password: String(repeating: "x", count: 257)
      )
    }
    #expect(test.book.isEmpty)
    _ = try await added(to: test.book)
    let records = try await test.folder.records.records(in: "accounts")
    let written = String(decoding: try #require(records.first).value, as: UTF8.self)
    #expect(!written.contains(password) && written.contains("\"rounds\":32768"))
  }

  @Test("a session is known by its token, lasts while it is used, and is kept as a hash")
  func sessions() async throws {
    let test = try TestBook()
    let anne = try await added(to: test.book)
    let (token, login, _) = try await test.book.begin(for: anne.id)
    #expect(test.book.login(by: token) == login && login.account == anne.id)
    #expect(test.book.login(by: login.id) == nil, "what is kept opens nothing")
    #expect(test.book.login(by: "") == nil && test.book.login(by: token + "A") == nil)
    for _ in 0..<3 {
      test.wait(days: 29)
      await test.book.renew(login)
    }
    #expect(test.book.login(by: token) == login)
    let next = try await test.reopened()
    #expect(next.login(by: token) == login)
    test.wait(days: 30)
    #expect(test.book.login(by: token) == nil && next.login(by: token) == nil)
    let keys = try await test.folder.records.records(in: "account-sessions").map(\.key)
    #expect(keys == [login.id] && !token.isEmpty && !keys.contains(token))
    // The next signing in sweeps it away.
    _ = try await test.book.begin(for: anne.id)
    let left = try await test.folder.records.records(in: "account-sessions").map(\.key)
    #expect(left.count == 1 && left != keys)
  }

  @Test("an account has so many sessions; the longest unused one ends")
  func tooManySessions() async throws {
    let test = try TestBook()
    let anne = try await added(to: test.book)
    var tokens: [String] = []
    for _ in 0..<51 {
      tokens.append(try await test.book.begin(for: anne.id).token)
      test.wait(days: 0.01)
    }
    #expect(test.book.login(by: tokens[0]) == nil)
    #expect(tokens[1...].allSatisfy { test.book.login(by: $0) != nil })
    #expect(test.book.sessions(of: anne.id).count == 50)
  }

  @Test("a new password ends every session and every way to another one")
  func reset() async throws {
    let test = try TestBook()
    let anne = try await added(to: test.book)
    let (token, login, _) = try await test.book.begin(for: anne.id)
    let earlier = try await test.book.offerPassword(to: anne)
    let secret = try await test.book.offerPassword(to: anne)
    await #expect(throws: AccountError.secretUnknown) { try await test.book.secret(earlier) }
    #expect(try await test.book.secret(secret).name == "Anne")
    await #expect(throws: AccountError.unfitPassword) {
      try await test.book.resetPassword(secret, to: "court")
    }
    let (_, ended) = try await test.book.resetPassword(secret, to: "nouvelle phrase")
    #expect(ended == [login.id] && test.book.login(by: token) == nil)
    await #expect(throws: AccountError.secretUnknown) {
      try await test.book.resetPassword(secret, to: "encore une autre")
    }
    let email = "anne@exemple.fr"
    await #expect(throws: AccountError.wrongSignIn) {
      try await test.book.account(email: email, password: password)
    }
    #expect(try await test.book.account(email: email, password: "nouvelle phrase").id == anne.id)
    let late = try await test.book.offerPassword(to: anne)
    test.wait(days: 1)
    await #expect(throws: AccountError.secretUnknown) {
      try await test.book.resetPassword(late, to: "trop tard, hélas")
    }
  }

  @Test("a way to a new password that was printed ends by no stranger's asking for a letter")
  func forgotten() async throws {
    let test = try TestBook()
    let anne = try await added(to: test.book)
    let printed = try await test.book.offerPassword(to: anne)
    let first = try await test.book.offerPassword(to: anne, by: .anybody)
    let second = try await test.book.offerPassword(to: anne, by: .anybody)
    await #expect(throws: AccountError.secretUnknown) { try await test.book.secret(first) }
    for secret in [printed, second] {
      #expect(try await test.book.secret(secret).purpose == .password)
    }
    // Who looks after the server ends what anybody asked for, and what they printed before.
    let again = try await test.book.offerPassword(to: anne)
    for secret in [printed, second] {
      await #expect(throws: AccountError.secretUnknown) { try await test.book.secret(secret) }
    }
    _ = try await test.book.offerPassword(to: anne, by: .anybody)
    _ = try await test.book.resetPassword(again, to: "nouvelle phrase")
    #expect(try await test.folder.records.records(in: "account-secrets").isEmpty)
  }

  @Test("an invitation makes one account, within fourteen days, and is kept as a hash")
  func invitation() async throws {
    let test = try TestBook()
    _ = try await added(to: test.book)
    let secret = try await test.book.invite(email: "Bob@exemple.fr", name: "Bob")
    let keys = try await test.folder.records.records(in: "account-secrets").map(\.key)
    #expect(keys.count == 1 && !keys.contains(secret))
    await #expect(throws: AccountError.unfitName) {
      try await test.book.accept(secret, name: " ", password: password)
    }
    await #expect(throws: AccountError.secretUnknown) {
      try await test.book.resetPassword(secret, to: "pas à cela")
    }
    let accepted = await withTaskGroup(of: Account?.self) { group in
      for _ in 0..<3 {
        group.addTask { [password] in
          try? await test.book.accept(secret, name: "Bob", password: password)
        }
      }
      return await group.reduce(into: [Account]()) { if let account = $1 { $0.append(account) } }
    }
    try #require(accepted.count == 1)
    #expect(accepted[0].email?.text == "bob@exemple.fr" && !accepted[0].isAdministrator)
    await #expect(throws: AccountError.emailTaken) {
      try await test.book.invite(email: "bob@exemple.fr")
    }
    let late = try await test.book.invite(email: "carl@exemple.fr")
    test.wait(days: 14)
    await #expect(throws: AccountError.secretUnknown) {
      try await test.book.accept(late, name: "Carl", password: password)
    }
  }

  @Test("a removed account is nobody's any more, and its e-mail address is free")
  func removal() async throws {
    let test = try TestBook()
    let anne = try await added(to: test.book)
    let guest = GuestID.random()
    _ = try await test.book.absorb(guest, into: anne.id)
    let token = try await test.book.begin(for: anne.id).token
    let secret = try await test.book.offerPassword(to: anne)
    try await test.book.remove(anne.id)
    #expect(test.book.login(by: token) == nil && test.book.isEmpty)
    await #expect(throws: AccountError.secretUnknown) {
      try await test.book.resetPassword(secret, to: "une de plus")
    }
    let again = try await added(to: test.book)
    #expect(again.id != anne.id)
    // What the guest wrote does not become the next one's.
    #expect(try await test.book.absorb(guest, into: again.id) == false)
    let next = try await test.reopened()
    #expect(next.kinship.account(of: guest) == anne.id && next.login(by: token) == nil)
  }

  @Test("a guest is one account's, for ever")
  func absorption() async throws {
    let test = try TestBook()
    let anne = try await added(to: test.book)
    let bob = try await added("bob@exemple.fr", to: test.book)
    let (guest, other) = (GuestID.random(), GuestID.random())
    #expect(try await test.book.absorb(guest, into: anne.id))
    #expect(try await test.book.absorb(guest, into: anne.id))
    #expect(try await test.book.absorb(guest, into: bob.id) == false)
    test.wait(days: 1)
    #expect(try await test.book.absorb(other, into: anne.id))
    for book in [test.book, try await test.reopened()] {
      #expect(book.kinship.guests(of: anne.id) == [guest, other])
      #expect(book.kinship.areOne(.guest(guest), .account(anne.id)))
      #expect(book.kinship.areOne(.guest(guest), .guest(other)))
      #expect(!book.kinship.areOne(.guest(guest), .account(bob.id)))
    }
  }

  @Test("a provider's word makes an account, and opens none that is there by e-mail address alone")
  func openID() async throws {
    let test = try TestBook()
    let anne = try await added(to: test.book)
    let subject = OpenIDSubject(issuer: "https://id.exemple.fr", subject: "42")
    let claimed = OpenIDPerson(
      subject: subject,
      name: "Anne",
      verifiedEmail: "Anne@exemple.fr"
    )
    await #expect(throws: AccountError.emailOfAnother) {
      try await test.book.account(of: claimed, signedIn: nil)
    }
    // Signed in, she joins the two, and then comes by either.
    #expect(try await test.book.account(of: claimed, signedIn: anne.id).id == anne.id)
    #expect(try await test.book.account(of: claimed, signedIn: nil).id == anne.id)
    let bob = try await test.book.account(
      of: OpenIDPerson(
        subject: OpenIDSubject(issuer: "https://other.example", subject: "42"),
        name: ""
      ),
      signedIn: nil
    )
    #expect(bob.id != anne.id && bob.name == "42" && !bob.hasPassword && !bob.isAdministrator)
    // Nobody is two people to one provider: a stranger at her open browser gets no way in.
    let stranger = OpenIDPerson(
      subject: OpenIDSubject(issuer: subject.issuer, subject: "43"),
      name: "Carl"
    )
    let carl = try await test.book.account(of: stranger, signedIn: anne.id)
    #expect(carl.id != anne.id && test.book.account(anne.id)?.subjects == [subject])
    // What is one account's is not another's too.
    #expect(try await test.book.account(of: claimed, signedIn: bob.id).id == anne.id)
    let next = try await test.reopened()
    #expect(try await next.account(of: claimed, signedIn: nil).id == anne.id)
  }
}

// SPDX-License-Identifier: Apache-2.0

import Foundation
import Storage
import TestSupport
import Testing

@testable import Pads

@Suite struct GuestSignerTests {
  @Test("a guest signed by an earlier release is known for ever")
  func frozenCookie() throws {
    let signer = GuestSigner(key: Array(0..<32))
    let guest = try #require(GuestID(text: "AAECAwQFBgcICQoLDA0ODw"))
    #expect(
      signer.signed(guest) == "AAECAwQFBgcICQoLDA0ODw.01U4QsVfBQgPz4_exOaXmZ_1aPlgn7CY_I-sL-R6lzo"
    )
    #expect(signer.guest(of: signer.signed(guest)) == guest)
  }

  @Test("base64url writes and reads all bytes, one text each", arguments: 0..<70)
  func base64(count: Int) {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 89 &+ 7) }
    let text = Base64URL.text(of: bytes)
    let reference = Data(bytes).base64EncodedString()
      .replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
      .replacingOccurrences(of: "=", with: "")
    #expect(text == reference)
    #expect(Base64URL.bytes(of: text) == bytes)
  }

  @Test("base64url refuses what it does not write", arguments: ["A", "AB", "AAB", "A+8", "é"])
  func foreignBase64(text: String) {
    #expect(Base64URL.bytes(of: text) == nil)
  }

  @Test("knows its own guests again, and only those")
  func forgery() throws {
    let signer = GuestSigner.temporary()
    let guest = signer.mint()
    let text = signer.signed(guest)
    #expect(text.utf8.count == 66)
    #expect(signer.guest(of: text) == guest)
    #expect(GuestSigner.temporary().guest(of: text) == nil)
    for index in text.indices {
      var forged = text
      let other: Character = text[index] == "A" ? "B" : "A"
      forged.replaceSubrange(index...index, with: [other])
      #expect(signer.guest(of: forged) == nil, "\(forged)")
    }
    let otherSignature = try #require(signer.signed(signer.mint()).split(separator: ".").last)
    let exchanged = "\(guest.text).\(otherSignature)"
    for wrong in ["", ".", guest.text, "\(guest.text).", exchanged, text + "A"] {
      #expect(signer.guest(of: wrong) == nil)
    }
  }

  @Test("the key of a folder is made once and kept")
  func keptKey() async throws {
    let temporary = try TemporaryFolder()
    var folder = try DataFolder(path: temporary.path)
    let first = try await GuestSigner.keptIn(folder.records)
    let guest = first.mint()
    await folder.close()
    folder = try DataFolder(path: temporary.path)
    let second = try await GuestSigner.keptIn(folder.records)
    #expect(second.guest(of: first.signed(guest)) == guest)
    await folder.close()
  }

  @Test("identities and authors are stored and read")
  func stored() {
    for identity in [Identity.anonymous, .server, .guest(.random())] {
      #expect(Identity(stored: identity.stored) == identity)
      for isRelaying in [false, true] {
        let author = Author(identity, isRelaying: isRelaying)
        #expect(Author(stored: author.stored) == author)
      }
    }
  }
}

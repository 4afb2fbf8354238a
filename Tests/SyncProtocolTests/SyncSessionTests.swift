// SPDX-License-Identifier: Apache-2.0

import SyncProtocol
import Testing
import TextCRDT

@Suite struct SyncSessionTests {
  @Test("turns each message into one action")
  func actions() throws {
    var session = SyncSession(acknowledges: false, at: .zero)
    #expect(!session.isSynced)
    #expect(
      try session.receive(SyncMessage.step1(StateVector()).encoded)
        == [.sendMissing(since: StateVector())]
    )
    #expect(session.isSynced)
    #expect(try session.receive(SyncMessage.step2([1]).encoded) == [.apply([1])])
    #expect(try session.receive(SyncMessage.update([2]).encoded) == [.apply([2])])
    #expect(try session.receive(SyncMessage.awareness([]).encoded) == [.receiveAwareness([])])
    #expect(try session.receive(SyncMessage.queryAwareness.encoded) == [.sendAwareness])
  }

  @Test("acknowledges the accepted updates once each, and only when asked to")
  func acknowledgement() throws {
    var session = SyncSession(acknowledges: true, at: .zero)
    #expect(session.commit() == nil)
    session.accept()
    session.accept()
    #expect(session.commit() == [100, 2])
    #expect(session.commit() == nil)
    session.accept()
    #expect(session.commit() == [100, 3])

    var silent = SyncSession(acknowledges: false, at: .zero)
    silent.accept()
    #expect(silent.commit() == nil)
  }

  @Test("does nothing any more after a refusal")
  func refusal() throws {
    var session = SyncSession(acknowledges: true, at: .zero)
    session.accept()
    #expect(throws: SyncError.unknownMessage(9)) { try session.receive([9]) }
    #expect(session.isRefused)
    #expect(try session.receive(SyncMessage.update([1]).encoded) == [])
    #expect(session.commit() == [100, 1])
  }

  @Test("uses nothing of a frame whose end is bad")
  func wholeFrames() {
    var session = SyncSession(acknowledges: false, at: .zero)
    #expect(throws: SyncError.self) {
      try session.receive(SyncMessage.step1(StateVector()).encoded + [9])
    }
    #expect(!session.isSynced)
  }

  @Test("refuses what only servers send", arguments: [2, 100] as [UInt64])
  func serverMessages(kind: UInt64) {
    var session = SyncSession(acknowledges: false, at: .zero)
    let frame = kind == 2 ? SyncMessage.permissionDenied("") : SyncMessage.acknowledgement(1)
    #expect(throws: SyncError.unexpectedMessage(kind)) { try session.receive(frame.encoded) }
  }

  @Test("never lets a peer hear nothing for more than 25 seconds")
  func keepAlive() {
    var session = SyncSession(acknowledges: false, at: .zero)
    #expect(session.keepAlive(at: .seconds(15), askedAgainAt: .seconds(20)) == nil)
    #expect(session.keepAlive(at: .seconds(20), askedAgainAt: .seconds(25)) == nil)
    #expect(session.keepAlive(at: .seconds(25), askedAgainAt: .seconds(30)) == [1, 1, 0])
    #expect(session.keepAlive(at: .seconds(30), askedAgainAt: .seconds(35)) == nil)
    session.noteSent(at: .seconds(45))
    #expect(session.keepAlive(at: .seconds(65), askedAgainAt: .seconds(70)) == nil)
    #expect(session.keepAlive(at: .seconds(70), askedAgainAt: .seconds(75)) == [1, 1, 0])
  }
}

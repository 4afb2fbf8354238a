// SPDX-License-Identifier: Apache-2.0

import Storage
import SyncProtocol
import TextCRDT

/// Closing a pad for editing, or opening it again, in a turn of its own.
struct RoomLock: Sendable {
  /// The edition the pad is from then on; 0 opens it.
  let edition: Int
  /// Called once, when all that came before is on disk: with the document then, or why it failed.
  let done: @Sendable (Result<EditionParts, PadError>) -> Void
}

extension Room {
  /// Has the pad take no edit from here on, or take edits again.
  ///
  /// - Parameter edition: The edition it is; 0 for none.
  /// - Returns: The document as all that came before has left it.
  /// - Throws: ``PadError/finished`` when it is one already, ``PadError/notFinished`` when it is none.
  nonisolated func lock(as edition: Int) async throws(PadError) -> EditionParts {
    let result: Result<EditionParts, PadError> = await withCheckedContinuation { continuation in
      post(.lock(RoomLock(edition: edition, done: { continuation.resume(returning: $0) })))
    }
    return try result.get()
  }

  /// Takes effect at once, so that nothing that came after it in the same turn goes in.
  func take(_ lock: RoomLock) {
    guard (lock.edition == 0) != (edition == 0) else {
      return lock.done(.failure(edition == 0 ? .notFinished : .finished))
    }
    edition = lock.edition
    turn.followUps.append(.locked(lock))
  }

  /// Answers, and tells everybody who asked, once the disk has all that the lock is about.
  func finish(_ lock: RoomLock, at now: Duration) {
    for member in members.values where member.isWelcomed { tellEdition(member, at: now) }
    lock.done(.success(EditionParts(of: document, head: record?.lastSequence ?? 0)))
  }

  /// Says which edition the pad is, if the session asked.
  func tellEdition(_ member: RoomMember, at now: Duration) {
    guard member.wantsEdition else { return }
    member.send(SyncMessage.edition(UInt64(edition)).encoded, at: now)
  }
}

// SPDX-License-Identifier: Apache-2.0

import Synchronization
import TestSupport
import Testing

@testable import Pads

@Suite("Passwords that wait to be checked", .serialized, .timeLimit(.minutes(5)))
struct PassphraseQueueTests {
  /// What the jobs of a queue do, in the order in which it gives them out.
  private func order(
    of askers: [String],
    _ queue: inout PassphraseQueue
  ) -> (taken: [Bool], done: [String]) {
    let done = Mutex<[String]>([])
    let taken = askers.map { asker in queue.add({ done.withLock { $0.append(asker) } }, of: asker) }
    while let job = queue.next() { job() }
    return (taken, done.withLock { $0 })
  }

  @Test("take turns by who asks, however much one of them asks for")
  func turns() {
    var queue = PassphraseQueue(maximumWaiting: 10, maximumWaitingOfOne: 5)
    let (taken, done) = order(of: ["a", "a", "a", "b", "b", "c"], &queue)
    #expect(taken == Array(repeating: true, count: 6))
    #expect(done == ["a", "b", "c", "a", "b", "a"])
    #expect(queue.count == 0)
    // Whoever comes again begins anew, behind who is there.
    #expect(order(of: ["b", "a"], &queue).done == ["b", "a"])
  }

  @Test("are so many at most, and of one asker fewer; what was done makes room")
  func bounds() {
    var queue = PassphraseQueue(maximumWaiting: 4, maximumWaitingOfOne: 2)
    let (taken, done) = order(of: ["a", "a", "a", "b", "c", "d"], &queue)
    #expect(taken == [true, true, false, true, true, false])
    #expect(done == ["a", "b", "c", "a"])
    #expect(order(of: ["d", "a"], &queue).taken == [true, true])
  }

  private static func ask(
    _ asker: String,
    _ passphrase: String,
    _ known: PassphraseHash,
    _ keeper: PassphraseKeeper
  ) async -> String {
    await Asker.$current.withValue(asker) {
      do throws(PadError) {
        return "\(asker) \(try await keeper.matches(passphrase, known))"
      } catch {
        return "\(asker) \(error)"
      }
    }
  }

  @Test("are refused beyond the bounds at once, and checked in turn within them")
  func flood() async throws {
    var limits = PadLimits()
    limits.maximumWaitingPassphrases = 8
    limits.maximumWaitingPassphrasesOfOne = 4
    let keeper = PassphraseKeeper(limits)
    let known = try await keeper.hash("une phrase longue")
    // In the order in which they end.
    var all: [String] = []
    await withTaskGroup(of: String.self) { group in
      for _ in 0..<40 {
        group.addTask { await Self.ask("flood", "pas celle-ci", known, keeper) }
      }
      // Once the flood has all it may have, somebody else comes.
      while keeper.waitingCount < 3 { await Task.yield() }
      group.addTask { await Self.ask("other", "une phrase longue", known, keeper) }
      for await answer in group { all.append(answer) }
    }
    #expect(all.count == 41 && keeper.waitingCount == 0)
    let refused = all.filter { $0 == "flood passphrasesBusy" }.count
    // One is being checked and four wait; while they are, a few more find room.
    #expect(refused >= 20 && refused < 40, "\(refused)")
    let place = try #require(all.firstIndex(of: "other true"))
    let later = all[place...].filter { $0 == "flood false" }.count
    #expect(later >= 1, "whoever came last did not wait for all who came before")
  }
}

// SPDX-License-Identifier: Apache-2.0

/// On whose behalf something is done, where those who wait take turns.
public enum Asker {
  /// The network address that a request counts by; empty for the server itself and its commands.
  @TaskLocal public static var current = ""
}

/// Who waits for a passphrase to be hashed or checked.
///
/// Those who ask take turns, however much each of them asks for: a flood from one address delays
/// everybody else by one check. What is beyond the bounds is refused at once.
struct PassphraseQueue: Sendable {
  typealias Job = @Sendable () -> Void

  /// The most that wait in all.
  let maximumWaiting: Int
  /// The most that one asker has waiting.
  let maximumWaitingOfOne: Int
  /// How many wait.
  private(set) var count = 0
  private var jobs: [String: [Job]] = [:]
  /// Who has something waiting, the next first.
  private var turns: [String] = []

  init(maximumWaiting: Int, maximumWaitingOfOne: Int) {
    self.maximumWaiting = maximumWaiting
    self.maximumWaitingOfOne = maximumWaitingOfOne
  }

  /// Lets a job wait for its turn.
  ///
  /// - Returns: Whether it does; not when as many wait as may.
  mutating func add(_ job: @escaping Job, of asker: String) -> Bool {
    guard count < maximumWaiting, jobs[asker]?.count ?? 0 < maximumWaitingOfOne else {
      return false
    }
    if jobs[asker] == nil { turns.append(asker) }
    jobs[asker, default: []].append(job)
    count += 1
    return true
  }

  /// Takes the job whose turn it is; nil when none waits.
  mutating func next() -> Job? {
    guard let asker = turns.first, var waiting = jobs[asker], !waiting.isEmpty else { return nil }
    turns.removeFirst()
    let job = waiting.removeFirst()
    jobs[asker] = waiting.isEmpty ? nil : waiting
    if !waiting.isEmpty { turns.append(asker) }
    count -= 1
    return job
  }
}

// SPDX-License-Identifier: Apache-2.0

import SyncProtocol
import Synchronization

/// The one way into a room: events in their order, posted from any thread.
///
/// The first event of an empty inbox makes its poster start the room's drain; what comes while
/// the room works or commits collects here and is taken in one turn.
final class RoomInbox: Sendable {
  /// What the poster of an event has to do.
  enum Posted: Equatable, Sendable {
    /// Start the room's drain.
    case first
    /// Nothing: the drain is under way.
    case queued
    /// Turn the event away: the room is closed for this reason.
    case closed(PadError)
  }

  private struct State: Sendable {
    var events: [RoomEvent] = []
    /// How many of them are more than presence.
    var pressingCount = 0
    var isDraining = false
    var closedFor: PadError?
    var lastTouched: Duration
    var waitingBytes: [SessionID: Int] = [:]
    var sleeper: Sleeper?

    /// Whoever is to be woken by the last event, if enough have come.
    mutating func takeSleeper() -> Sleeper? {
      guard let sleeper, pressingCount >= sleeper.count || closedFor != nil else { return nil }
      self.sleeper = nil
      return sleeper
    }
  }

  /// The drain while it waits for so many events.
  private struct Sleeper: Sendable {
    var count: Int
    var continuation: CheckedContinuation<Void, Never>
  }

  private let state: Mutex<State>

  init(at now: Duration) {
    state = Mutex(State(lastTouched: now))
  }

  /// Adds an event at the end.
  func post(_ event: RoomEvent) -> Posted {
    add { state in
      state.events.append(event)
      state.pressingCount += 1
    }
  }

  /// Adds a session's message.
  ///
  /// - Parameters:
  ///   - message: The message.
  ///   - session: Where it comes from.
  ///   - limit: How many bytes of a session may wait.
  ///   - pause: Called when more than that wait, under the lock: ``takeAll(limit:)``, after which
  ///     the session is resumed, cannot come in between.
  /// - Returns: What to do.
  func post(
    _ message: [UInt8],
    from session: SessionID,
    limit: Int,
    pause: () -> Void
  ) -> Posted {
    add { state in
      state.events.append(.message(session, message))
      if !SyncMessage.isAwareness(message) { state.pressingCount += 1 }
      let bytes = state.waitingBytes[session, default: 0] + message.count
      state.waitingBytes[session] = bytes
      if bytes > limit { pause() }
    }
  }

  /// Adds something unless the inbox is closed, and wakes who waited for it.
  private func add(_ change: (inout State) -> Void) -> Posted {
    let (posted, sleeper) = state.withLock { state -> (Posted, Sleeper?) in
      if let error = state.closedFor { return (.closed(error), nil) }
      change(&state)
      defer { state.isDraining = true }
      return (state.isDraining ? .queued : .first, state.takeSleeper())
    }
    sleeper?.continuation.resume()
    return posted
  }

  /// Waits until so many events that are more than presence are there, ``wake()`` is called or the
  /// inbox is closed.
  func wait(for count: Int) async {
    await withCheckedContinuation { continuation in
      let mayGoOn = state.withLock { state in
        state.sleeper = Sleeper(count: count, continuation: continuation)
        return state.takeSleeper() != nil
      }
      if mayGoOn { continuation.resume() }
    }
  }

  /// Ends the wait for events before enough have come.
  func wake() {
    let sleeper = state.withLock { state in
      defer { state.sleeper = nil }
      return state.sleeper
    }
    sleeper?.continuation.resume()
  }

  /// How many events wait to be taken.
  var waitingCount: Int { state.withLock { $0.events.count } }

  /// Takes everything there is; `nil` ends the drain, and the next post starts another.
  ///
  /// - Returns: The events, and the sessions that had more than `limit` bytes waiting.
  func takeAll(limit: Int) -> (events: [RoomEvent], overLimit: [SessionID])? {
    state.withLock { state in
      guard !state.events.isEmpty else {
        state.isDraining = false
        return nil
      }
      let over = state.waitingBytes.filter { $0.value > limit }.map(\.key)
      defer {
        state.events = []
        state.pressingCount = 0
        state.waitingBytes = [:]
      }
      return (state.events, over)
    }
  }

  /// Says that somebody holds the room and will post soon.
  ///
  /// - Returns: Whether the room is still open, and then stays so for its idle lifetime.
  func touch(at now: Duration) -> Bool {
    state.withLock { state in
      state.lastTouched = max(state.lastTouched, now)
      return state.closedFor == nil
    }
  }

  /// Closes the inbox of a room that nobody has touched since a moment and nothing waits for.
  func closeIfUntouched(since moment: Duration) -> Bool {
    state.withLock { state in
      guard state.events.isEmpty, state.lastTouched <= moment, state.closedFor == nil else {
        return false
      }
      state.closedFor = .closing
      return true
    }
  }

  /// Closes the inbox for good.
  ///
  /// - Returns: What was still waiting, to be turned away.
  func close(_ error: PadError) -> [RoomEvent] {
    let (events, sleeper) = state.withLock { state -> ([RoomEvent], Sleeper?) in
      state.closedFor = state.closedFor ?? error
      defer { state.events = [] }
      return (state.events, state.takeSleeper())
    }
    sleeper?.continuation.resume()
    return events
  }
}

// SPDX-License-Identifier: Apache-2.0

public import TextCRDT

/// Who is present in a pad: the last state of each client, bound to the session it came from.
///
/// A session reserves the first client it names that no other session has, and speaks for that
/// one only. What it says of others is ignored: honest providers repeat what they hear.
public struct Awareness: Sendable {
  /// How long a state lasts without renewal; clients renew theirs at half of it.
  public static let lifetime: Duration = .seconds(30)

  /// The most clients that are gone and whose clocks are remembered.
  private static let maximumGoneClients = 4_096

  private struct Known: Sendable {
    var clock: UInt64
    var state: [UInt8]?
    var owner: SessionID?
    var renewed: Duration
  }

  private var known: [ClientID: Known] = [:]
  private var clients: [SessionID: ClientID] = [:]

  /// Begins with nobody present.
  public init() {}

  /// All clients that are present, by client.
  public var states: [AwarenessEntry] {
    known.compactMap { client, known in
      known.state.map { AwarenessEntry(client: client, clock: known.clock, state: $0) }
    }.sorted { $0.client < $1.client }
  }

  /// Which session speaks for a client.
  ///
  /// - Parameter client: The client.
  /// - Returns: The session, while it lasts; `nil` when there is none.
  public func session(of client: ClientID) -> SessionID? { known[client]?.owner }

  /// Takes in what a session says.
  ///
  /// - Parameters:
  ///   - entries: The entries of one message.
  ///   - session: Where they come from.
  ///   - now: The time, on the clock that ``expire(at:)`` is called with.
  /// - Returns: What is new and to be shown to everybody.
  public mutating func receive(
    _ entries: [AwarenessEntry],
    from session: SessionID,
    at now: Duration
  ) -> [AwarenessEntry] {
    entries.filter { entry in
      guard owns(entry, session: session, at: now) else { return false }
      return accept(entry, at: now)
    }
  }

  /// Forgets a session, whose client is gone with it.
  ///
  /// - Parameter session: The session.
  /// - Returns: The removal to show to everybody; empty if it showed nothing.
  public mutating func leave(_ session: SessionID) -> [AwarenessEntry] {
    guard let client = clients.removeValue(forKey: session) else { return [] }
    known[client]?.owner = nil
    return remove(client)
  }

  /// Removes the states that were not renewed in time.
  ///
  /// - Parameter now: The time.
  /// - Returns: The removals to show to everybody.
  public mutating func expire(at now: Duration) -> [AwarenessEntry] {
    let late = known.filter { $0.value.state != nil && now - $0.value.renewed >= Self.lifetime }
    return late.keys.sorted().flatMap { client in
      if let owner = known[client]?.owner { clients[owner] = nil }
      known[client]?.owner = nil
      return remove(client)
    }
  }

  /// Whether an entry is its session's own, reserving its client if it is the session's first.
  private mutating func owns(
    _ entry: AwarenessEntry,
    session: SessionID,
    at now: Duration
  ) -> Bool {
    if let client = clients[session] { return client == entry.client }
    guard entry.state != nil, known[entry.client]?.owner == nil else { return false }
    clients[session] = entry.client
    known[entry.client, default: Known(clock: 0, renewed: now)].owner = session
    return true
  }

  private mutating func accept(_ entry: AwarenessEntry, at now: Duration) -> Bool {
    guard var client = known[entry.client] else { return false }
    guard
      entry.clock > client.clock
        || (entry.clock == client.clock && entry.state == nil && client.state != nil)
    else { return false }
    client.clock = entry.clock
    client.state = entry.state
    client.renewed = now
    known[entry.client] = client
    return true
  }

  private mutating func remove(_ client: ClientID) -> [AwarenessEntry] {
    guard let gone = known[client], gone.state != nil else { return [] }
    known[client]?.state = nil
    forgetLongGone()
    return [AwarenessEntry(client: client, clock: gone.clock, state: nil)]
  }

  private mutating func forgetLongGone() {
    guard known.count - clients.count > Self.maximumGoneClients else { return }
    known = known.filter { $0.value.state != nil || $0.value.owner != nil }
  }
}

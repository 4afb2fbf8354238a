// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CHeap
import EditingTraces
import Foundation
import TextCRDT

/// Replays one trace in every way that is measured; each run checks its result.
struct EngineReplay {
  let trace: EditingTrace
  let updates: [[UInt8]]
  let runs: Int
  private let state: [UInt8]
  private let halfway: StateVector

  init(trace: EditingTrace, updates: [[UInt8]], runs: Int) throws {
    self.trace = trace
    self.updates = updates
    self.runs = runs
    let document = Self.emptyDocument()
    var halfway = StateVector()
    for (index, update) in updates.enumerated() {
      if index == updates.count / 2 { halfway = document.stateVector }
      try document.apply(update)
    }
    guard document.text("text").string == trace.end else {
      throw ValidationError("The updates do not end in the trace's text.")
    }
    state = document.encodedState()
    self.halfway = halfway
  }

  func measure(_ measure: EngineMeasure) throws -> Measurement? {
    switch measure {
    case .local: try trace.patches.isEmpty ? nil : local()
    case .remote: try remote()
    case .loadV1: try loadV1()
    case .loadV2: try loadV2()
    case .encodeV1: try encodeV1()
    case .diffV1: try diffV1()
    case .mergeV1: try mergeV1()
    case .localTenfold: try trace.patches.isEmpty ? nil : localTenfold()
    case .edit: try trace.patches.isEmpty ? nil : edits(.edit, copies: 1)
    case .editTenfold: try trace.patches.isEmpty ? nil : edits(.editTenfold, copies: 10)
    case .memory: try memory()
    }
  }

  static func emptyDocument() -> Document {
    Document(clientID: ClientID(rawValue: 1))
  }

  private func result(
    _ measure: EngineMeasure,
    count: Int,
    _ body: () throws -> Int
  ) rethrows -> Measurement {
    try result(measure, count: count, setUp: {}, body)
  }

  /// Measures a body; what every run needs first is not measured.
  func result<Fixture>(
    _ measure: EngineMeasure,
    count: Int,
    setUp: () throws -> Fixture,
    _ body: (Fixture) throws -> Int
  ) rethrows -> Measurement {
    let (wall, cpu, bytes) = try Measurement.median(runs: runs, setUp: setUp, body)
    return Measurement(
      trace: trace.name,
      measure: measure,
      count: count,
      wall: wall,
      cpu: cpu,
      bytes: bytes
    )
  }

  private func check(_ document: Document) throws {
    guard document.text("text").string == trace.end else {
      throw ValidationError("A replay ended in another text.")
    }
  }

  private func local() throws -> Measurement {
    try result(.local, count: trace.patches.count) {
      let document = Self.emptyDocument()
      let text = document.text("text")
      try type(into: text, at: 0)
      guard text.length == trace.end.utf16.count else {
        throw ValidationError("A replay ended in a text of another length.")
      }
      return text.length
    }
  }

  /// Types the trace as if the text began at an offset.
  func type(into text: SharedText, at start: Int) throws {
    for patch in trace.patches {
      let place = start + patch.position
      if patch.removed > 0 { try text.remove(place..<(place + patch.removed)) }
      if !patch.inserted.isEmpty { try text.insert(patch.inserted, at: place) }
    }
  }

  private func remote() throws -> Measurement {
    try result(.remote, count: updates.count) {
      let document = Self.emptyDocument()
      for update in updates { try document.apply(update) }
      guard document.text("text").length == trace.end.utf16.count else {
        throw ValidationError("A replay ended in a text of another length.")
      }
      return document.text("text").length
    }
  }

  private func loadV1() throws -> Measurement {
    try result(.loadV1, count: 1) {
      let document = Self.emptyDocument()
      try document.apply(state)
      guard document.text("text").string.utf8.count == trace.end.utf8.count else {
        throw ValidationError("A load ended in another text.")
      }
      return state.count
    }
  }

  private func loadV2() throws -> Measurement {
    let source = Self.emptyDocument()
    try source.apply(state)
    let stateV2 = source.encodedStateV2()
    return try result(.loadV2, count: 1) {
      let document = Self.emptyDocument()
      try document.applyV2(stateV2)
      guard document.text("text").string.utf8.count == trace.end.utf8.count else {
        throw ValidationError("A load ended in another text.")
      }
      return stateV2.count
    }
  }

  private func encodeV1() throws -> Measurement {
    let document = Self.emptyDocument()
    try document.apply(state)
    return try result(.encodeV1, count: 1) {
      let bytes = document.encodedState()
      guard bytes.count == state.count else { throw ValidationError("The encoding changed.") }
      return bytes.count
    }
  }

  private func diffV1() throws -> Measurement {
    let document = Self.emptyDocument()
    try document.apply(state)
    let expected = document.encodedState(since: halfway).count
    return try result(.diffV1, count: 1) {
      let bytes = document.encodedState(since: halfway)
      guard bytes.count == expected else { throw ValidationError("The difference changed.") }
      return bytes.count
    }
  }

  private func mergeV1() throws -> Measurement {
    let batches = stride(from: 0, to: updates.count, by: 1_000).map { start in
      Array(updates[start..<min(start + 1_000, updates.count)])
    }
    return try result(.mergeV1, count: updates.count) {
      var merged: [[UInt8]] = []
      for batch in batches { merged.append(try Updates.merge(batch)) }
      let document = Self.emptyDocument()
      try document.apply(try Updates.merge(merged))
      try check(document)
      return merged.reduce(0) { $0 + $1.count }
    }
  }

  /// What ten loaded documents keep, divided by ten.
  private func memory() throws -> Measurement {
    let copies = 10
    var documents: [Document] = []
    documents.reserveCapacity(copies)
    let first = Self.emptyDocument()
    try first.apply(state)
    documents.append(first)
    let before = heapBytes()
    for _ in 0..<copies {
      let document = Self.emptyDocument()
      try document.apply(state)
      documents.append(document)
    }
    let bytes = (heapBytes() - before) / copies
    for document in documents { try check(document) }
    return Measurement(
      trace: trace.name,
      measure: .memory,
      count: 1,
      wall: .zero,
      cpu: .zero,
      bytes: bytes
    )
  }

  private func heapBytes() -> Int {
    Int(encrier_heap_bytes())
  }
}

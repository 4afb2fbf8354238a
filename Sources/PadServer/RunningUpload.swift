// SPDX-License-Identifier: Apache-2.0

import Pads
import Synchronization
import WebServer

/// A body that arrives by a right that may end meanwhile: then it is cut off.
///
/// It is judged when it begins, and again whenever it changes who may do what in the pad.
final class RunningUpload: UploadWatch {
  private struct State {
    var upload: IncomingUpload?
    var watch: AccessWatch?
    var isOver = false
  }

  private let request: RoutedRequest
  private let role: Role
  private let visitors: Visitors
  private let state = Mutex(State())

  init(_ request: RoutedRequest, needing role: Role, visitors: Visitors) {
    self.request = request
    self.role = role
    self.visitors = visitors
  }

  func began(_ upload: IncomingUpload) {
    state.withLock { $0.upload = upload }
    Task { await judge() }
  }

  func ended() {
    let watch = state.withLock { state in
      state.isOver = true
      state.upload = nil
      defer { state.watch = nil }
      return state.watch
    }
    if let watch { visitors.pads.stop(watch) }
  }

  private func judge() async {
    guard let upload = state.withLock({ $0.upload }) else { return }
    do throws(Problem) {
      let visit = try await visitors.visit(request, needing: role)
      guard watch(visit.pad) else { return }
      // What changed before it was watched is seen now.
      _ = try await visitors.visit(request, needing: role)
    } catch {
      upload.refuse(error.response)
    }
  }

  /// Begins to watch the pad; false when it is watched already, or nothing arrives any more.
  private func watch(_ pad: PadName) -> Bool {
    state.withLock { state in
      guard !state.isOver, state.watch == nil else { return false }
      state.watch = visitors.pads.watchAccess(to: pad) { [weak self] in
        Task { await self?.judge() }
      }
      return true
    }
  }
}

extension Visitors {
  /// What a route has to watch its uploads by.
  func uploads(needing role: Role) -> @Sendable (RoutedRequest) -> any UploadWatch {
    { request in RunningUpload(request, needing: role, visitors: self) }
  }
}

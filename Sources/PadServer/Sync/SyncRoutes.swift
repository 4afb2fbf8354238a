// SPDX-License-Identifier: Apache-2.0

import Pads
import WebServer

/// Where editors come in.
struct SyncRoutes: Sendable {
  let addresses: AddressSessions
  let visitors: Visitors

  var routes: [Route] {
    [
      Route(
        method: "GET",
        path: "/sync/{pad}",
        operation: Operation(
          summary: "A WebSocket in y-websocket's protocol to a pad, which need not exist yet",
          parameters: [
            .init(
              name: "acks",
              description: "1 to be told which updates are on disk",
              schema: .text(maximumBytes: 1)
            ),
            .init(
              name: "epoch",
              description: "the history known behind the name; empty to be told of it",
              schema: .text(maximumBytes: 64)
            ),
            .init(
              name: "roles",
              description: "1 to be told what the session may do, now and when it changes",
              schema: .text(maximumBytes: 1)
            ),
            .init(
              name: "members",
              description: "1 to be told who of those present is a member, now and when it changes",
              schema: .text(maximumBytes: 1)
            ),
            .init(
              name: "editions",
              description: "1 to be told which edition the pad is, now and when it changes",
              schema: .text(maximumBytes: 1)
            ),
          ],
          success: (101, .none),
          problems: [403, 426]
        ),
        action: .webSocket { [visitors, addresses] request throws(Problem) in
          PadSession(
            address: try request.address,
            head: request.head,
            visitors: visitors,
            addresses: addresses
          )
        }
      )
    ]
  }
}

// SPDX-License-Identifier: Apache-2.0

import Pads
import WebServer

/// Where editors come in.
struct SyncRoutes: Sendable {
  let pads: PadHouse
  let addresses: AddressSessions
  let guests: GuestCookies

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
          ],
          success: (101, .none),
          problems: [403, 426]
        ),
        action: .webSocket { [pads, addresses, guests] request throws(Problem) in
          PadSession(
            pad: try request.pad,
            pads: pads,
            identity: guests.identity(of: request.head),
            acknowledges: request.head.target.parameter("acks") == "1",
            epoch: request.head.target.parameter("epoch"),
            address: request.head.peerAddress,
            addresses: addresses
          )
        }
      )
    ]
  }
}
